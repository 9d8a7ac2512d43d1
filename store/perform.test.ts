import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayOf, startOf } from '@goc/domain/day.ts'
import type { OpinionRequest } from '@goc/domain/opinions/rules.ts'
import { type Actor, type By, system } from '@goc/domain/people.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { type Sequencing, startSequencing } from '@goc/jobs/sequencing.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import { actMessage } from '@goc/record/receipt.ts'
import { opinions } from './opinions.ts'
import { perform } from './perform.ts'
import { recall } from './recall.ts'
import { type TestRecord, testRecord } from './testing/record.ts'
import { listen, type Published } from './waiting.ts'

let record: TestRecord
let published: Published
let loop: Sequencing
before(async () => {
  record = await testRecord()
  record.setClock(at.now())
  published = listen(record.store)
  loop = startSequencing(record.sequencer, { period: 20 })
})
after(async () => {
  await loop.stop()
  await published.close()
  await record.close()
})

const who = (by: By): Actor => ({ by, reaches: (unit) => unit === '05128' })
const seed = new Uint8Array(32).fill(9)
const key = toBase64url(publicKeyOf(seed))
const held = '2026-11-20'
const at = { now: () => startOf('2026-11-24') + 36_000 }

const raise = (more: object = {}): OpinionRequest => ({
  do: 'raise',
  unit: '05128',
  meeting: 'meeting/DT1',
  held,
  due: '2026-12-20',
  rule: 'opinion-answer',
  assigned: '05128',
  text: digest(1),
  field: 'dat_dai',
  type: 'kien_nghi',
  channel: 'tai_phong',
  ...more,
})
const resolve = { do: 'resolve', method: 'van_ban', published: true } as const

test('an act is answered with its index once it is entered and published', async () => {
  const outcome = await perform(record.store, opinions, 'P1', who('reception@05128'), raise(), at)
  assert.ok('acts' in outcome)
  const [index] = await published.entered(outcome.acts)
  const [one] = await recall(record.store.db, ['opinion/P1'], 0)
  assert.equal(one?.entry?.index, index)
})

test('a refusal is said, and leaves no trace', async () => {
  assert.deepEqual(await perform(record.store, opinions, 'P2', who('officer@99999'), raise(), at), {
    refusal: 'only-those-who-take-in-opinions',
  })
  assert.equal((await recall(record.store.db, ['opinion/P2'], 0)).length, 0)
})

test('of five answers sent at once one stands, and the rules are asked again about the rest', async () => {
  await perform(record.store, opinions, 'P3', who('reception@05128'), raise(), at)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => perform(record.store, opinions, 'P3', who('officer@05128'), resolve, at)),
  )
  assert.equal(answers.filter((answer) => 'acts' in answer).length, 1)
  const refusals = answers.flatMap((answer) => ('refusal' in answer ? answer.refusal : []))
  assert.deepEqual(refusals, Array(4).fill('opinion-already-resolved'))
})

test('a request that comes twice is done once', async () => {
  const options = { ...at, requestId: 'tap-1' }
  const first = await perform(record.store, opinions, 'P4', who('reception@05128'), raise(), options)
  assert.deepEqual(
    await perform(record.store, opinions, 'P4', who('reception@05128'), raise(), options),
    first,
  )
  assert.equal((await recall(record.store.db, ['opinion/P4'], 0)).length, 1)
})

test('only the key of the receipt confirms, and only the answer that it names', async () => {
  await perform(record.store, opinions, 'P5', who('reception@05128'), raise({ key }), at)
  const answered = await perform(record.store, opinions, 'P5', who('officer@05128'), resolve, at)
  assert.ok('acts' in answered)
  const [ref] = await published.entered(answered.acts)
  const refh = (await recall(record.store.db, ['opinion/P5'], 0))[1]!.entry!.hash()

  const counted = {
    held,
    due: '2026-12-20',
    field: 'dat_dai',
    type: 'kien_nghi',
    channel: 'tai_phong',
    keyed: true,
  }
  const act = {
    kind: 'opinion.confirmed',
    subject: 'opinion/P5',
    n: 3,
    unit: '05128',
    by: 'citizen',
    ...counted,
    resolved: dayOf(at.now()),
    ref: ref!,
    refh,
  }
  const sign = (what: object, origin = 'goc.test/record') =>
    toBase64url(signEd25519(seed, actMessage(origin, what)))
  const confirm = (sig: string, of: object = {}) =>
    perform(
      record.store,
      opinions,
      'P5',
      who('citizen'),
      { do: 'confirm', n: 3, ref: ref!, refh, sig, ...of },
      at,
    )

  assert.deepEqual(await confirm(sign({ ...act, refh: digest(4) })), { refusal: 'signature-does-not-hold' })
  assert.deepEqual(await confirm(sign(act, 'another.record')), { refusal: 'signature-does-not-hold' })
  assert.deepEqual(await confirm(sign(act), { ref: ref! + 1 }), {
    refusal: 'receipt-speaks-of-another-answer',
  })
  assert.deepEqual(await confirm(sign(act), { n: 4 }), { refusal: 'receipt-is-out-of-date' })
  assert.ok('acts' in (await confirm(sign(act))))
  assert.deepEqual(await confirm(sign(act)), { refusal: 'receipt-is-out-of-date' })
})

test('books speak through the system alone', async () => {
  const books = { books: { on: '2026-11-21' } }
  assert.ok('acts' in (await perform(record.store, opinions, 'P6', system, raise(), books)))
  await assert.rejects(
    perform(record.store, opinions, 'P7', who('reception@05128'), raise(), books),
    /no valid leaf/,
  )
})
