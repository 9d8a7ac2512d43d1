import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startOf } from '@goc/domain/day.ts'
import type { Figures } from '@goc/domain/figures.ts'
import { readAct } from '@goc/domain/leaf.ts'
import { system } from '@goc/domain/people.ts'
import { fromBase64url, fromUtf8, toBase64url } from '@goc/record/bytes.ts'
import { publicKeyOf, verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { actMessage, receiptKeys } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { readFigures } from '@goc/store/figures.ts'
import { readIdentity } from '@goc/store/identity.ts'
import { keepLetters, readLetter } from '@goc/store/letters.ts'
import { perform } from '@goc/store/perform.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { readTree, units } from '@goc/store/units.ts'
import { type DemoOptions, loadDemo, NotEmpty } from './load.ts'
import { demoState } from './state.ts'
import { demoSecret } from './tell.ts'

const TODAY = '2026-11-24'
const clock = () => startOf(TODAY)

let record: TestRecord
const records: TestRecord[] = []
const freshRecord = async () => {
  const fresh = await testRecord()
  records.push(fresh)
  return fresh
}
before(async () => {
  record = await freshRecord()
  await loadDemo({ ...record, today: TODAY, clock })
})
after(async () => {
  for (const one of records) await one.close()
})

const figures = async (year: number, to = `${year}-12-31`): Promise<Figures> =>
  (await readFigures(record.store, { unit: '25', from: `${year}-01-01`, to }))!

/** What the record holds, in its order. */
async function bodies({ store }: TestRecord): Promise<Record<string, unknown>[]> {
  const rows = await store.db.selectFrom('entry').select('leaf').orderBy('index').execute()
  return rows.map(({ leaf }) => JSON.parse(fromUtf8(leaf)))
}

test('2021 is as the founding document reports it', async () => {
  const { dialogues, opinions } = await figures(2021)
  assert.equal(dialogues.held, 279)
  assert.equal(dialogues.periodic, 202)
  assert.equal(dialogues.extraordinary, 77)
  assert.equal(opinions.received, 2631)
  assert.equal(opinions.resolved, 2172)
  assert.equal(opinions.open, 459)
})

test('and people said of it what the first page shows', async () => {
  const { opinions } = await figures(2021)
  assert.equal(opinions.confirmed, 1486)
  assert.equal(opinions.disputed, 174)
  assert.equal(opinions.resolved - opinions.confirmed - opinions.disputed, 512)
  assert.equal(opinions.openOverdue, 88)
  assert.equal(opinions.open - opinions.openOverdue, 371)
  assert.ok(opinions.reopened >= 30 && opinions.reopened <= 60, `${opinions.reopened} reopened`)
})

test('every answer of 2021 without a word is silent, or waits for one', async () => {
  const { opinions } = await figures(2021)
  const { rows } = await record.store.pool.query<{ n: number }>(
    `select count(*) as n from opinion join answer on answer.opinion = opinion.id
      where held between '2021-01-01' and '2021-12-31' and keyed and resolved between '2021-12-16' and '2021-12-31'
        and (answer.reopened is null or answer.reopened > '2021-12-31')
        and not exists (select from verdict where verdict.opinion = opinion.id and verdict.round = answer.round
                           and on_day <= '2021-12-31')`,
  )
  assert.equal(opinions.silent + rows[0]!.n, 512)
})

test('later years are alike, and this one is under way', async () => {
  for (const year of [2022, 2023, 2024, 2025]) {
    const { dialogues, opinions } = await figures(year)
    assert.ok(dialogues.held > 200 && opinions.received > 800, `${year}`)
    assert.ok(opinions.resolved / opinions.received > 0.75, `${year}: ${opinions.resolved}`)
    assert.ok(opinions.silent > 0 && opinions.reopened > 0)
  }
  const { dialogues, opinions } = await figures(2026, TODAY)
  assert.ok(dialogues.held > 150 && opinions.received > 800)
  assert.ok(opinions.openOverdue < opinions.received / 20, `${opinions.openOverdue} overdue`)
})

test('there are dialogues to go to in the next weeks', async () => {
  const ahead = await record.store.db
    .selectFrom('meeting')
    .select(['id', 'calledOn', 'starts'])
    .where('status', '=', 'called')
    .execute()
  assert.ok(ahead.length >= 5, `${ahead.length} called`)
  for (const { id, calledOn, starts } of ahead)
    assert.ok(calledOn <= TODAY && starts >= startOf('2026-11-25'), id)
})

test('all units are there, and some communes hold no dialogue, none more than a few', async () => {
  const tree = await readTree(record.store.db)
  const kinds = Object.groupBy(tree.labels(), ({ kind }) => kind)
  assert.deepEqual(
    [kinds.province, kinds.office, kinds.commune, kinds.ward].map((some) => some?.length),
    [1, 12, 133, 15],
  )
  assert.equal(tree.label('25')?.name, 'tỉnh Phú Thọ (mẫu)')
  const { communesWithDialogue } = (await figures(2021)).dialogues
  assert.ok(communesWithDialogue > 90 && communesWithDialogue < 148, `${communesWithDialogue}`)
})

test('every act is a valid leaf, and every verdict is signed by its receipt', async () => {
  const keys = new Map<unknown, string>()
  let signed = 0
  for (const leaf of await bodies(record)) {
    assert.ok('act' in readAct(leaf), JSON.stringify(leaf))
    assert.ok((leaf.on as string) <= TODAY)
    if (leaf.kind === 'opinion.raised' && leaf.key) keys.set(leaf.subject, leaf.key as string)
    if (!('sig' in leaf)) continue
    const { t: _, sig, ...act } = leaf
    const key = fromBase64url(keys.get(leaf.subject)!)
    assert.equal(act.by, 'citizen')
    assert.ok(verifyEd25519(key, actMessage(record.signer.origin, act), fromBase64url(sig as string)))
    signed++
  }
  assert.ok(signed > 7000, `${signed} verdicts`)
})

test('about one in seven has no receipt; the others’ receipts open them', async () => {
  const { rows } = await record.store.pool.query<{ year: number; share: number }>(
    `select extract(year from held)::int as year, avg(keyed::int)::float as share from opinion group by 1`,
  )
  for (const { year, share } of rows) assert.ok(Math.abs(share - 0.85) < 0.01, `${year}: ${share}`)

  const raised = (await bodies(record)).find(({ kind, key }) => kind === 'opinion.raised' && key)!
  const id = String(raised.subject).slice('opinion/'.length)
  const { publicKey } = receiptKeys(sha256, demoSecret('goc', id), publicKeyOf)
  assert.equal(toBase64url(publicKey), raised.key)
  assert.ok((await readLetter(record.store.db, record.master, raised.text as string))!.length > 10)
})

test('a record that holds it is marked, and takes no second one', async () => {
  assert.equal((await readIdentity(record.store.db))?.demo, true)
  assert.equal(await demoState(record.store.db), 'complete')
  await assert.rejects(loadDemo(record), NotEmpty)
})

test('a record that is somebody’s is left alone', async () => {
  const theirs = await freshRecord()
  const [name] = await keepLetters(theirs.store.db, theirs.master, 'unit/25', [
    { kind: 'name', i: 0, text: 'x' },
  ])
  const establish = { do: 'establish', id: '25', level: 'province', name: name! } as const
  await perform(theirs.store, units, '25', system, establish, { books: { on: '2025-01-01' } })
  await assert.rejects(loadDemo(theirs), NotEmpty)
  assert.equal((await readIdentity(theirs.store.db))?.demo, false)
  assert.equal((await theirs.store.db.selectFrom('act').select('id').execute()).length, 1)
})

/** A demo that ends soon after 2021: small enough to be made several times. */
const small = { today: '2022-03-01', clock }
const digest = (of: object[]) => createHash('sha256').update(JSON.stringify(of)).digest('hex')

test('made again, it is the same to the byte; interrupted anywhere, it goes on to the same', async () => {
  const once = await freshRecord()
  const { acts } = await loadDemo({ ...once, ...small })
  const expected = await bodies(once)
  assert.equal(expected.length, acts)

  const again = await freshRecord()
  await loadDemo({ ...again, ...small })
  assert.equal(digest(await bodies(again)), digest(expected))

  // Where a verdict's answer lies depends on what was entered with it.
  const wherever = (of: Record<string, unknown>[]) =>
    of.map(({ ref: _, refh: __, sig: ___, ...rest }) => JSON.stringify(rest)).sort()
  const broken = await freshRecord()
  let steps = 0
  const breaking: DemoOptions = {
    ...broken,
    ...small,
    clock() {
      // Acts are kept, and the sequencer dies before it has entered them.
      if (++steps === 2 || steps === 4) throw new Error('interrupted')
      return clock()
    },
  }
  await assert.rejects(loadDemo(breaking), /interrupted/)
  assert.equal(await demoState(broken.store.db), 'begun')
  await assert.rejects(loadDemo(breaking), /interrupted/)
  assert.deepEqual(await loadDemo({ ...breaking, today: '2026-11-24' }), { acts })
  assert.deepEqual(wherever(await bodies(broken)), wherever(expected))
})
