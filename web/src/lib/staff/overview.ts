/** Rows of a leader's page: cells of units and fields added up, and what is too small to show by itself put together. */

import type { RaisedCell, WorkCell } from '@goc/store/matters/overview.ts'
import { SMALLEST_CELL } from '../parts.ts'

/** The sorts of work, in the order of their columns. */
export const columns = ['open', 'late', 'due-today', 'due-week', 'disputed', 'silent'] as const
export type Column = (typeof columns)[number]
export type WorkRow = { key: string; counts: Record<Column, number> }

/** Sums by `keyOf`, in no order of merit: whoever lays them out sorts them by name. */
export function workBy(cells: readonly WorkCell[], keyOf: (cell: WorkCell) => string): WorkRow[] {
  const rows = new Map<string, WorkRow>()
  for (const cell of cells) {
    const key = keyOf(cell)
    const row = rows.get(key) ?? { key, counts: zeros() }
    for (const column of columns) row.counts[column] += cell[column]
    rows.set(key, row)
  }
  return [...rows.values()].filter(({ counts }) => columns.some((column) => counts[column] > 0))
}

const zeros = () => Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>

export type RaisedRow = { key: string; weeks: number[]; total: number }
export type Raised = { rows: RaisedRow[]; rest?: { of: number; weeks: number[]; total: number } }

/** Weeks by `keyOf`; entries so small that they might show who spoke stand together. */
export function raisedBy(
  cells: readonly RaisedCell[],
  weeks: readonly string[],
  keyOf: (cell: RaisedCell) => string,
): Raised {
  const at = new Map(weeks.map((week, i) => [week, i]))
  const rows = new Map<string, RaisedRow>()
  for (const cell of cells) {
    const key = keyOf(cell)
    const row = rows.get(key) ?? { key, weeks: weeks.map(() => 0), total: 0 }
    row.weeks[at.get(cell.week)!]! += cell.n
    row.total += cell.n
    rows.set(key, row)
  }
  const all = [...rows.values()]
  const small = all.filter(({ total }) => total < SMALLEST_CELL)
  const rest = {
    of: small.length,
    weeks: weeks.map((_, i) => small.reduce((sum, row) => sum + row.weeks[i]!, 0)),
    total: small.reduce((sum, { total }) => sum + total, 0),
  }
  return { rows: all.filter(({ total }) => total >= SMALLEST_CELL), ...(small.length > 0 && { rest }) }
}

/** Whether a number is so small that it is shown as “fewer than five”. */
export const isFew = (n: number): boolean => n > 0 && n < SMALLEST_CELL
