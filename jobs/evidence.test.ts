/** What witnesses have seen keeps the record from contradicting itself: before it signs, and while it runs. */

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import { append } from '@goc/store/append.ts'
import { openStore } from '@goc/store/database.ts'
import { establishIdentity } from '@goc/store/identity.ts'
import { recordSeed } from '@goc/store/keys.ts'
import { openRatchet, RecordBehind } from '@goc/store/ratchet.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { testDatabase } from '@goc/store/testing.ts'
import { listen, type Published } from '@goc/store/waiting.ts'
import { latestPublished } from '@goc/store/witnesses.ts'
import { askWitness } from './cosigning.ts'
import { evidenceFrom, hear, heeding } from './evidence.ts'
import { startSequencing } from './sequencing.ts'
import { addTo, closeWitnesses, cosigned, grow, keyOf, noteOf, scripted, until } from './testing.ts'
import { startWitnessing } from './witnesses.ts'

let record: TestRecord
let published: Published
let size: number
const closers: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  record = await testRecord()
  published = listen(record.store)
  size = await grow(record, 3)
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  await published.close()
  await record.close()
})
after(closeWitnesses)

const heedful = () => heeding(makeSequencer(record), record.store)
const behind = (error: unknown) =>
  error instanceof RecordBehind && /the witness .* Roll it forward .* goc record catch-up/.test(error.message)
const parted = (error: unknown) =>
  error instanceof RecordBehind && /another root for 2 entries/.test(error.message)
const sizeNow = async () => (await latestPublished(record.store.db))!.size

