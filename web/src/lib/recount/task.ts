/** What the page and its worker say to each other. */

import type { Figures } from '@goc/domain/figures.ts'

export type Claimed = Figures & {
  unit: string
  from: string
  to: string
  checkpoint: { origin: string; size: number; root: string; time: string }
}
export type Task = { unit: string; from: string; to: string; claim: Claimed; vkey: string; origin: string }

export type Difference = { what: string; claimed: number; counted: number }
export type Verdict = { size: number; root: string; time: string; ms: number; differences: Difference[] }

export type Said =
  | { say: 'progress'; done: number; size: number }
  | ({ say: 'verdict' } & Verdict)
  | { say: 'failed'; why: string }
