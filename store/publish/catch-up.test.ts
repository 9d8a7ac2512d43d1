import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import type { Opinion } from '@goc/domain/opinions/rules.ts'
import { anyMoves, anyRaised } from '@goc/domain/testing/arbitrary.test.ts'
import { historyOf } from '@goc/domain/testing/opinions.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import { canonicalize } from '@goc/record/canonical.ts'
import fc from 'fast-check'
import { opinions } from '../opinions.ts'
import { RecordBehind } from '../ratchet.ts'
import { makeSequencer } from '../sequencer.ts'
import { addActs, type TestRecord, testRecord } from '../testing/record.ts'
import { enterPublished, keepPublished, readPlace, tightenRatchet } from './catch-up.ts'

let ahead: TestRecord
let behind: TestRecord
before(async () => {
  ahead = await testRecord()
  behind = await testRecord()
})
after(async () => {
  await ahead.close()
  await behind.close()
})

/** The same acts in the same order, one batch an act, up to `count` of them. */
async function tell(record: TestRecord, acts: readonly Act[], count: number): Promise<void> {
  const states = new Map<string, Opinion | undefined>()
  for (const [i, act] of acts.slice(0, count).entries()) {
    states.set(
      act.subject,
      await addActs(record, opinions, [act as Act<OpinionFact>], states.get(act.subject)),
    )
    record.setClock(1_760_000_000 + i)
    if (i % 7 === 6 || i === count - 1) await record.sequencer.step()
  }
}

const rowsOf = async ({ store }: TestRecord) => {
  const dump: Record<string, unknown> = {}
  for (const table of ['entry', 'tile', 'head', 'opinion', 'answer', 'verdict', 'day_cell', 'period_cell']) {
    const columns = table === 'entry' ? 'index, t, leaf' : '*'
    const { rows } = await store.pool.query(`select ${columns} from ${table} order by 1, 2, 3`)
    dump[table] = rows
  }
  return dump
}

test('an older copy is rolled forward to the very same record, rows and cells', async () => {
  const acts = fc
    .sample(fc.tuple(anyRaised, anyMoves), { numRuns: 40, seed: 5 })
    .flatMap(([raised, moves], i) => {
      // What books claim has its day, whatever the clock of either sequencer says.
      const told = moves.filter((move) => ['resolve', 'reopen', 'rate'].includes(move.do))
      return historyOf(
        { ...raised, imported: true },
        told.map((move) => ({ ...move, imported: true })),
        `YK${i}`,
      ).acts
    })
  const part = Math.floor(acts.length / 7 / 2) * 7
  await tell(ahead, acts, acts.length)
  await tell(behind, acts, part)
  // One act had been added here before the backup, and was entered only afterwards.
  const known = acts.slice(0, part).filter((act) => act.subject === acts[part]!.subject)
  const state = known.reduce<Opinion | undefined>(
    (so, act) => opinions.rules.evolve(so, act as Act<OpinionFact>),
    undefined,
  )
  await addActs(behind, opinions, [acts[part] as Act<OpinionFact>], state)

  const { size } = await readPlace(behind.store)
  assert.equal(size, part)
  const head = await readPlace(ahead.store)
  const { note } = await ahead.store.db
    .selectFrom('checkpoint')
    .select('note')
    .where('size', '=', head.size)
    .executeTakeFirstOrThrow()
  const goal = { ...head, note }
  await tightenRatchet(behind.ratchet, goal)
  assert.equal(behind.ratchet.last?.root, toBase64(head.root))
  const leaves = await ahead.store.db
    .selectFrom('entry')
    .select('leaf')
    .where('index', '>=', size)
    .orderBy('index')
    .execute()
  for (let at = 0; at < leaves.length; at += 13) {
    const some = leaves.slice(at, at + 13).map((row) => row.leaf)
    await enterPublished(behind.store, size + at, some, goal, nothingAside)
    // From the middle of it nobody may sign on.
    if (at + 13 < leaves.length)
      await assert.rejects(makeSequencer(behind).step(), (error) => error instanceof RecordBehind)
  }
  assert.deepEqual(await rowsOf(behind), await rowsOf(ahead))

  await keepPublished(behind.store, goal)
  // And the record goes on from there.
  const { store, signer, ratchet } = behind
  assert.equal(await makeSequencer({ store, signer, ratchet }).step(), undefined)
})

test('what the published record holds twice, or a root that does not come out, is kept out', async () => {
  const { store } = behind
  const { size, root } = await readPlace(store)
  const goal = { size: size + 1, root, note: '' }
  const known = await store.db
    .selectFrom('entry')
    .select('leaf')
    .where('index', '=', 0)
    .executeTakeFirstOrThrow()
  await assert.rejects(enterPublished(store, size, [known.leaf], goal, nothingAside), /holds it twice/)

  const act = { ...(JSON.parse(known.leaf.toString('utf8')) as Act), subject: 'opinion/new' }
  const leaf = Buffer.from(canonicalize(act))
  await assert.rejects(enterPublished(store, size, [leaf], goal, nothingAside), /and not the one published/)
  const later = Buffer.from(canonicalize({ ...act, kind: 'opinion.of-a-later-version' }))
  await assert.rejects(enterPublished(store, size, [later], goal, nothingAside), /bring it up to date/)
  await assert.rejects(enterPublished(store, size + 3, [leaf], goal, nothingAside), /another process/)
  assert.equal((await readPlace(store)).size, size)
})

const nothingAside = async () => assert.fail('nothing contradicts here')
