import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listAccess, noteAccess } from './access.ts'
import { newAccount, type TestPeople, testPeople } from './testing.ts'

let people: TestPeople
before(async () => {
  people = await testPeople()
})
after(() => people.close())

test('who opened what is listed by unit, the latest first, page by page', async () => {
  const { means } = people
  const { id } = await newAccount(means, 'an@xa.example')
  for (let i = 0; i < 7; i++) {
    const unit = i % 2 ? 'A' : 'B'
    const opening = {
      account: id,
      office: 'officer@A',
      unit,
      subject: `petition/${i}`,
      what: 'sender',
    } as const
    await noteAccess(means, i === 3 ? { ...opening, reason: ' gọi lại cho người gửi ' } : opening)
    people.pass(1)
  }
  const first = await listAccess(means, { units: ['A', 'B'], limit: 4 })
  assert.deepEqual(
    first.items.map(({ subject }) => subject),
    ['petition/6', 'petition/5', 'petition/4', 'petition/3'],
  )
  assert.equal(first.items[3]!.reason, 'gọi lại cho người gửi')
  assert.equal(first.items[3]!.name, 'Nguyễn Thị Lan')
  const rest = await listAccess(means, { units: ['A', 'B'], limit: 4, before: first.next! })
  assert.equal(rest.items.length, 3)
  assert.equal(rest.next, undefined)
  assert.equal((await listAccess(means, { units: ['A'] })).items.length, 3)
  assert.equal((await listAccess(means, { units: ['A', 'B'], subject: 'petition/2' })).items.length, 1)
  assert.deepEqual(await listAccess(means, { units: [] }), { items: [] })
})

test('what was noted is not changed', async () => {
  const { pool } = people.record.store
  for (const table of ['access', 'account_change'])
    await assert.rejects(pool.query(`update ${table} set t = 0`), /only ever added/)
})
