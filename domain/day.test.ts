import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  dayNumbered,
  dayOf,
  daysBetween,
  isDay,
  laterOf,
  numberOf,
  startOf,
  weekdayOf,
} from './day.ts'

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
/** Days of 1000 to 2999, as numbers. */
const anyNumber = fc.integer({ min: numberOf('1000-01-01'), max: numberOf('2999-12-31') })
const anyDay = anyNumber.map(dayNumbered)

test('days are counted as Date counts them', () => {
  fc.assert(
    fc.property(anyNumber, (n) => {
      assert.equal(dayNumbered(n), iso(n * 86_400_000))
      assert.equal(numberOf(dayNumbered(n)), n)
      assert.ok(isDay(dayNumbered(n)))
      assert.equal(weekdayOf(dayNumbered(n)), new Date(n * 86_400_000).getUTCDay())
    }),
    { numRuns: 5000 },
  )
})

test('adding days and counting them undo each other', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -200_000, max: 200_000 }), (day, n) => {
      assert.equal(daysBetween(day, addDays(day, n)), n)
      assert.equal(addDays(addDays(day, n), -n), day)
    }),
  )
})

test('the order of days as text is their order in time', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      assert.equal(a < b, daysBetween(a, b) > 0)
      assert.equal(laterOf(a, b), daysBetween(a, b) > 0 ? b : a)
    }),
  )
})

test('more days than are remembered', () => {
  for (let n = 0; n < 50_000; n++) assert.equal(numberOf(dayNumbered(n)), n)
})

test('a day is one that the calendar has', () => {
  for (const day of ['2024-02-29', '2000-02-29', '2025-12-31', '1970-01-01', '2999-12-31'])
    assert.ok(isDay(day), day)
  const none = [
    '2025-02-29',
    '1900-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2025-1-1',
  ]
  for (const day of [
    ...none,
    '2025-01-01T00:00:00Z',
    ' 2025-01-01',
    '2025-01-01\n',
    '',
    null,
    undefined,
    20250101,
  ]) {
    assert.ok(!isDay(day), String(day))
  }
  // The day after it would not sort after it.
  assert.ok(!isDay('9999-12-31'))
})

test('the day turns at midnight in Vietnam, not at midnight in Greenwich', () => {
  const at = (moment: string) => dayOf(Date.parse(moment) / 1000)
  assert.equal(at('2025-12-31T16:59:59Z'), '2025-12-31')
  assert.equal(at('2025-12-31T17:00:00Z'), '2026-01-01')
  assert.equal(at('2025-12-31T23:59:59+07:00'), '2025-12-31')
  assert.equal(at('1969-12-31T17:00:00Z'), '1970-01-01')
})

test('a day begins with its first second', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      assert.equal(dayOf(startOf(day)), day)
      assert.equal(dayOf(startOf(day) - 1), addDays(day, -1))
      assert.equal(startOf(day), Date.parse(`${day}T00:00:00+07:00`) / 1000)
    }),
  )
})
