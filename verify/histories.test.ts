/** Histories drawn at random: whatever the rules let happen passes the audit, in whatever order matters took turns. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '@goc/domain/day.ts'
import { countActs, figuresOf } from '@goc/domain/figures.ts'
import type { Unit } from '@goc/domain/units/rules.ts'
import { treeOf } from '@goc/domain/units/tree.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import fc from 'fast-check'
import { audit } from './audit.ts'
import { crypto, log, publish, receipt } from './testing/book.ts'
import { dialogue, FIRST_DAY, opinion, province, resolve } from './testing/sample.ts'

const units = ['07894', '07897', '07900'] as const
const move = fc.record({
  which: fc.nat(5),
  what: fc.constantFrom(
    'resolve',
    'resolve',
    'resolve',
    'reopen',
    'confirm',
    'confirm',
    'dispute',
    'rate',
    'move',
  ),
  wait: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(12)),
  books: fc.nat(4).map((n) => n === 0),
})
const history = fc.record({
  keyed: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  moves: fc.array(move, { maxLength: 60, size: 'max' }),
})

type History = typeof history extends fc.Arbitrary<infer T> ? T : never

/** What came of it, and how many requests were refused. */
function told({ keyed, moves }: History) {
  const book = province()
  let day = FIRST_DAY
  const opinions = keyed.map((has, i) => {
    const unit = units[i % 3]!
    const seed = has ? receipt(50 + i).seed : undefined
    const meeting = dialogue(book, `DT${i}`, unit, day)
    return { unit, seed, id: opinion(book, `YK${i}`, meeting, unit, day, seed) }
  })
  const said: string[] = []
  for (const { which, what, wait, books } of moves) {
    day = addDays(day, wait)
    const { unit, seed, id } = opinions[which]!
    const who = books ? ({ by: 'system', day } as const) : ({ by: `officer@${unit}`, day } as const)
    const outcome =
      what === 'confirm' || what === 'dispute'
        ? book.speak(id, what, seed ?? receipt(1).seed, day)
        : what === 'move'
          ? book.ask('unit/07900', { do: 'move', from: day, parent: '25' }, { by: 'admin@25', day })
          : book.ask(
              id,
              what === 'resolve' ? resolve : what === 'rate' ? { do: 'rate', rating: 4 } : { do: what },
              who,
            )
    said.push(typeof outcome === 'string' ? 'refused' : outcome.kind)
  }
  return { book, said }
}

test('what the rules let happen passes, and counts as its acts count', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(history, async (drawn) => {
      const { book, said } = told(drawn)
      for (const kind of said) seen.set(kind, (seen.get(kind) ?? 0) + 1)
      const year = { unit: '25', from: '2026-01-01', to: '2026-12-31' }
      const { source } = publish(book.acts)
      const job = { source, vkey: log.vkey, crypto, hasher: fastHasher, count: year }
      const { checked, counted, known } = await audit(job)
      assert.equal(checked, book.acts.length)
      assert.equal(known.acts!.cases.size, 4 + 2 * 6)
      const tree = treeOf(['25', ...units].map((id) => book.state<Unit>(`unit/${id}`)!))
      assert.deepEqual(counted, { ...year, ...figuresOf(countActs(book.acts, year), tree, '25', year.to) })
    }),
    { numRuns: 120 },
  )
  // Drawn so that every turn was really taken.
  for (const kind of ['resolved', 'reopened', 'confirmed', 'disputed', 'rated'])
    assert.ok((seen.get(`opinion.${kind}`) ?? 0) > 10, `${kind}: ${seen.get(`opinion.${kind}`)}`)
  assert.ok(seen.get('refused')! > 100)
})

test('two acts of one matter in the other order do not pass, nor does a record without one of them', async () => {
  const outcomes = { passed: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(history, fc.nat(), async (drawn, where) => {
      const { acts } = told(drawn).book
      const at = 16 + (where % Math.max(1, acts.length - 16))
      const later = acts.findIndex(({ subject }, i) => i > at && subject === acts[at]?.subject)
      fc.pre(at < acts.length && later > at)
      const swapped = acts
        .with(at, { ...acts[later]!, t: acts[at]!.t })
        .with(later, { ...acts[at]!, t: acts[later]!.t })
      const without = acts.filter((_, i) => i !== at)
      for (const wrong of [swapped, without]) {
        const job = { source: publish(wrong).source, vkey: log.vkey, crypto, hasher: fastHasher }
        await audit(job).then(
          () => outcomes.passed++,
          () => outcomes.refused++,
        )
      }
    }),
    { numRuns: 60 },
  )
  assert.equal(outcomes.passed, 0)
  assert.ok(outcomes.refused > 100)
})
