import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { maybePrivate } from './private.ts'

test('numbers, addresses and names are marked', () => {
  assert.deepEqual(
    maybePrivate('Nhà ông Trần Văn Ba, số 0912 345 678, căn cước 025188001234, thư ba@example.org'),
    ['ông Trần Văn Ba', '0912 345 678', '025188001234', 'ba@example.org'],
  )
})
test('what names nobody is left alone', () => {
  assert.deepEqual(maybePrivate('Cống khu 7 tắc từ tháng 6, ngập 120 m, đã báo ngày 12/10/2026'), [])
  assert.deepEqual(maybePrivate('Ông bà già đi lại khó'), [])
})
test('any text is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void maybePrivate(text)))
})
