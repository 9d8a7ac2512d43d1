/** Entries that hash as signed and are yet no record of what may happen: each is found at its index, with its kind. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import { addDays } from '@goc/domain/day.ts'
import { fromUtf8, utf8 } from '@goc/record/bytes.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import fc from 'fast-check'
import { audit } from './audit.ts'
import { type Book, crypto, leafOf, log, publish, receipt, resign } from './testing/book.ts'
import { dialogue, FIRST_DAY, must, opinion, province, resolve, sample } from './testing/sample.ts'

const run = (entries: readonly (object | Uint8Array)[]) =>
  audit({ source: publish(entries).source, vkey: log.vkey, crypto, hasher: fastHasher })

const { acts } = sample(60)
const found = (kind: string, after = 0): number => acts.findIndex((act, i) => i >= after && act.kind === kind)

/** The record with one act changed; its later acts are as they were. */
const altered = (index: number, change: (act: Act & Record<string, unknown>) => void) => {
  const copy = structuredClone(acts) as (Act & Record<string, unknown>)[]
  change(copy[index]!)
  return copy
}
const finds = (entries: readonly (object | Uint8Array)[], kind: string, index: number, message = /./) =>
  assert.rejects(run(entries), (fault: { kind?: string; index?: number; message: string }) => {
    assert.deepEqual([fault.kind, fault.index], [kind, index], fault.message)
    assert.match(fault.message, message)
    return true
  })