/** Another database of the same record, as a backup would bring it back. */
async function copyOf(record: TestRecord) {
  const database = await testDatabase()
  const store = openStore(database.url)
  const data = await mkdtemp(join(tmpdir(), 'goc-copy-'))
  const ratchet = await openRatchet(data)
  closers.push(async () => {
    await ratchet.close()
    await store.close()
    await database.drop()
    await rm(data, { recursive: true })
  })
  const signer = await establishIdentity(store.db, record.signer.origin, await recordSeed(record.data, {}))
  const addFrom = async ({ store: other }: TestRecord) => {
    const { n } = await store.db
      .selectFrom('act')
      .select((all) => all.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const acts = await other.db.selectFrom('act').select('body').orderBy('id').offset(n).execute()
    await append(
      store.db,
      acts.map(({ body }) => ({ ...JSON.parse(body), t: 0 }) as Act),
    )
  }
  await addFrom(record)
  await makeSequencer({ store, signer, ratchet, clock: () => 0 }).step()
  return { store, signer, ratchet, addFrom }
}

test('what a witness shows before the first signature keeps the record from signing; what others forge does not', async () => {
  const { store } = record
  const witness = await scripted(record, () => ({}))
  const configured = [witness.configured]
  const sign = keyOf('x', 4).signer.sign
  const log: string[] = []
  for (const note of [noteOf(record, size + 5, { sign }), 'nonsense', '', 'x'.repeat(300_000)]) {
    witness.shows.note = note
    assert.deepEqual(await evidenceFrom(store, { configured, log: (line) => log.push(line) }), [])
  }
  assert.equal(log.length, 4)

  witness.shows.note = noteOf(record, size + 5)
  const evidence = await evidenceFrom(store, { configured, log: assert.fail })
  hear(store, evidence)
  await addTo(record, 1)
  await assert.rejects(heedful().step(), behind)
  assert.equal(await sizeNow(), size)
})

test('a running record stops when a witness has seen more, and says what to do', async () => {
  const { store } = record
  let ahead = false
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(record, ({ note }) =>
    ahead ? { status: 409, body: `${size + 5}\n` } : { body: cosigned(note, witness.signer) },
  )
  const log: string[] = []
  const say = (line: string) => log.push(line)
  const sequencing = startSequencing(heedful(), { period: 10, log: say })
  const configured = [witness.configured]
  const witnessing = await startWitnessing({ store, published, configured, log: say })
  try {
    await until(() => witness.seen.requests === 1)
    // The same record, grown at a place that this database knows nothing of.
    witness.shows.note = noteOf(record, size + 5)
    ahead = true
    await addTo(record, 1)
    sequencing.wake()
    await until(() => behind(sequencing.trouble))
    assert.equal(log.filter((line) => line.includes(`${size + 5} entries`)).length, 2, log.join('\n'))
    assert.ok(!log.some((line) => line.includes('shows no checkpoint')))

    const stood = await sizeNow()
    await addTo(record, 2)
    await assert.rejects(heedful().step(), behind)
    assert.equal(await sizeNow(), stood)
  } finally {
    await witnessing.stop()
    await sequencing.stop()
  }
})

test('a restored copy that has caught up is held up no more', async () => {
  const copy = await copyOf(record)
  const sequencer = heeding(makeSequencer({ ...copy, clock: () => 0 }), copy.store)
  const witness = await scripted(copy, () => ({ status: 409, body: `${size + 1}\n` }))
  await grow(record, 1)
  witness.shows.note = (await latestPublished(record.store.db))!.note
  await assert.rejects(
    askWitness(copy.store, witness.configured),
    /has seen 4 entries, and only 3 are published here$/,
  )
  await assert.rejects(sequencer.step(), behind)
  // As catching up would, which heeds no sequencer.
  await copy.addFrom(record)
  await makeSequencer({ ...copy, clock: () => 0 }).step()
  assert.equal(await sequencer.step(), undefined)
  await addTo(copy, 1)
  assert.equal(typeof (await sequencer.step()), 'object')
})

test("a witness's bare word stops nothing: only what the record itself has signed", async () => {
  const { store } = record
  const witness = await scripted(record, () => ({ status: 409, body: '900\n' }))
  const says = /has seen 900 entries, and only 3 are published here; it shows no checkpoint of them/
  await assert.rejects(askWitness(store, witness.configured), says)
  // Nor one that it showed anyone before, or that somebody else signed.
  witness.shows.note = (await latestPublished(store.db))!.note
  await assert.rejects(askWitness(store, witness.configured), says)
  witness.shows.note = noteOf(record, 900, { sign: keyOf('x', 4).signer.sign })
  await assert.rejects(askWitness(store, witness.configured), says)
  assert.equal(witness.seen.looks, 3)
  await addTo(record, 1)
  assert.equal(typeof (await heedful().step()), 'object')
})

test('a witness that holds another root for what it has seen stops the record as well', async () => {
  const { store } = record
  const witness = await scripted(record, ({ old }) =>
    old === 2 ? { status: 422, body: 'the proof does not lead there\n' } : { status: 409, body: '2\n' },
  )
  witness.shows.note = noteOf(record, 2)
  await assert.rejects(askWitness(store, witness.configured), /answered 422/)
  await assert.rejects(heedful().step(), parted)
})

test('a witness that someone showed the newest in the meantime is no contradiction', async () => {
  const { store } = record
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(record, async ({ old, note }) => {
    if (old > 0) return { body: cosigned(note, witness.signer) }
    const newer = await grow(record, 2)
    return { status: 409, body: `${newer}\n` }
  })
  assert.equal(await askWitness(store, witness.configured), size + 2)
  assert.deepEqual(witness.seen.olds, [0, size + 2])
  assert.equal(witness.seen.looks, 0)
})

test('an empty database hears what a witness has seen of the one that was lost', async () => {
  const lost = await testRecord()
  try {
    const configured = [(await scripted(lost, () => ({}))).configured]
    const shows = await scripted(lost, () => ({}))
    shows.shows.note = noteOf(lost, 40)
    assert.equal(await askWitness(lost.store, configured[0]!), 0)
    await addTo(lost, 1)
    const sequencer = heeding(makeSequencer({ ...lost, ratchet: await openRatchet(lost.data) }), lost.store)
    assert.equal(await askWitness(lost.store, shows.configured), 0)
    await assert.rejects(sequencer.step(), behind)
  } finally {
    await lost.close()
  }
})

test('all are asked at once and nobody is waited for longer than told; who did not answer is named', async () => {
  const { store } = record
  const silent = await Promise.all(
    Array.from({ length: 4 }, () =>
      scripted(
        record,
        () => ({}),
        () => undefined,
      ),
    ),
  )
  const shows = await scripted(record, () => ({}))
  shows.shows.note = noteOf(record, 2)
  const knowsNothing = await scripted(record, () => ({}))
  const away = { name: 'away', vkey: '', url: 'http://127.0.0.1:9' }
  const configured = [...silent.map((one) => one.configured), shows.configured, knowsNothing.configured, away]
  const log: string[] = []
  const began = performance.now()
  const evidence = await evidenceFrom(store, { configured, within: 400, log: (line) => log.push(line) })
  const took = performance.now() - began
  assert.ok(took < 1_200, `${took} ms`)
  assert.deepEqual(
    evidence.map(({ source }) => source),
    [`the witness ${shows.configured.name}`],
  )
  assert.deepEqual(
    log.toSorted(),
    [
      ...silent.map(({ configured: { name } }) => `witness ${name}: it did not answer in 0.4 s`),
      'witness away: it cannot be reached: bad port',
    ]
      .map((line) => `${line}, so what it has seen of this record is not known`)
      .toSorted(),
  )
})
