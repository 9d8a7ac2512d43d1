/** Rows of a province's books once their cells were read: null where a cell is empty or at fault. */

import type { Day, Moment } from '@goc/domain/day.ts'
import type { Mode, Regularity } from '@goc/domain/meetings/acts.ts'
import type { UnitKind } from '@goc/domain/units/acts.ts'

/** A row, by the line it begins in. `bad`: it has a fault, and nothing is made of it. */
type Row = { line: number; bad: boolean }

export type UnitRow = Row & {
  id: string | null
  name: string | null
  level: UnitKind | null
  parent: string | null
}

export type DialogueRow = Row & {
  id: string | null
  unit: string | null
  regularity: Regularity | null
  mode: Mode | null
  status: 'held' | 'cancelled' | 'postponed' | null
  starts: Moment | null
  noticeOn: Day | null
  chair: string | null
  topic: string | null
  attendees: number | null
  minutesOn: Day | null
}

export type OpinionRow = Row & {
  id: string | null
  dialogue: string | null
  unit: string | null
  seq: number | null
  received: Moment | null
  channel: string | null
  field: string | null
  type: string | null
  text: string | null
  assigned: string | null
  due: Day | null
  /** What the books said of it on the day of export: kept privately, and never taken for true. */
  note: string | null
}

export type ResolutionRow = Row & {
  id: string | null
  opinion: string | null
  seq: number | null
  resolved: Moment | null
  method: string | null
  document: string | null
  published: boolean | null
  rating: number | null
  reopened: Moment | null
}

export const books = ['units', 'dialogues', 'opinions', 'resolutions'] as const
export type Book = (typeof books)[number]
export type Rows = {
  units: UnitRow
  dialogues: DialogueRow
  opinions: OpinionRow
  resolutions: ResolutionRow
}

export const fileOf = (book: Book): string => `${book}.csv`
