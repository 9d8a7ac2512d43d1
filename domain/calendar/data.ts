/** What a calendar of working days is made of: tables that people keep, each with its basis. */

import type { Day } from '../day.ts'

/** Why a day is off or worked. Doors have the words. */
export type DayReason =
  | 'new-year'
  | 'tet'
  | 'hung-kings'
  | 'victory'
  | 'labour'
  | 'national'
  | 'culture'
  | 'made-up'
  | 'swapped'

/** How sure we are: read in a source, read in a weak one, from memory, computed. */
export type Grade = 'V' | 'V*' | 'M' | 'C'

export type NamedDay = { day: Day; reason: DayReason; grade: Grade }

/** One year, as notices and the law have it. */
export type YearTable = {
  year: number
  /** Weekdays that are not worked. */
  off: readonly NamedDay[]
  /** Days of rest that are worked instead. */
  worked: readonly NamedDay[]
  /** The notices and laws that say so. */
  basis: readonly string[]
  /** Whether everything that the year's notices were to say is in. */
  complete: boolean
  /** In a year that is not complete, the only days that may still change; without it all may. */
  open?: readonly Day[]
}

/** A holiday that the law puts on the same date each year. */
export type FixedHoliday = {
  /** `09-02` */
  date: string
  reason: DayReason
  from?: Day
  /** Whether a day of work makes up for it when it falls on a weekly day of rest. */
  madeUp: boolean
  basis: string
}

/** Minutes after midnight: 480 is eight o'clock. */
export type OfficeHours = readonly { opens: number; closes: number }[]

export type CalendarTables = {
  /** Named by whoever stores a deadline, so that it can be told under which tables it was computed. */
  id: string
  /** 0 = Sunday … 6 = Saturday. */
  restWeekdays: readonly number[]
  years: readonly YearTable[]
  fixed: readonly FixedHoliday[]
  hours: OfficeHours
}

/** What a unit has otherwise: a local holiday, a Saturday that is worked, other hours. */
export type CalendarOverride = {
  id: string
  basis: string
  off?: readonly Day[]
  worked?: readonly Day[]
  hours?: OfficeHours
}