test('a leaf that is not canonical', async () => {
  const text = fromUtf8(leafOf(acts[9]!))
  const [, first, second, rest] = /^\{("[^"]+":[^,]+),("[^"]+":[^,]+),(.*)$/.exec(text)!
  const forms = {
    space: text.replace(':', ': '),
    order: `{${second},${first},${rest}`,
    twice: `{${first},${first},${second},${rest}`,
    escape: text.replace('"kind"', '"k\\u0069nd"'),
    fraction: text.replace(/"n":(\d)/, '"n":$1.0'),
    end: `${text}\n`,
    none: '',
    list: '[]',
    other: text.replace('"kind":"', '"kind":"é'),
  }
  for (const form of Object.values(forms)) {
    assert.notEqual(form, text)
    await finds([...acts.slice(0, 9), utf8(form), ...acts.slice(10)], 'not-canonical', 9)
  }
  const notUtf8 = leafOf(acts[9]!)
  notUtf8[12] = 0xff
  await finds([...acts.slice(0, 9), notUtf8], 'not-canonical', 9)
})

test('a leaf of another schema', async () => {
  const i = found('opinion.raised')
  await finds(
    altered(i, (act) => Object.assign(act, { name: 'x' })),
    'bad-schema',
    i,
    /unknown-field: name/,
  )
  await finds(
    altered(i, (act) => delete act.due),
    'bad-schema',
    i,
    /missing-field: due/,
  )
  await finds(
    altered(i, (act) => Object.assign(act, { field: 'Dat Dai' })),
    'bad-schema',
    i,
  )
  await finds(
    altered(i, (act) => Object.assign(act, { kind: 'opinion.praised' })),
    'bad-schema',
    i,
  )
  await finds(
    altered(i, (act) => Object.assign(act, { kind: 'constructor.x' })),
    'bad-schema',
    i,
  )
  await finds(
    altered(i, (act) => Object.assign(act, { by: 'nguyen-van-a' })),
    'bad-schema',
    i,
    /by/,
  )
})

test('time that goes back', async () => {
  await finds(
    altered(20, (act) => Object.assign(act, { t: acts[19]!.t - 1 })),
    'time-went-back',
    20,
  )
  assert.equal((await run(altered(20, (act) => Object.assign(act, { t: acts[19]!.t })))).checked, acts.length)
})

test('a gap in the numbers of a subject, a number twice, an act left out', async () => {
  const i = found('opinion.resolved')
  await finds(
    altered(i, (act) => Object.assign(act, { n: 3 })),
    'wrong-number',
    i,
    /act 3 where 2/,
  )
  await finds([...acts.slice(0, i + 1), acts[i]!], 'wrong-number', i + 1)
  const later = acts.findIndex(({ subject }, j) => j > i && subject === acts[i]!.subject) - 1
  await finds(
    acts.filter((_, j) => j !== i),
    'wrong-number',
    later,
  )
})

test('what the rules do not allow', async () => {
  const raised = found('opinion.raised')
  const resolved = found('opinion.resolved')
  const changes: [number, object, RegExp][] = [
    [resolved, { by: 'reception@07894' }, /only-the-office-in-charge/],
    [resolved, { by: 'officer@07897' }, /only-the-office-in-charge/],
    [resolved, { round: 2 }, /another fact/],
    [resolved, { held: addDays(FIRST_DAY, 1) }, /another fact/],
    [resolved, { keyed: false }, /another fact/],
    [resolved, { unit: '07897' }, /another unit/],
    [raised, { keyed: false }, /another fact/],
    [raised, { meeting: 'meeting/none' }, /no-such-meeting/],
    [raised, { held: addDays(FIRST_DAY, -1) }, /held-on-another-day/],
    [raised, { by: 'reception@07897' }, /only-those-who-take-in/],
    [raised, { by: 'reception@07897', unit: '07897' }, /meeting-of-another-unit/],
    [found('meeting.held'), { regularity: 'extraordinary' }, /another fact/],
    [found('meeting.called'), { unit: '99999', by: 'secretary@99999' }, /no-such-unit/],
    [1, { parent: '07894' }, /own-parent/],
    [3, { by: 'admin@07894' }, /only-the-administrator/],
    [3, { unit: '07901' }, /another unit/],
  ]
  for (const [index, change, why] of changes)
    await finds(
      altered(index, (act) => Object.assign(act, change)),
      'not-allowed',
      index,
      why,
    )
})

test('an answer before anything was raised, and before the dialogue', async () => {
  const i = found('opinion.resolved')
  const never = { ...acts[i]!, subject: 'opinion/never', n: 1 }
  await finds([...acts.slice(0, i), never], 'not-allowed', i, /no-such-opinion/)

  const book = province()
  const meeting = dialogue(book, 'DT1', '07894', FIRST_DAY)
  const id = opinion(book, 'YK1', meeting, '07894', FIRST_DAY)
  must(book.ask(id, resolve, { day: addDays(FIRST_DAY, 3), books: true }))
  const early = structuredClone(book.acts)
  early.at(-1)!.on = addDays(FIRST_DAY, -1)
  await finds(early, 'not-allowed', early.length - 1, /resolved-before-it-was-raised/)
})

test('an opinion at a meeting that was not held', async () => {
  const i = found('meeting.held')
  await finds(
    acts.filter((_, j) => j !== i),
    'not-allowed',
    i,
    /meeting-not-yet-held/,
  )
})

/** An opinion that was answered, with its receipt's key; more may be said. */
function answered(): { book: Book; id: string; seed: Uint8Array } {
  const book = province()
  const { seed } = receipt(42)
  const meeting = dialogue(book, 'DT1', '07894', FIRST_DAY)
  const id = opinion(book, 'YK1', meeting, '07894', FIRST_DAY, seed)
  must(book.ask(id, resolve, { by: 'officer@07894', day: FIRST_DAY }))
  return { book, id, seed }
}

test('a confirmation signed by another key, for another record, for another answer; changed; replayed', async () => {
  const { book, id, seed } = answered()
  const said = must(book.speak(id, 'confirm', seed, FIRST_DAY)) as Act & Record<string, unknown>
  const index = book.acts.length - 1
  assert.equal((await run(book.acts)).signatures, 1)
  const before = book.acts.slice(0, -1)
  const copy = (change = {}) => ({ ...said, ...change })
  await finds([...before, resign(copy(), receipt(43).seed)], 'bad-citizen-signature', index)
  await finds([...before, resign(copy(), seed, 'goc.other/record')], 'bad-citizen-signature', index)
  await finds([...before, copy({ rating: 5 })], 'bad-citizen-signature', index)
  await finds([...before, copy({ kind: 'opinion.disputed' })], 'bad-citizen-signature', index)
  // It would take a confirmation away that nobody gave.
  const taken = resign(copy({ before: 'disputed' }), seed)
  await finds([...before, taken], 'not-allowed', index, /another fact/)
  await finds([...before, resign(copy({ ref: index - 2 }), seed)], 'not-allowed', index, /another-answer/)
  const refh = `${'A'.repeat(42)}A`
  await finds([...before, resign(copy({ refh }), seed)], 'not-allowed', index, /another-answer/)
  await finds([...book.acts, copy()], 'wrong-number', index + 1)
  await finds([...book.acts, copy({ n: 4, before: 'confirmed' })], 'bad-citizen-signature', index + 1)
  // The same word, of an answer that was taken back since.
  must(book.ask(id, { do: 'reopen' }, { by: 'officer@07894', day: FIRST_DAY }))
  must(book.ask(id, resolve, { by: 'officer@07894', day: FIRST_DAY }))
  const again = resign(copy({ n: 6, t: book.acts.at(-1)!.t }), seed)
  await finds([...book.acts, again], 'not-allowed', index + 3, /another-answer/)
})

test('a key that is no key', async () => {
  // Not every 32 bytes are a point of the curve: whoever has no key has signed nothing.
  for (const key of [`${'_'.repeat(42)}8`, `${'A'.repeat(42)}I`]) {
    const { book, id, seed } = answered()
    must(book.speak(id, 'confirm', seed, FIRST_DAY))
    const copy = structuredClone(book.acts)
    const raised = copy.findIndex(({ kind }) => kind === 'opinion.raised')
    Object.assign(copy[raised]!, { key })
    await finds(copy, 'bad-citizen-signature', copy.length - 1)
  }
})

test('an office cannot confirm, nor anyone without a key', async () => {
  const { book, id, seed } = answered()
  must(book.speak(id, 'confirm', seed, FIRST_DAY))
  const by = { ...book.acts.at(-1)!, by: 'officer@07894' as const }
  await finds([...book.acts.slice(0, -1), by], 'not-allowed', book.acts.length - 1, /only-the-receipt/)
})

test('of two faults the earlier is named, though signatures are checked beside the reading', async () => {
  const { book, id, seed } = answered()
  const said = must(book.speak(id, 'confirm', seed, FIRST_DAY))
  const wrong = resign({ ...said }, receipt(43).seed)
  const then = { ...said, t: 1 }
  await finds([...book.acts.slice(0, -1), wrong, then], 'bad-citizen-signature', book.acts.length - 1)
})

test('of two wrong signatures the earlier is named', async () => {
  const [first, second] = acts.flatMap((act, i) => ('sig' in act ? [i] : [])) as [number, number]
  const wrong = (i: number) => resign({ ...acts[i]! }, receipt(1).seed)
  await finds(acts.with(second, wrong(second)).with(first, wrong(first)), 'bad-citizen-signature', first)
})

test('what was allowed until a day is not allowed on the next, however near midnight', async () => {
  const { book, id, seed } = answered()
  must(book.speak(id, 'confirm', seed, addDays(FIRST_DAY, 15)))
  const late = (days: number) => {
    const act = { ...book.acts.at(-1)! }
    act.t += days * 86_400
    return [...book.acts.slice(0, -1), act]
  }
  assert.equal((await run(late(0))).signatures, 1)
  await finds(late(1), 'not-allowed', book.acts.length - 1, /time-to-speak-has-passed/)
})

test('an office that loses a unit acts on it until its last day', async () => {
  const book = province()
  const move = (parent: string, from: string) =>
    must(book.ask('unit/07900', { do: 'move', from, parent }, { by: 'admin@25', day: FIRST_DAY }))
  move('07894', FIRST_DAY)
  move('25', addDays(FIRST_DAY, 2))
  const meeting = dialogue(book, 'DT1', '07900', FIRST_DAY)
  const id = opinion(book, 'YK1', meeting, '07900', FIRST_DAY)
  must(book.ask(id, resolve, { by: 'leader@07894', day: addDays(FIRST_DAY, 1) }))
  const { t } = book.acts.at(-1)!
  const entered = (days: number) => [
    ...book.acts.slice(0, -1),
    { ...book.acts.at(-1)!, t: t + days * 86_400 },
  ]
  assert.equal((await run(entered(0))).checked, book.acts.length)
  await finds(entered(1), 'not-allowed', book.acts.length - 1, /only-the-office-in-charge/)
})

// The words of an answer are the one thing that an act may lack.
const needed = (act: Act) => Object.keys(act).filter((name) => name !== 'answer')

test('whatever else an act lacks is missed', async () => {
  const honest = publish(acts)
  const one = fc
    .nat(acts.length - 1)
    .chain((index) =>
      fc.record({ index: fc.constant(index), name: fc.constantFrom(...needed(acts[index]!)) }),
    )
  await fc.assert(
    fc.asyncProperty(one, async ({ index, name }) => {
      const after = altered(index, (act) => {
        delete act[name]
      })
      const { source, root } = publish(after)
      assert.notDeepEqual(root, honest.root)
      await assert.rejects(audit({ source, vkey: log.vkey, crypto, hasher: fastHasher }), { name: 'Fault' })
    }),
    { numRuns: 150 },
  )
})
