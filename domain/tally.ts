/**
 * How figures are counted. Each act says what it adds to which feature, for the period that a day belongs to
 * (`on`), as seen from a day on (`at`). A figure of a span is the sum of all tallies whose `on` lies in the
 * span and whose `at` is not after its last day; sums do not mind how acts are split (decisions/0004).
 */

import type { Day } from './day.ts'
import type { UnitId } from './people.ts'

/** Path in the object of figures → number: `opinions.byField.dat_dai.resolved` → 1. */
export type Counts = Record<string, number>

export type Tally = {
  unit: UnitId
  /** The day by which the matter belongs to a period: its dialogue's. */
  on: Day
  /** The day from whose end on it counts; never before `on`. */
  at: Day
  counts: Counts
}

/** Adds `more` into `counts`, and gives it back. Features that come to nothing are dropped. */
export function addCounts(counts: Counts, more: Counts): Counts {
  for (const feature in more) {
    const sum = (counts[feature] ?? 0) + more[feature]!
    if (sum === 0) delete counts[feature]
    else counts[feature] = sum
  }
  return counts
}
