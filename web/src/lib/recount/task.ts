/** What the page and its worker say to each other. */

import type { Figures } from '@goc/domain/figures.ts'
import type { FaultKind } from '@goc/verify/recount.ts'

export type Claimed = Figures & {
  unit: string
  from: string
  to: string
  checkpoint: { origin: string; size: number; root: string; time: string }
}
export type Task = { unit: string; from: string; to: string; claim: Claimed; vkey: string; origin: string }

/** A figure by its path (`opinions.resolved`), or the record's own root. */
export type Difference =
  | { what: string; claimed: number; counted: number }
  | { what: 'root'; claimed: string; counted: string }
export type Verdict = { size: number; root: string; time: string; ms: number; differences: Difference[] }

export type Progress = { say: 'progress'; done: number; size: number }
export type Outcome =
  | ({ say: 'verdict' } & Verdict)
  /** The record itself does not hold; `index` is the line where that shows. */
  | { say: 'broken'; kind: FaultKind; index?: number }
  | { say: 'failed'; why: string }
export type Said = Progress | Outcome
