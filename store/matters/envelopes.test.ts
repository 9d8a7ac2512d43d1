import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestRecord, testRecord } from '../testing/record.ts'
import { countStocks, digestOf, keepStock, makeEnvelopes, useEnvelope } from './envelopes.ts'
import { keyOfSecret } from './open.ts'

let record: TestRecord
before(async () => {
  record = await testRecord()
})
after(() => record.close())
const done = async (key: string) => ({ key })

test('an envelope is used once, by its outside, and the request that used it may come again', async () => {
  const { db, pool } = record.store
  const stock = makeEnvelopes(3)
  await keepStock(db, stock)
  const [first, second] = stock.envelopes
  const code = first!.code.toLowerCase().replace('-', ' ')
  assert.deepEqual(await useEnvelope(db, code, 'a', done), { key: first!.key })
  assert.deepEqual(await useEnvelope(db, code, 'a', done), { key: first!.key }, 'an answer that was lost')
  assert.deepEqual(await useEnvelope(db, code, 'b', done), { refusal: 'envelope-used' })
  assert.deepEqual(await useEnvelope(db, 'ZZZZZ-ZZZZZ', 'b', done), { refusal: 'no-such-envelope' })
  assert.deepEqual(await useEnvelope(db, second!.code, 'c', async () => ({ refusal: 'no' as const })), {
    refusal: 'no',
  })
  assert.deepEqual(await useEnvelope(db, second!.code, 'd', done), { key: second!.key }, 'refused: as before')
  assert.deepEqual(await countStocks(db), [{ stock: stock.digest, made: 3, used: 2 }])

  assert.equal(keyOfSecret(first!.secret), first!.key, 'what is inside opens what is outside')
  assert.equal(digestOf(stock.envelopes.map(({ key }) => key).reverse()), stock.digest)
  for (const { secret } of stock.envelopes) {
    const { rowCount } = await pool.query('select 1 from envelope t where t::text like $1', [
      `%${Buffer.from(secret).toString('hex')}%`,
    ])
    assert.equal(rowCount, 0, 'no secret is kept')
  }
})

test('of two that reach for one envelope at once, one gets it', async () => {
  const stock = makeEnvelopes(1)
  await keepStock(record.store.db, stock)
  const use = (request: string) => useEnvelope(record.store.db, stock.envelopes[0]!.code, request, done)
  const outcomes = await Promise.all(['a1', 'a2', 'a3', 'a4'].map(use))
  assert.equal(outcomes.filter((outcome) => 'key' in outcome).length, 1)
})
