/**
 * Days and moments. A day is the one on the wall calendar in Vietnam (UTC+7 the year round, no daylight
 * saving), written `2025-12-31`, so that `<` on two days is their order in time. A moment is Unix seconds.
 */

export type Day = string
/** Whole seconds since 1970-01-01T00:00:00Z, as the sequencer stamps them. */
export type Moment = number

const DAY_SECONDS = 86_400
const VIETNAM = 7 * 3_600

/** Days since 1970-01-01 of a civil date, by the algorithm of Howard Hinnant (“chrono-compatible dates”). */
function fromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const pad = (n: number, width = 2): string => String(n).padStart(width, '0')

function toCivil(number: number): Day {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1_460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  return `${pad(yoe + era * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month)}-${pad(day)}`
}

// Acts come in the order of time, so the same few days are asked for again and again.
const names = new Map<number, Day>()
const numbers = new Map<Day, number>()
const KEPT = 20_000

/** The day with this number, counted from 1970-01-01 = 0. */
export function dayNumbered(number: number): Day {
  let name = names.get(number)
  if (name === undefined) {
    if (names.size >= KEPT) names.clear()
    name = toCivil(number)
    names.set(number, name)
  }
  return name
}

/** Days from 1970-01-01 to `day`. `day` must be a real one: see `isDay`. */
export function numberOf(day: Day): number {
  let number = numbers.get(day)
  if (number === undefined) {
    if (numbers.size >= KEPT) numbers.clear()
    number = fromCivil(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)))
    numbers.set(day, number)
  }
  return number
}

// Four digits to come, too: days are compared as text, and counting on from 9999-12-31 would run out of them.
const DAY = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A day that the calendar has: `2025-02-30` is none. */
export const isDay = (value: unknown): value is Day =>
  typeof value === 'string' && DAY.test(value) && dayNumbered(numberOf(value)) === value

/** The day in Vietnam of a moment. */
export const dayOf = (t: Moment): Day => dayNumbered(Math.floor((t + VIETNAM) / DAY_SECONDS))

/** The moment at which a day begins in Vietnam. */
export const startOf = (day: Day): Moment => numberOf(day) * DAY_SECONDS - VIETNAM

/** `days` calendar days after `day` (before it, when negative). */
export const addDays = (day: Day, days: number): Day => dayNumbered(numberOf(day) + days)

/** Calendar days from `from` to `to`; negative when `to` is the earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from)

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (day: Day): number => (((numberOf(day) + 4) % 7) + 7) % 7

export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b)
