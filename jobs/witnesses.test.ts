/** Witnesses that do as they are told, well or badly; the real one is tried with the record in cli/witness. */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { cosign } from '@goc/record/cosignature.ts'
import { formatSignatures, parseNote, type Signer } from '@goc/record/note.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { listen, type Published } from '@goc/store/waiting.ts'
import { cosignedNote, latestCosigned, readWitnesses } from '@goc/store/witnesses.ts'
import { witnessesFrom } from './configured.ts'
import { askWitness } from './cosigning.ts'
import * as testing from './testing.ts'
import { closeWitnesses, cosigned, keyOf, type Script, seconds, until } from './testing.ts'
import { startWitnessing } from './witnesses.ts'

let record: TestRecord
let published: Published
before(async () => {
  record = await testRecord()
  published = listen(record.store)
  await grow(3)
})
after(async () => {
  closeWitnesses()
  await published.close()
  await record.close()
})

const grow = (count: number) => testing.grow(record, count)
const scripted = (...[script, raw]: [Script, Parameters<typeof testing.scripted>[2]?]) =>
  testing.scripted(record, script, raw)
const lines = async () => (await record.store.db.selectFrom('cosignature').selectAll().execute()).length

test('whatever a witness answers wrongly is said, and nothing of it is kept', async () => {
  const other = keyOf('witness.example/other', 99)
  const text = (note: string) => parseNote(note).text
  const cases: [RegExp, (own: Signer) => Script][] = [
    [/signature/, () => () => ({ body: 'nonsense\n' })],
    [/signature/, () => () => ({ body: '' })],
    [
      /without its own valid/,
      () =>
        ({ note }) => ({ body: cosigned(note, other.signer) }),
    ],
    [
      /without its own valid/,
      (own) =>
        ({ note }) => ({ body: cosigned(note, { ...own, sign: other.signer.sign }) }),
    ],
    [
      /without its own valid/,
      (own) =>
        ({ note }) => ({
          body: formatSignatures([
            cosign(text(note).replace(/\n.{44}\n$/, `\n${'A'.repeat(43)}=\n`), 1, own),
          ]),
        }),
    ],
    [
      /ahead of time/,
      (own) =>
        ({ note }) => ({ body: cosigned(note, own, seconds() + 4_000) }),
    ],
    [/has seen 900 entries/, () => () => ({ status: 409, body: '900\n' })],
    [/without a size/, () => () => ({ status: 409, body: '-1\n' })],
    [
      /answered 409/,
      () =>
        ({ old }) => ({ status: 409, body: `${old === 1 ? 2 : 1}\n` }),
    ],
    [/answered 422: "another root/, () => () => ({ status: 422, body: 'another root\n' })],
    [/answered 500/, () => () => ({ status: 500, body: 'x'.repeat(500) })],
    [/cannot be reached/, () => () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })],
    [/has no end/, () => () => ({ body: '— '.repeat(200_000) })],
  ]
  for (const [expected, script] of cases) {
    const witness: Awaited<ReturnType<typeof scripted>> = await scripted((asked) =>
      script(witness.signer)(asked),
    )
    await assert.rejects(askWitness(record.store, witness.configured), expected)
    assert.equal(await lines(), 0, String(expected))
    assert.ok(witness.seen.requests <= 2)
  }
})

test('its own line is kept and no other, and the size that it says is asked from', async () => {
  const other = keyOf('witness.example/other', 99)
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(({ old, note }) =>
    old === 2
      ? { body: cosigned(note, other.signer) + cosigned(note, witness.signer) + cosigned(note, other.signer) }
      : { status: 409, body: '2\n' },
  )
  const size = await askWitness(record.store, witness.configured)
  assert.deepEqual(witness.seen.olds, [0, 2])
  const note = (await cosignedNote(record.store.db, size))!
  assert.deepEqual(
    parseNote(note).signatures.map(({ name }) => name),
    [record.signer.origin, witness.signer.name],
  )
  assert.deepEqual(await readWitnesses(record.store.db), [
    { ...witness.configured, size, time: (await readWitnesses(record.store.db))[0]!.time },
  ])
  assert.equal((await latestCosigned(record.store.db, 1))?.note, note)
  assert.equal(await latestCosigned(record.store.db, 2), undefined)
  await grow(1)
  assert.equal((await latestCosigned(record.store.db, 1))?.size, size)
})

