/** Periods that people report by: month, quarter, half-year, nine months, year. */

import { addDays, type Day, dayNumbered, numberOf } from './day.ts'

/** The name of a usual period: `2025-03`, `2025-Q1`, `2025-H1`, `2025-9M`, `2025`. */
export type Period = string

/** Both days belong to the span. */
export type Span = { from: Day; to: Day }

const spans = new Map<Period, Span>()

function whole(year: string, first: number, last: number): Span {
  const month = (m: number) => String(m).padStart(2, '0')
  const after =
    last === 12 ? `${String(Number(year) + 1).padStart(4, '0')}-01-01` : `${year}-${month(last + 1)}-01`
  return { from: `${year}-${month(first)}-01`, to: dayNumbered(numberOf(after) - 1) }
}

/** First and last day of a usual period; undefined when `period` is not the name of one. */
export function spanOf(period: Period): Span | undefined {
  const known = spans.get(period)
  if (known) return known
  const [, year, part] = /^(\d{4})(?:-(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M))?$/.exec(period) ?? []
  if (!year) return undefined
  const n = Number(part?.slice(-1))
  const span = !part
    ? whole(year, 1, 12)
    : part === '9M'
      ? whole(year, 1, 9)
      : part[0] === 'Q'
        ? whole(year, n * 3 - 2, n * 3)
        : part[0] === 'H'
          ? whole(year, n * 6 - 5, n * 6)
          : whole(year, Number(part), Number(part))
  spans.set(period, span)
  return span
}

const periods = new Map<string, Period[]>()

/** The usual periods that `day` lies in, the shortest first. */
export function periodsOf(day: Day): Period[] {
  const month = day.slice(0, 7)
  let all = periods.get(month)
  if (!all) {
    const year = day.slice(0, 4)
    const m = Number(day.slice(5, 7))
    all = [month, `${year}-Q${Math.ceil(m / 3)}`, `${year}-H${m <= 6 ? 1 : 2}`, year]
    if (m <= 9) all.push(`${year}-9M`)
    periods.set(month, all)
  }
  return all
}

/** The usual period that begins on `from` and is the shortest to hold `to`; undefined when none begins there. */
export function periodFrom({ from, to }: Span): Period | undefined {
  return periodsOf(from)
    .map((period) => ({ period, span: spanOf(period)! }))
    .filter(({ span }) => span.from === from && span.to >= to)
    .sort((a, b) => (a.span.to < b.span.to ? -1 : 1))[0]?.period
}

/** The same span a year earlier; 29 February falls back to the 28th. */
export function yearBefore({ from, to }: Span): Span {
  const back = (day: Day) => {
    const moved = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`
    return moved.endsWith('-02-29') ? `${moved.slice(0, 8)}28` : moved
  }
  // The last day of February stays the last day of February.
  const endsFebruary = to.slice(5, 7) === '02' && addDays(to, 1).slice(8) === '01'
  const end = endsFebruary
    ? addDays(`${String(Number(to.slice(0, 4)) - 1).padStart(4, '0')}-03-01`, -1)
    : back(to)
  return { from: back(from), to: end }
}
