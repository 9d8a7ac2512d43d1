/** What a query of counted things is asked, and what it finds. */

import type { Day } from '@goc/domain/day.ts'
import type { RawBuilder } from 'kysely'

export type Cursor = { on: Day; id: string }
export type Of = {
  feature: string
  from: Day
  to: Day
  units: string[]
  communes: string[]
  after: Cursor
  limit: number
}

export type Found = {
  id: string
  subject: string
  unit: string
  on: Day
  index: number
  t: number
  body: string
}

/** Which subjects a feature counts as of the span's end, and the number of the act that says so. */
export type Condition = { holds: RawBuilder<unknown>; n: RawBuilder<unknown> }
