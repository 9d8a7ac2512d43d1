/** Which days are worked. A calendar is tables and what a unit has otherwise; nothing here knows a date. */

import { addDays, type Day, weekdayOf } from '../day.ts'
import type { CalendarOverride, CalendarTables, OfficeHours } from './data.ts'

export type WorkCalendar = {
  /** The tables and overrides it is made of, for whoever stores a deadline: `vn-2026-11+25`. */
  id: string
  hours: OfficeHours
  isWorkingDay(day: Day): boolean
  /** Whether a notice that has not come yet may still change whether this day is worked. */
  isProvisional(day: Day): boolean
}

/** `open`: the days that may still change; all of them where it is absent. */
type Year = { off: ReadonlySet<Day>; worked: ReadonlySet<Day>; open?: ReadonlySet<Day> }

/** Later overrides win over earlier ones, and all of them over the tables. */
export function calendarOf(tables: CalendarTables, ...overrides: CalendarOverride[]): WorkCalendar {
  const rests = (day: Day) => tables.restWeekdays.includes(weekdayOf(day))
  const years = new Map<string, Year>()
  for (const { year, off, worked, complete, open } of tables.years) {
    years.set(String(year), {
      off: new Set(off.map(({ day }) => day)),
      worked: new Set(worked.map(({ day }) => day)),
      ...(complete ? { open: new Set<Day>() } : open && { open: new Set(open) }),
    })
  }
  function yearOf(day: Day): Year {
    const name = day.slice(0, 4)
    let year = years.get(name)
    if (!year) {
      year = { off: daysByLaw(tables, name, rests), worked: new Set() }
      years.set(name, year)
    }
    return year
  }

  const own = new Map<Day, boolean>()
  for (const { off = [], worked = [] } of overrides) {
    for (const day of off) own.set(day, false)
    for (const day of worked) own.set(day, true)
  }
  return {
    id: [tables.id, ...overrides.map(({ id }) => id)].join('+'),
    hours: overrides.findLast(({ hours }) => hours)?.hours ?? tables.hours,
    isWorkingDay(day) {
      const { off, worked } = yearOf(day)
      return own.get(day) ?? (rests(day) ? worked.has(day) : !off.has(day))
    },
    isProvisional(day) {
      const { open } = yearOf(day)
      return !own.has(day) && (open === undefined || open.has(day))
    },
  }
}

/** The weekdays off in a year without a table, as far as the law alone fixes them. */
function daysByLaw({ fixed }: CalendarTables, year: string, rests: (day: Day) => boolean): Set<Day> {
  const holidays = fixed
    .map(({ date, from, madeUp }) => ({ day: `${year}-${date}`, from, madeUp }))
    .filter(({ day, from }) => from === undefined || day >= from)
  const off = new Set(holidays.map(({ day }) => day))
  for (const { day, madeUp } of holidays) {
    if (!madeUp || !rests(day)) continue
    let instead = addDays(day, 1)
    while (rests(instead) || off.has(instead)) instead = addDays(instead, 1)
    off.add(instead)
  }
  return off
}

export const isWorkingDay = (calendar: WorkCalendar, day: Day): boolean => calendar.isWorkingDay(day)

/** `day` itself when it is worked, else the next day that is. */
export function workingDayFrom(calendar: WorkCalendar, day: Day): Day {
  let at = day
  while (!calendar.isWorkingDay(at)) at = addDays(at, 1)
  return at
}
