import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import type { MasterKeys } from './keys.ts'
import {
  closeMatter,
  findSimilar,
  forgetMatter,
  indexMatter,
  reopenMatter,
  type Similar,
  staleMatters,
} from './similar.ts'
import { type TestRecord, testRecord } from './testing/record.ts'

let record: TestRecord
let keys: MasterKeys
before(async () => {
  record = await testRecord()
  keys = record.master
})
after(() => record.close())
beforeEach(() => record.store.pool.query('delete from similar_matter'))

const drain = {
  id: 'petition/A1',
  unit: '05130',
  field: 'moi_truong',
  text: 'Cống thoát nước trước số nhà 45 phố Lê Lợi bị tắc, nước thải tràn lên mặt đường',
  day: '2025-07-15',
}
const index = (changed: object = {}) => indexMatter(record.store.db, keys, { ...drain, ...changed })
const find = (changed: object = {}) =>
  findSimilar(record.store, keys, { ...drain, day: '2025-07-20', ...changed })
const ids = (found: Similar[]) => found.map(({ id }) => id)

test('a matter is found by who writes it without marks, in chat spelling, with slips', async () => {
  await index()
  for (const text of [
    drain.text,
    'cong thoat nuoc truoc so nha 45 pho le loi bi tac',
    'cống trc nhà 45 lê lợi nghẹt r, nc thải tràn ra đg',
    'Cống thoat nưóc trưoc số nhà 45 phố Lê Lơi bị tăc',
  ]) {
    const [found, ...others] = await find({ text })
    assert.equal(found?.id, drain.id, text)
    assert.ok(found.score > 0.5 && found.score <= 1)
    assert.ok(found.why.includes('same-place') && found.why.includes('same-subject'))
    assert.deepEqual(others, [])
  }
})

test('another place, another subject, another unit: not offered', async () => {
  await index()
  assert.deepEqual(await find({ text: drain.text.replace('45', '145') }), [])
  assert.deepEqual(await find({ text: drain.text.replace('Lê Lợi', 'Trần Hưng Đạo') }), [])
  assert.deepEqual(await find({ text: 'Quán nhậu ở số nhà 45 phố Lê Lợi bày bàn ghế lấn chiếm vỉa hè' }), [])
  assert.deepEqual(await find({ unit: '05131' }), [])
  assert.deepEqual(await find({ text: '' }), [])
  assert.deepEqual(await find({ text: '!!! ???' }), [])
})

test('a neighbouring unit is asked when the caller names it', async () => {
  const point = { lat: 21.3101, lon: 105.2202 }
  await index({ point })
  const near = { unit: '05131', point: { lat: 21.3108, lon: 105.2207 } }
  assert.deepEqual(await find(near), [])
  const [found] = await find({ ...near, neighbours: ['05130', '05131'] })
  assert.equal(found?.id, drain.id)
  assert.ok(found.why.includes('near'))
})

test('the place may be said apart from the text', async () => {
  await index({ text: 'Cống tắc, nước thải tràn lên đường', place: 'số nhà 45 phố Lê Lợi' })
  assert.deepEqual(ids(await find()), [drain.id])
  assert.deepEqual(
    await find({ text: 'Cống tắc, nước thải tràn lên đường', place: 'số nhà 47 phố Lê Lợi' }),
    [],
  )
})

test('closed it is not offered, reopened it is, forgotten it leaves no row', async () => {
  const { db, pool } = record.store
  await index()
  await closeMatter(db, drain.id)
  assert.deepEqual(await find(), [])
  await reopenMatter(db, drain.id)
  assert.deepEqual(ids(await find()), [drain.id])
  await forgetMatter(db, drain.id)
  assert.deepEqual(await find(), [])
  assert.equal((await pool.query('select from similar_matter')).rowCount, 0)
  await forgetMatter(db, drain.id)
})

test('indexed again it is found by what is said last, and only once', async () => {
  await index()
  await index({ text: 'Đèn đường đầu ngõ 12 phố Lê Lợi không sáng' })
  assert.deepEqual(await find(), [])
  assert.deepEqual(ids(await find({ text: 'den duong ngo 12 le loi ko sang' })), [drain.id])
})

test('the likeliest first, never more than asked for', async () => {
  for (let i = 0; i < 9; i++) await index({ id: `petition/B${i}`, day: `2025-07-0${i + 1}` })
  await index({ id: 'petition/C', text: 'Phố Lê Lợi cống tắc' })
  const found = await find()
  assert.equal(found.length, 3)
  assert.ok(found.every(({ score }, i) => i === 0 || score <= found[i - 1]!.score))
  assert.equal((await findSimilar(record.store, keys, { ...drain }, 5)).length, 5)
})

test('a flood of matters of one month does not hide the one at the same place', async () => {
  await index({ id: 'petition/D', text: 'Nhà 45 phố Lê Lợi cống nghẹt' })
  for (let i = 0; i < 700; i++)
    await index({ id: `petition/E${i}`, text: `Cống tắc trước số nhà ${200 + i} phố Lê Lợi` })
  assert.deepEqual(ids(await find()), ['petition/D'])
})

test('no word stands in the table, and hashes of one word differ between units and keys', async () => {
  await index()
  await index({ id: 'petition/A2', unit: '05131' })
  const tokens = async (id: string) =>
    (await record.store.pool.query('select tokens, keys from similar_matter where id = $1', [id]))
      .rows[0] as {
      tokens: string[]
      keys: string[]
    }
  const one = await tokens(drain.id)
  const two = await tokens('petition/A2')
  assert.ok(one.tokens.length > 10)
  assert.ok(one.tokens.every((token) => !two.tokens.includes(token)))
  const others = { current: 'x', byId: new Map([['x', randomBytes(32)]]) }
  await indexMatter(record.store.db, others, { ...drain, id: 'petition/A3' })
  const three = await tokens('petition/A3')
  assert.ok(one.keys.every((key) => !three.keys.includes(key)))

  const { rows } = await record.store.pool.query('select similar_matter::text as row from similar_matter')
  const dump = JSON.stringify(rows).toLowerCase()
  for (const word of ['cong', 'cống', 'loi', 'lợi', 'drain', 'street', Buffer.from('le loi').toString('hex')])
    assert.ok(!dump.includes(word), word)
})

test('after a change of the master key old rows are still found, and known to be stale', async () => {
  await index()
  const both = { current: 'new', byId: new Map([...keys.byId, ['new', randomBytes(32)]]) }
  const draft = { ...drain, day: '2025-07-20' }
  assert.deepEqual(ids(await findSimilar(record.store, both, draft)), [drain.id])
  assert.deepEqual(await staleMatters(record.store.db, both), [drain.id])
  await indexMatter(record.store.db, both, drain)
  assert.deepEqual(ids(await findSimilar(record.store, both, draft)), [drain.id])
  assert.deepEqual(await staleMatters(record.store.db, both), [])
})
