import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unitId } from '@goc/domain/schema.ts'
import { communes, landOf, offices, province } from './phu-tho.ts'

test('133 communes and 15 wards, each with a code and a name of its own', () => {
  assert.equal(communes.length, 148)
  assert.equal(communes.filter(({ kind }) => kind === 'commune').length, 133)
  assert.equal(communes.filter(({ kind }) => kind === 'ward').length, 15)
  assert.equal(new Set(communes.map(({ id }) => id)).size, 148)
  assert.equal(new Set(communes.map(({ name }) => name)).size, 148)
  for (const { id, kind, name } of communes) {
    assert.match(id, /^\d{5}$/)
    assert.match(name, kind === 'ward' ? /^phường \p{Lu}/u : /^xã \p{Lu}/u)
    assert.equal(name, name.normalize('NFC').trim())
  }
})

test('a few of them, by hand', () => {
  const named = new Map(communes.map(({ id, name }) => [id, name]))
  assert.equal(named.get('05128'), 'xã Tân Lạc')
  assert.equal(named.get('07900'), 'phường Việt Trì')
  assert.equal(named.get('09154'), 'xã Vĩnh Phú')
  assert.deepEqual(['04795', '07900', '08707'].map(landOf), ['hoa-binh', 'phu-tho', 'vinh-phuc'])
})

test('the province says that it is a sample, and has a dozen offices', () => {
  assert.deepEqual(province, { id: '25', name: 'tỉnh Phú Thọ (mẫu)' })
  assert.equal(offices.length, 12)
  for (const { id } of offices) assert.ok(unitId.holds(id), id)
})
