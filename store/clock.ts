/** The one place where the store reads a clock. Rules are handed what they need of it. */

import { type Day, dayOf, type Moment } from '@goc/domain/day.ts'

/** This moment in whole seconds. */
export const now = (): Moment => Math.floor(Date.now() / 1000)

/** This day in Vietnam. */
export const today = (): Day => dayOf(now())
