/** Lan loses her receipt: two offices and two persons make it anew, and the one she lost opens nothing any more. */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Actor, By } from '@goc/domain/people.ts'
import { type Sequencing, startSequencing } from '@goc/jobs/sequencing.ts'
import { now } from '../clock.ts'
import { addAccount } from '../people/accounts.ts'
import { rebuild } from '../publish/rebuild.ts'
import { makeSequencer } from '../sequencer.ts'
import { type TestRecord, testRecord } from '../testing/record.ts'
import { listen } from '../waiting.ts'
import { citizen, type Means } from './means.ts'
import { keyOfSecret, matterOfKey } from './open.ts'
import { raise } from './raise.ts'
import { askRekey, grantRekey, readBehind, rekeysWaiting } from './rekey.ts'

const UNIT = '05128'
let record: TestRecord
let means: Means
let loop: Sequencing
const accounts: string[] = []
before(async () => {
  record = await testRecord()
  means = { store: record.store, master: record.master, published: listen(record.store) }
  loop = startSequencing(makeSequencer({ ...record, clock: now }), { period: 5 })
  record.store.kept = loop.wake
  for (const name of ['Hoa', 'Nga']) {
    const people = { db: record.store.db, master: record.master, now }
    const added = await addAccount(people, { name, email: `${name}@xa.example` }, null)
    assert.ok('id' in added)
    accounts.push(added.id)
  }
})
after(async () => {
  await loop.stop()
  await means.published.close()
  await record.close()
})

const at = (by: By): Actor => ({ by, reaches: (unit) => unit === UNIT })
const [desk, officer] = [at(`reception@${UNIT}`), at(`officer@${UNIT}`)]
const hoa = (actor: Actor) => ({ actor, account: accounts[0]! })
const nga = (actor: Actor) => ({ actor, account: accounts[1]! })
const who = 0

async function raised() {
  const one = { unit: UNIT, field: 'khac', type: 'phan_anh', channel: 'web', publish: false } as const
  const made = await raise(means, { ...one, actor: citizen, text: 'Cống tắc', request: randomUUID() })
  assert.ok('id' in made)
  return made
}
const ask = (id: string, more: object = {}) =>
  askRekey(means, id, { ...hoa(desk), who, words: 'Đã xem căn cước QREASON', ...more })

test('asked by one, granted by another, and the old key opens nothing', async () => {
  const { id, secret } = await raised()
  const asked = await ask(id)
  assert.ok('acts' in asked)
  assert.deepEqual(
    (await rekeysWaiting(record.store.db, [UNIT])).map(({ petition }) => petition),
    [id],
  )
  const [behind] = await readBehind(means, id)
  assert.deepEqual([behind?.asked?.name, behind?.asked?.words], ['Hoa', 'Đã xem căn cước QREASON'])

  const request = randomUUID()
  const granted = await grantRekey(means, id, { ...nga(officer), who, request })
  assert.ok('id' in granted && granted.secret)
  assert.deepEqual(await grantRekey(means, id, { ...nga(officer), who, request }), granted, 'sent twice')
  assert.equal(await matterOfKey(record.store.db, keyOfSecret(secret!)), undefined)
  assert.deepEqual(await matterOfKey(record.store.db, keyOfSecret(granted.secret)), { id, who })
  assert.deepEqual(await rekeysWaiting(record.store.db, [UNIT]), [])
  assert.equal((await readBehind(means, id))[0]?.rekeyed, true)
})

test('one person in two offices is one person', async () => {
  const { id, secret } = await raised()
  await ask(id)
  const request = randomUUID()
  assert.deepEqual(await grantRekey(means, id, { ...hoa(officer), who, request }), {
    refusal: 'another-person-grants',
  })
  assert.deepEqual(await grantRekey(means, id, { ...nga(desk), who, request }), {
    refusal: 'only-another-office-grants',
  })
  assert.deepEqual(await matterOfKey(record.store.db, keyOfSecret(secret!)), { id, who }, 'nothing happened')
  assert.equal((await readBehind(means, id))[0]?.rekeyed, false)
})

test('nothing is granted that was not asked, and nothing is asked without saying how one knows', async () => {
  const { id } = await raised()
  const grant = () => grantRekey(means, id, { ...nga(officer), who, request: randomUUID() })
  assert.deepEqual(await grant(), { refusal: 'nothing-asked' })
  assert.deepEqual(await ask(id, { words: ' ' }), { refusal: 'words-needed' })
  assert.deepEqual(await ask(id, { who: 4 }), { refusal: 'nobody-by-this-number' })
  await ask(id)
  await ask(id, { words: 'Hỏi lại lần nữa' })
  assert.ok('id' in (await grant()))
  assert.deepEqual(await grant(), { refusal: 'nothing-asked' }, 'once')
})

test('why it was asked is words of the case, in no table as they are', async () => {
  const { rows } = await record.store.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  for (const { name } of rows) {
    const found = await record.store.pool.query(`select 1 from "${name}" t where t::text like '%QREASON%'`)
    assert.equal(found.rowCount, 0, name)
  }
  assert.deepEqual(await rebuild(record.store), { rows: [], record: [] })
})