test('publications are gathered, one request at a time, and the last is not missed', async () => {
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(async ({ note }) => {
    await sleep(60)
    return { body: cosigned(note, witness.signer) }
  })
  const log: string[] = []
  const { store } = record
  const configured = [witness.configured]
  const witnessing = await startWitnessing({ store, published, configured, log: (line) => log.push(line) })
  let size = 0
  for (let i = 0; i < 25; i++) size = await grow(1)
  await until(async () => (await readWitnesses(store.db))[0]?.size === size)
  await witnessing.stop()
  assert.equal(witness.seen.atOnce, 1)
  assert.ok(witness.seen.requests < 25, `${witness.seen.requests} requests`)
  assert.deepEqual(log, [])
})

test('one that fails is left alone ever longer, is reported once, and is taken up again', async () => {
  let works = false
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(({ note }) =>
    works ? { body: cosigned(note, witness.signer) } : { status: 503 },
  )
  const log: string[] = []
  const { store } = record
  const witnessing = await startWitnessing({
    store,
    published,
    configured: [witness.configured],
    log: (line) => log.push(line),
    retry: 40,
  })
  const start = Date.now()
  let size = 0
  while (Date.now() - start < 500) size = await grow(1)
  // 0, 40, 120, 280, 600 ms: whatever is published in between.
  assert.ok(witness.seen.requests >= 2 && witness.seen.requests <= 6, `${witness.seen.requests} requests`)
  assert.equal(log.length, 1)
  works = true
  await until(async () => (await readWitnesses(store.db))[0]?.size === size)
  size = await grow(1)
  await until(async () => (await readWitnesses(store.db))[0]?.size === size)
  await witnessing.stop()
})

test('a quiet record is cosigned anew, and an older time never takes the place of a newer', async () => {
  let time = seconds() - 100
  let step = 7
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(({ note }) => {
    time += step
    return { body: cosigned(note, witness.signer, time) }
  })
  const { store } = record
  const witnessing = await startWitnessing({
    store,
    published,
    configured: [witness.configured],
    log: assert.fail,
    fresh: 15,
  })
  await until(() => witness.seen.requests >= 3)
  step = -20
  const { requests } = witness.seen
  await until(() => witness.seen.requests >= requests + 3)
  await witnessing.stop()
  assert.ok((await readWitnesses(store.db))[0]!.time! > time)
})

test('stopping waits for nothing that never ends', async () => {
  const witness = await scripted(
    () => ({}),
    () => undefined,
  )
  const { store } = record
  const configured = [witness.configured]
  const witnessing = await startWitnessing({ store, published, configured, log: assert.fail })
  await sleep(50)
  const start = Date.now()
  await witnessing.stop()
  assert.ok(Date.now() - start < 2_000)
})

test('the setting is read, and what is wrong in it is named', () => {
  const { vkey } = keyOf('witness.example/one', 1)
  const second = keyOf('witness.example/two', 2).vkey
  assert.deepEqual(
    witnessesFrom(` ${vkey}=https://one.example/w/ ,\n${second}=http://127.0.0.1:8091\n`).map(
      ({ url }) => url,
    ),
    ['https://one.example/w', 'http://127.0.0.1:8091'],
  )
  assert.deepEqual(witnessesFrom(''), [])
  const log = record.signer.vkey
  for (const wrong of [
    vkey,
    `${vkey}=ftp://x`,
    `${log}=http://x`,
    `a+b+c=http://x`,
    `${vkey}=http://a,${vkey}=http://b`,
  ])
    assert.throws(() => witnessesFrom(wrong), /^Error: GOC_WITNESSES: /)
})
