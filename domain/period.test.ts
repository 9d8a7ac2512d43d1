import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, dayNumbered, daysBetween, numberOf } from './day.ts'
import { periodFrom, periodsOf, spanOf, yearBefore } from './period.ts'

const anyDay = fc
  .integer({ min: numberOf('1900-01-01'), max: numberOf('2100-12-31') })
  .map((n) => dayNumbered(n))

test('usual periods and their days', () => {
  assert.deepEqual(spanOf('2025'), { from: '2025-01-01', to: '2025-12-31' })
  assert.deepEqual(spanOf('2025-9M'), { from: '2025-01-01', to: '2025-09-30' })
  assert.deepEqual(spanOf('2025-H2'), { from: '2025-07-01', to: '2025-12-31' })
  assert.deepEqual(spanOf('2025-Q1'), { from: '2025-01-01', to: '2025-03-31' })
  assert.deepEqual(spanOf('2024-02'), { from: '2024-02-01', to: '2024-02-29' })
  assert.deepEqual(spanOf('2025-12'), { from: '2025-12-01', to: '2025-12-31' })
  const none = [
    '',
    '25',
    '2025-13',
    '2025-00',
    '2025-Q5',
    '2025-H3',
    '2025-Q0',
    '2025-6M',
    '2025-1',
    'constructor',
  ]
  for (const name of none) assert.equal(spanOf(name), undefined, name)
})

test('a day lies in each of its periods, which come the shortest first', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const spans = periodsOf(day).map((period) => spanOf(period)!)
      for (const { from, to } of spans) assert.ok(from <= day && day <= to)
      assert.equal(spans.length, Number(day.slice(5, 7)) <= 9 ? 5 : 4)
      const lengths = spans.slice(0, 4).map(({ from, to }) => daysBetween(from, to))
      assert.deepEqual(
        lengths,
        lengths.toSorted((a, b) => a - b),
      )
    }),
  )
})

test('a day lies in no other usual period', () => {
  const all = ['', '-9M', ...['Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2'].map((part) => `-${part}`)]
  const months = Array.from({ length: 12 }, (_, m) => `-${String(m + 1).padStart(2, '0')}`)
  fc.assert(
    fc.property(anyDay, (day) => {
      const holding = [...all, ...months]
        .map((part) => day.slice(0, 4) + part)
        .filter((period) => spanOf(period)!.from <= day && day <= spanOf(period)!.to)
      assert.deepEqual(periodsOf(day).toSorted(), holding.toSorted())
    }),
  )
})

test('months, quarters and halves follow each other without a gap', () => {
  const year = (parts: string[]) => parts.map((part) => spanOf(`2024-${part}`)!)
  for (const parts of [
    ['Q1', 'Q2', 'Q3', 'Q4'],
    ['H1', 'H2'],
    ['9M', 'Q4'],
    ['01', '02', '03', 'Q2', 'H2'],
  ]) {
    const spans = year(parts)
    assert.equal(spans[0]!.from, '2024-01-01')
    assert.equal(spans.at(-1)!.to, '2024-12-31')
    for (const [i, { from }] of spans.slice(1).entries()) assert.equal(from, addDays(spans[i]!.to, 1))
  }
})

test('the shortest period from a day that holds another', () => {
  const from = (from: string, to: string) => periodFrom({ from, to })
  assert.equal(from('2025-01-01', '2025-01-20'), '2025-01')
  assert.equal(from('2025-01-01', '2025-02-01'), '2025-Q1')
  assert.equal(from('2025-01-01', '2025-04-01'), '2025-H1')
  assert.equal(from('2025-01-01', '2025-09-30'), '2025-9M')
  assert.equal(from('2025-01-01', '2025-10-01'), '2025')
  assert.equal(from('2025-07-01', '2025-12-31'), '2025-H2')
  assert.equal(from('2025-01-01', '2026-01-01'), undefined)
  assert.equal(from('2025-01-02', '2025-01-20'), undefined)
  assert.equal(from('2025-11-01', '2025-12-01'), undefined)
})

test('the same span a year earlier', () => {
  for (const day of ['2024-02-15', '2025-02-15', '2026-07-31', '2026-12-31']) {
    for (const period of periodsOf(day)) {
      const before = `${Number(day.slice(0, 4)) - 1}${period.slice(4)}`
      assert.deepEqual(yearBefore(spanOf(period)!), spanOf(before), period)
    }
  }
  assert.deepEqual(yearBefore({ from: '2024-02-29', to: '2024-03-05' }), {
    from: '2023-02-28',
    to: '2023-03-05',
  })
  assert.deepEqual(yearBefore({ from: '2025-02-10', to: '2025-02-20' }), {
    from: '2024-02-10',
    to: '2024-02-20',
  })
})
