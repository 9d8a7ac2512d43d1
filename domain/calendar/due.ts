/**
 * When a time limit ends (Civil Code 91/2015/QH13, art. 147 and 148). The first day is not counted; the limit
 * ends with the end of its last day; a last day of rest moves it to the next working day.
 */

import { addDays, type Day, dayOf, daysBetween, type Moment, startOf } from '../day.ts'
import { type WorkCalendar, workingDayFrom } from './calendar.ts'
import type { OfficeHours } from './data.ts'

export type Length = { days: number } | { workingDays: number } | { months: number }

/** `provisional`: a notice that has not come yet may still move it. */
export type Due = { due: Day; provisional: boolean }

/** The last day of a limit that runs from `start`: there is time until that day's end. */
export function dueAfter(calendar: WorkCalendar, start: Day, length: Length): Due {
  if ('workingDays' in length) {
    let due = start
    for (let left = length.workingDays; left > 0; left--) due = workingDayFrom(calendar, addDays(due, 1))
    due = workingDayFrom(calendar, due)
    // Every day on the way was asked whether it counts.
    return { due, provisional: anyProvisional(calendar, addDays(start, 1), due) }
  }
  const last = 'days' in length ? addDays(start, length.days) : addMonths(start, length.months)
  const due = workingDayFrom(calendar, last)
  // Days of rest on the way count like any other: only the end depends on the calendar.
  return { due, provisional: anyProvisional(calendar, last, due) }
}

function anyProvisional(calendar: WorkCalendar, from: Day, to: Day): boolean {
  for (let day = from; day <= to; day = addDays(day, 1)) if (calendar.isProvisional(day)) return true
  return false
}

/** The same date so many months on, or the last of the month where it has no such date (art. 148). */
export function addMonths(day: Day, months: number): Day {
  const number = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const first = firstOf(number)
  const last = addDays(firstOf(number + 1), -1)
  const same = `${first.slice(0, 8)}${day.slice(8)}`
  return same > last ? last : same
}

/** The first day of a month, months being counted through from year 0. */
function firstOf(month: number): Day {
  const year = Math.floor(month / 12)
  return `${String(year).padStart(4, '0')}-${String(month - year * 12 + 1).padStart(2, '0')}-01`
}

/** Working days after `from` up to `to`; negative when `to` is the earlier. */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(calendar, to, from)
  let count = 0
  for (let left = daysBetween(from, to); left > 0; left--) {
    if (calendar.isWorkingDay(addDays(from, left))) count++
  }
  return count
}

/** The moment at which so many hours of office time have gone by; a limit in hours starts at once (art. 147). */
export function dueAfterWorkingHours(
  calendar: WorkCalendar,
  start: Moment,
  hours: number,
  officeHours: OfficeHours = calendar.hours,
): Moment {
  if (!officeHours.some(({ opens, closes }) => closes > opens))
    throw new RangeError('an office that never opens')
  let left = Math.round(hours * 3600)
  if (left <= 0) return start
  for (let day = dayOf(start); ; day = addDays(day, 1)) {
    if (!calendar.isWorkingDay(day)) continue
    for (const { opens, closes } of officeHours) {
      const from = Math.max(start, startOf(day) + opens * 60)
      const time = startOf(day) + closes * 60 - from
      if (time >= left) return from + left
      if (time > 0) left -= time
    }
  }
}
