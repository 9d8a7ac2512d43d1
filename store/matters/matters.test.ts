import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Actor, By } from '@goc/domain/people.ts'
import { currentCalendar } from '@goc/domain/petitions/clock.ts'
import { type Sequencing, startSequencing } from '@goc/jobs/sequencing.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import { actMessage, receiptKeys } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { now } from '../clock.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { rebuild } from '../publish/rebuild.ts'
import { makeSequencer } from '../sequencer.ts'
import { type TestRecord, testRecord } from '../testing/record.ts'
import { listen } from '../waiting.ts'
import { publishWords, work } from './desk.ts'
import { join } from './join.ts'
import { citizen, type Means } from './means.ts'
import { holdsReceipt, keyOfSecret, matterOfKey, openMessage } from './open.ts'
import { type Raised, raise } from './raise.ts'
import { findMatter, openWords, readMatter } from './read.ts'
import { type Saying, speak, toSign } from './speak.ts'

let record: TestRecord
let means: Means
let loop: Sequencing
before(async () => {
  record = await testRecord()
  const sequencer = makeSequencer({ ...record, clock: now })
  means = { store: record.store, master: record.master, published: listen(record.store) }
  loop = startSequencing(sequencer, { period: 5 })
  record.store.kept = loop.wake
})
after(async () => {
  await loop.stop()
  await means.published.close()
  await record.close()
})

const at = (by: By): Actor => ({ by, reaches: (unit) => unit === '05128' })
const words = 'Cống khu 7 tắc từ tháng 6, mưa là ngập vào nhà'
const raising = (more: object = {}) => ({
  actor: citizen,
  unit: '05128',
  field: 'moi_truong',
  type: 'phan_anh' as const,
  channel: 'web' as const,
  text: words,
  publish: true,
  request: randomUUID(),
  ...more,
})

function must<T extends object>(outcome: T): Exclude<T, { refusal: unknown }> {
  assert.ok(!('refusal' in outcome), JSON.stringify(outcome))
  return outcome as Exclude<T, { refusal: unknown }>
}
const raised = async (more: object = {}): Promise<Raised> => {
  const matter = must(await raise(means, raising(more)))
  await means.published.entered(matter.acts)
  return matter
}

async function answer(id: string): Promise<void> {
  const accept = { do: 'accept', rule: 'petition-normal', calendar: currentCalendar } as const
  must(
    await perform(record.store, petitions, id, at('officer@05128'), (_, so) => ({ ...accept, due: so!.due })),
  )
  const acts = must(
    await perform(record.store, petitions, id, at('leader@05128'), {
      do: 'answer',
      answer: `${'0'.repeat(42)}A`,
      published: true,
    }),
  ).acts
  await means.published.entered(acts)
}

async function say(matter: Raised, saying: Saying) {
  const { seed, publicKey } = receiptKeys(sha256, matter.secret!, publicKeyOf)
  const key = toBase64url(publicKey)
  const asked = await toSign(means, matter.id, key, saying)
  if ('refusal' in asked) return asked.refusal
  const sig = toBase64url(signEd25519(seed, actMessage('goc.test/record', asked.act)))
  const said = await speak(means, matter.id, key, saying, sig)
  if ('refusal' in said) return said.refusal
  await means.published.entered(said.acts)
  return 'said'
}

