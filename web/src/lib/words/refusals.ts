/** Refusals that travel in an address, from one page to another. */

import type { Refusal } from './refusal.ts'
import { people } from './vi/people.ts'

export const isRefusal = (value: string | null): value is Refusal =>
  value !== null && Object.hasOwn(people.refusals, value)
