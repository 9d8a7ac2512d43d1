/** The citizen's clock: when an answer is due. It never restarts, and stands still only while the office asks. */

import type { WorkCalendar } from '../calendar/calendar.ts'
import { dueAfter, dueAfterWorkingHours, workingDaysBetween } from '../calendar/due.ts'
import { vietnamCalendar } from '../calendar/vietnam.ts'
import { addDays, type Day, dayOf, type Moment, startOf } from '../day.ts'
import { ruleOn } from '../law/law.ts'
import type { Preset } from './acts.ts'

/** Calendars by the name that an act stores with what was computed under them. One that was used is kept for ever. */
const calendars: Record<string, WorkCalendar> = { [vietnamCalendar.id]: vietnamCalendar }
/** The one that is used for what happens now. */
export const currentCalendar = vietnamCalendar.id

const calendarNamed = (id: string): WorkCalendar | undefined =>
  Object.hasOwn(calendars, id) ? calendars[id] : undefined

/** The last second of a day. */
export const endOf = (day: Day): Moment => startOf(addDays(day, 1)) - 1

/** What a deadline was computed under. */
export type Under = { rule: string; calendar: string }

/** When an answer is due under a preset; undefined where there is no such preset or calendar. */
export function dueUnder({ rule, calendar: id }: Under, received: Moment): Moment | undefined {
  const preset = ruleOn(rule as Preset, dayOf(received))
  const calendar = calendarNamed(id)
  if (!preset || !calendar) return undefined
  if (preset.unit === 'working-hour') return dueAfterWorkingHours(calendar, received, preset.value)
  if (preset.unit !== 'working-day') return undefined
  return endOf(dueAfter(calendar, dayOf(received), { workingDays: preset.value }).due)
}

/** The same clock after it stood still from one day to another: so many working days later. */
export function dueAfterWaiting(due: Moment, calendar: string, from: Day, to: Day): Moment {
  const days = workingDaysBetween(calendarNamed(calendar)!, from, to)
  if (days <= 0) return due
  const later = dueAfter(calendarNamed(calendar)!, dayOf(due), { workingDays: days }).due
  return due + startOf(later) - startOf(dayOf(due))
}

/** The latest end that one extension may give: as long again as the preset. */
export function latestExtension(due: Moment, { rule, calendar: id }: Under): Moment | undefined {
  const preset = ruleOn(rule as Preset, dayOf(due))
  const calendar = calendarNamed(id)
  if (preset?.unit !== 'working-day' || !calendar) return undefined
  return endOf(dueAfter(calendar, dayOf(due), { workingDays: preset.value }).due)
}

/** Working days left until the clock ends, the last one included; negative when it has run out. */
export const workingDaysLeft = (due: Moment, calendar: string, today: Day): number =>
  workingDaysBetween(calendarNamed(calendar) ?? vietnamCalendar, today, dayOf(due))
