import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, type Moment } from '../day.ts'
import { addMonths, dueAfter, dueAfterWorkingHours, type Length, workingDaysBetween } from './due.ts'
import { vietnamCalendar as calendar } from './vietnam.ts'

const due = (start: Day, length: Length) => dueAfter(calendar, start, length).due
const at = (iso: string): Moment => Date.parse(`${iso}+07:00`) / 1000
const anyDay = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2024-06-01', n))
const anyLength: fc.Arbitrary<Length> = fc.oneof(
  fc.nat(400).map((days) => ({ days })),
  fc.nat(150).map((workingDays) => ({ workingDays })),
  fc.nat(24).map((months) => ({ months })),
)

test('the first day is not counted', () => {
  assert.equal(due('2026-03-02', { workingDays: 1 }), '2026-03-03')
  assert.equal(due('2026-03-02', { days: 7 }), '2026-03-09')
})

test('a last day of rest moves to the next working day', () => {
  assert.equal(due('2026-03-02', { days: 5 }), '2026-03-09')
  assert.equal(due('2026-04-20', { days: 10 }), '2026-05-04')
  assert.equal(due('2026-11-14', { days: 10 }), '2026-11-25')
})

test('a worked Saturday counts, a day off does not', () => {
  assert.equal(due('2026-08-21', { workingDays: 1 }), '2026-08-22')
  assert.equal(due('2026-08-28', { workingDays: 1 }), '2026-09-03')
  assert.equal(due('2026-02-13', { workingDays: 1 }), '2026-02-23')
})

test('months keep the date, or end with the month', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2027-11-30', 3), '2028-02-29')
  assert.equal(addMonths('2026-12-15', 1), '2027-01-15')
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28')
  assert.equal(due('2026-01-31', { months: 1 }), '2026-03-02')
})

test('a limit that runs into a year without its notice is provisional', () => {
  assert.deepEqual(dueAfter(calendar, '2026-12-25', { workingDays: 3 }), {
    due: '2026-12-30',
    provisional: false,
  })
  assert.deepEqual(dueAfter(calendar, '2026-12-30', { workingDays: 3 }), {
    due: '2027-01-05',
    provisional: true,
  })
  // Days are counted as they come: only the end is in doubt.
  assert.deepEqual(dueAfter(calendar, '2026-11-20', { days: 10 }), { due: '2026-11-30', provisional: false })
  assert.deepEqual(dueAfter(calendar, '2026-11-20', { workingDays: 5 }), {
    due: '2026-11-30',
    provisional: true,
  })
  assert.equal(dueAfter(calendar, '2030-01-02', { days: 2 }).provisional, true)
})

test('a due day is worked, and never before the start', () => {
  fc.assert(
    fc.property(anyDay, anyLength, (start, length) => {
      assert.ok(calendar.isWorkingDay(due(start, length)))
      assert.ok(due(start, length) >= start)
    }),
  )
})

test('a later start or a longer limit is never due sooner', () => {
  fc.assert(
    fc.property(anyDay, anyLength, fc.nat(40), (start, length, more) => {
      assert.ok(due(addDays(start, more), length) >= due(start, length))
      const [[unit, n]] = Object.entries(length) as [[string, number]]
      assert.ok(due(start, { [unit]: n + more } as Length) >= due(start, length))
    }),
  )
})

test('a limit of n working days has n working days in it', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 150 }), (start, n) => {
      const end = due(start, { workingDays: n })
      assert.equal(workingDaysBetween(calendar, start, end), n)
      assert.equal(workingDaysBetween(calendar, start, addDays(end, -1)), n - 1)
      assert.equal(workingDaysBetween(calendar, end, start), -n)
    }),
  )
})

test('hours of office time, over noon, night and weekend', () => {
  const after = (start: string, hours: number) => dueAfterWorkingHours(calendar, at(start), hours)
  assert.equal(after('2026-03-02T08:00:00', 4), at('2026-03-02T12:00:00'))
  assert.equal(after('2026-03-02T10:30:00', 4), at('2026-03-02T15:30:00'))
  assert.equal(after('2026-03-02T15:00:00', 4), at('2026-03-03T10:00:00'))
  assert.equal(after('2026-03-06T16:00:00', 4), at('2026-03-09T11:00:00'))
  assert.equal(after('2026-03-02T02:00:00', 1), at('2026-03-02T09:00:00'))
  assert.equal(after('2026-03-02T12:20:00', 1), at('2026-03-02T14:00:00'))
  assert.equal(after('2026-03-02T17:00:00', 0.5), at('2026-03-03T08:30:00'))
  assert.equal(after('2026-03-02T03:00:00', 0), at('2026-03-02T03:00:00'))
})

test('a unit has its own office hours', () => {
  const morning = [{ opens: 7 * 60, closes: 11 * 60 }]
  assert.equal(
    dueAfterWorkingHours(calendar, at('2026-03-02T09:00:00'), 4, morning),
    at('2026-03-03T09:00:00'),
  )
  assert.throws(() => dueAfterWorkingHours(calendar, at('2026-03-02T09:00:00'), 4, []), /never opens/)
})

test('office time ends in office time, and adds up', () => {
  const moment = fc.integer({ min: at('2025-01-01T00:00:00'), max: at('2027-12-31T00:00:00') })
  const minutes = fc.integer({ min: 1, max: 3000 })
  fc.assert(
    fc.property(moment, minutes, minutes, (start, a, b) => {
      const after = (from: Moment, mins: number) => dueAfterWorkingHours(calendar, from, mins / 60)
      assert.ok(after(start, a) > start)
      assert.equal(after(after(start, a), b), after(start, a + b))
    }),
  )
})
