/** Sums of acts for every calendar year, in one pass: a year's figures are asked for after the acts were seen. */

import type { Act } from '@goc/domain/act.ts'
import type { Day } from '@goc/domain/day.ts'
import { count } from '@goc/domain/features.ts'
import type { Span } from '@goc/domain/period.ts'
import { addCounts, type Counts } from '@goc/domain/tally.ts'

/** Year → unit → sums. */
export type YearSums = Map<string, Map<string, Counts>>

export function addToYears(years: YearSums, act: Act): void {
  for (const { unit, on, at, counts } of count(act)) {
    const { year, end } = yearWith(on)
    // What comes after the year's last second is no part of how it stood then.
    if (at > end) continue
    let units = years.get(year)
    if (!units) {
      units = new Map()
      years.set(year, units)
    }
    const sums = units.get(unit)
    if (sums) addCounts(sums, counts)
    else units.set(unit, addCounts({}, counts))
  }
}

// The same days come again and again; years are few.
let last = { year: '', begin: '', end: '' }

function yearWith(day: Day) {
  if (day < last.begin || day > last.end) {
    const year = day.slice(0, 4)
    last = { year, begin: `${year}-01-01`, end: `${year}-12-31` }
  }
  return last
}

/** The year that this span is; undefined when it is another. */
export function yearOf({ from, to }: Span): string | undefined {
  const year = from.slice(0, 4)
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : undefined
}
