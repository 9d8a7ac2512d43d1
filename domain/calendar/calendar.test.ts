import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from '../day.ts'
import { calendarOf, isWorkingDay, workingDayFrom } from './calendar.ts'
import { vietnamCalendar as calendar, vietnam } from './vietnam.ts'

const worked = (day: Day) => isWorkingDay(calendar, day)
const span = (from: Day, to: Day): Day[] => (from > to ? [] : [from, ...span(addDays(from, 1), to)])

test('weekdays are worked, weekends are not', () => {
  assert.deepEqual(span('2026-03-02', '2026-03-08').map(worked), [true, true, true, true, true, false, false])
})

test('a swap gives a weekday off and works a Saturday', () => {
  assert.equal(worked('2025-04-26'), true)
  assert.equal(worked('2025-05-02'), false)
  assert.equal(worked('2026-08-22'), true)
  assert.equal(worked('2026-08-31'), false)
})

test('Tết, from the last days of the old year to the first of the new', () => {
  assert.deepEqual(span('2025-01-25', '2025-02-02').filter(worked), [])
  assert.deepEqual([worked('2025-01-24'), worked('2025-02-03')], [true, true])
  assert.deepEqual(span('2026-02-14', '2026-02-22').filter(worked), [])
  assert.deepEqual([worked('2026-02-13'), worked('2026-02-23')], [true, true])
  assert.deepEqual(span('2027-02-05', '2027-02-10').filter(worked), [])
})

test('Vietnam Culture Day is off from 2026 on, and nothing makes up for it', () => {
  assert.equal(worked('2025-11-24'), true)
  assert.equal(worked('2026-11-24'), false)
  assert.equal(worked('2027-11-24'), false)
  // A Saturday, and a Sunday.
  assert.equal(worked('2029-11-26'), true)
  assert.equal(worked('2030-11-25'), true)
})

test('beyond the tables the law alone: fixed dates, made up for on the next working day', () => {
  // Saturday 1 January and Saturday 30 April with Sunday 1 May.
  assert.equal(worked('2028-01-03'), false)
  assert.equal(worked('2033-05-02'), false)
  assert.equal(worked('2033-05-03'), false)
  assert.equal(worked('2033-05-04'), true)
  assert.equal(worked('2028-09-01'), true)
  assert.equal(worked('2024-04-30'), false)
})

test('a day is provisional where a notice is still to come', () => {
  assert.equal(calendar.isProvisional('2025-05-02'), false)
  assert.equal(calendar.isProvisional('2026-09-02'), false)
  assert.equal(calendar.isProvisional('2026-11-23'), true)
  assert.equal(calendar.isProvisional('2027-02-04'), true)
  assert.equal(calendar.isProvisional('2031-06-02'), true)
  assert.equal(calendar.isProvisional('2024-06-03'), true)
})

test('a unit has otherwise by data: local holidays, Saturdays, hours', () => {
  const own = calendarOf(
    vietnam,
    {
      id: '25',
      basis: 'QĐ 1',
      off: ['2026-03-03'],
      worked: ['2026-03-07'],
      hours: [{ opens: 420, closes: 660 }],
    },
    { id: '05128', basis: 'QĐ 2', worked: ['2026-03-03', '2027-02-04'] },
  )
  assert.equal(own.id, 'vn-2026-11+25+05128')
  assert.equal(own.isWorkingDay('2026-03-03'), true)
  assert.equal(own.isWorkingDay('2026-03-07'), true)
  assert.equal(own.isProvisional('2027-02-04'), false)
  assert.deepEqual(own.hours, [{ opens: 420, closes: 660 }])
  assert.equal(calendar.isWorkingDay('2026-03-07'), false)
})

test('the tables are possible: days off are weekdays, days worked are not, each in its year and once', () => {
  for (const { year, off, worked } of vietnam.years) {
    for (const { day } of [...off, ...worked]) assert.equal(day.slice(0, 4), String(year))
    assert.equal(new Set([...off, ...worked].map(({ day }) => day)).size, off.length + worked.length)
  }
  const bare = calendarOf({ ...vietnam, years: [], fixed: [] })
  for (const { off } of vietnam.years) for (const { day } of off) assert.ok(bare.isWorkingDay(day), day)
  for (const { worked } of vietnam.years)
    for (const { day } of worked) assert.ok(!bare.isWorkingDay(day), day)
})

test('the next working day is worked, and is the first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), (n) => {
      const day = addDays('2024-01-01', n)
      const next = workingDayFrom(calendar, day)
      assert.ok(worked(next) && next >= day)
      assert.deepEqual(span(day, addDays(next, -1)).filter(worked), [])
    }),
  )
})

const published = new URL('../../../shared/data/holidays-vn.json', import.meta.url)
test('the tables are those that were published', {
  skip: !existsSync(published) && 'no holidays-vn.json',
}, () => {
  type Published = {
    off: [string, string][]
    worked: [string, string][]
    basis?: string[]
    complete: boolean
  }
  const { years } = JSON.parse(readFileSync(published, 'utf8')) as { years: Record<string, Published> }
  for (const [year, { off, worked, basis, complete }] of Object.entries(years)) {
    const table = vietnam.years.find((each) => String(each.year) === year)!
    // Days of Tết 2027 are computed here and not in the file.
    const known = table.off.filter(({ day }) => !(day >= '2027-02-01' && day <= '2027-02-28'))
    assert.deepEqual(
      known.map(({ day }) => day),
      off.map(([day]) => day),
    )
    assert.deepEqual(
      table.worked.map(({ day }) => day),
      worked.map(([day]) => day),
    )
    assert.equal(table.complete, complete)
    // Numbers of documents, without the word for what they are.
    const numbers = basis?.map((name) => name.replace('Nghị quyết ', ''))
    if (numbers) assert.deepEqual(table.basis, numbers)
  }
})