test('what was raised is found by its short code, and its words by nobody', async () => {
  const { id, code } = await raised()
  assert.match(code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  assert.equal(await findMatter(record.store.db, code.toLowerCase()), id)
  assert.equal(await findMatter(record.store.db, 'ZZZZZ-ZZZZZ'), undefined)
  const view = (await readMatter(record.store.db, id))!
  assert.equal(view.stage, 'received')
  assert.equal(view.text, undefined)
  assert.ok(view.stations[0]!.index !== undefined)
  assert.ok(!JSON.stringify(view).includes('Cống'))
  assert.deepEqual(await openWords(means, id), [{ kind: 'text', i: 0, text: words }])
})

test('a request that is sent twice is one matter with one receipt', async () => {
  const twice = raising()
  const [first, second] = [must(await raise(means, twice)), must(await raise(means, twice))]
  assert.deepEqual(second, first)
})

test('the receipt says that it is settled, and may think again', async () => {
  const matter = await raised()
  assert.equal(await say(matter, { say: 'confirm' }), 'petition-not-answered')
  await answer(matter.id)
  assert.equal(await say(matter, { say: 'confirm', rating: 5 }), 'said')
  assert.equal((await readMatter(record.store.db, matter.id))?.verdict, 'confirmed')
  assert.equal(await say(matter, { say: 'dispute', words: 'Mưa hôm qua lại ngập' }), 'said')
  const view = (await readMatter(record.store.db, matter.id))!
  assert.deepEqual([view.verdict, view.open, view.reopened], ['disputed', true, 1])
  assert.equal(await say(matter, { say: 'dispute', words: ' ' }), 'words-needed')
})

test('nobody speaks with another key, nor for another answer', async () => {
  const matter = await raised()
  await answer(matter.id)
  const other = await raised()
  assert.equal(await say({ ...matter, secret: other.secret! }, { say: 'confirm' }), 'only-the-receipt')
  const { publicKey } = receiptKeys(sha256, matter.secret!, publicKeyOf)
  const forged = toBase64url(signEd25519(new Uint8Array(32).fill(3), new Uint8Array(8)))
  assert.deepEqual(await speak(means, matter.id, toBase64url(publicKey), { say: 'confirm' }, forged), {
    refusal: 'signature-does-not-hold',
  })
})

test('whoever joins has a receipt of their own, which opens the matter and speaks of it', async () => {
  const matter = await raised()
  const joined = must(await join(means, matter.id, { request: randomUUID() }))
  await means.published.entered(joined.acts)
  assert.equal((await readMatter(record.store.db, matter.id))?.joined, 1)
  assert.deepEqual(await matterOfKey(record.store.db, keyOfSecret(joined.secret!)), { id: matter.id, who: 1 })
  await answer(matter.id)
  assert.equal(await say(joined, { say: 'dispute', words: 'Vẫn ngập' }), 'said')
  assert.equal((await readMatter(record.store.db, matter.id))?.verdict, 'disputed')
})

test('a receipt is opened by who can sign with it now, and by nobody who only saw its key', async () => {
  const { secret } = await raised()
  const { seed, publicKey } = receiptKeys(sha256, secret!, publicKeyOf)
  const key = toBase64url(publicKey)
  const prove = (time: number, origin = 'goc.test/record') => ({
    key,
    time,
    sig: toBase64url(signEd25519(seed, openMessage(origin, { key, time }))),
  })
  const { db } = record.store
  assert.ok(await holdsReceipt(db, prove(now()), now()))
  assert.ok(!(await holdsReceipt(db, prove(now() - 3_600), now())))
  assert.ok(!(await holdsReceipt(db, prove(now(), 'another.record'), now())))
  assert.ok(!(await holdsReceipt(db, { ...prove(now()), sig: 'x' }, now())))
})

test('erased by its receipt: its words are gone, its acts stay', async () => {
  const matter = await raised({ contact: 'canary@example.org' })
  assert.equal(await say(matter, { say: 'erase' }), 'petition-is-open')
  assert.equal(await say(matter, { say: 'withdraw' }), 'said')
  assert.equal(await say(matter, { say: 'erase' }), 'said')
  assert.deepEqual(await openWords(means, matter.id), [])
  // P6 of record.md §3: neither the words nor their key, nor what was made of them to compare by, is in any table.
  const { pool } = record.store
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  for (const { name } of tables) {
    const found = await pool.query(`select 1 from "${name}" t where t::text ilike '%canary@example%'`)
    assert.equal(found.rowCount, 0, name)
  }
  for (const [table, column] of [
    ['case_key', 'subject'],
    ['letter', 'subject'],
    ['similar_matter', 'id'],
    ['matter_note', 'petition'],
  ] as const) {
    const left = await pool.query(`select 1 from ${table} where ${column} like $1`, [`%${matter.id}`])
    assert.equal(left.rowCount, 0, table)
  }
  const view = (await readMatter(record.store.db, matter.id))!
  assert.deepEqual([view.erased, view.stations.length], [true, 3])
  assert.equal(await say(matter, { say: 'resume' }), 'petition-was-erased')
})

test('declined as a complaint: what was published is shown and compared no more', async () => {
  const { id } = await raised()
  const { db } = record.store
  assert.ok(await publishWords(means, id, '2026-11-25'))
  assert.equal((await readMatter(db, id))!.text, words)
  const decline = { do: 'decline', ground: 'other-procedure', words: 'Xin gửi theo Luật Khiếu nại' } as const
  const { acts } = must(await work(means, id, at('leader@05128'), decline))
  await means.published.entered(acts)
  const view = (await readMatter(db, id))!
  assert.deepEqual([view.stage, view.sealed, view.text], ['declined', true, undefined])
  assert.ok(!JSON.stringify(view).includes(words))
  const left = await record.store.pool.query('select 1 from similar_matter where id = $1', [id])
  assert.equal(left.rowCount, 0)
  assert.equal(await publishWords(means, id, '2026-11-25'), false)
})

test('rows are what acts make of them', async () => {
  assert.deepEqual(await rebuild(record.store), { rows: [], record: [] })
})
