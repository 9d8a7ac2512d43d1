/** Figure cells: tallies of acts, added up by day and by usual period (decisions/0004). */

import type { Act } from '@goc/domain/act.ts'
import { count } from '@goc/domain/features.ts'
import { periodsOf, spanOf } from '@goc/domain/period.ts'
import { addCounts, type Counts } from '@goc/domain/tally.ts'
import { sql } from 'kysely'
import type { Database } from './database.ts'

type DayCell = { unit: string; onDay: string; atDay: string; counts: Counts }
type PeriodCell = { unit: string; period: string; counts: Counts }
export type Cells = { days: Map<string, DayCell>; periods: Map<string, PeriodCell> }

/** What a batch of acts adds to the cells. */
export function cellsOf(acts: Iterable<Act>): Cells {
  const days = new Map<string, DayCell>()
  const periods = new Map<string, PeriodCell>()
  for (const act of acts) {
    for (const { unit, on, at, counts } of count(act)) {
      const day = days.get(`${on} ${at} ${unit}`)
      if (day) addCounts(day.counts, counts)
      else days.set(`${on} ${at} ${unit}`, { unit, onDay: on, atDay: at, counts: { ...counts } })

      for (const period of periodsOf(on)) {
        // What comes after the period's last second is no part of how it stood then.
        if (at > spanOf(period)!.to) continue
        const cell = periods.get(`${period} ${unit}`)
        if (cell) addCounts(cell.counts, counts)
        else periods.set(`${period} ${unit}`, { unit, period, counts: { ...counts } })
      }
    }
  }
  return { days, periods }
}

// One statement takes so many rows, so that a large import does not build one huge message.
const ROWS = 2_000

/** Adds cells to those kept. The sequencer alone calls it, under the lock of the head row. */
export async function addCells(db: Database, { days, periods }: Cells): Promise<void> {
  // In the order of their keys: two writers, should there ever be two, wait for each other and do not deadlock.
  const dayRows = [...days.values()].sort((a, b) =>
    a.onDay + a.unit + a.atDay < b.onDay + b.unit + b.atDay ? -1 : 1,
  )
  for (let at = 0; at < dayRows.length; at += ROWS) {
    const rows = dayRows.slice(at, at + ROWS)
    await sql`
      insert into day_cell (unit, on_day, at_day, counts)
      select * from unnest(${rows.map((row) => row.unit)}::text[], ${rows.map((row) => row.onDay)}::date[],
                           ${rows.map((row) => row.atDay)}::date[],
                           ${rows.map((row) => JSON.stringify(row.counts))}::jsonb[])
      on conflict (on_day, unit, at_day)
      do update set counts = add_counts(day_cell.counts, excluded.counts)`.execute(db)
  }
  const periodRows = [...periods.values()].sort((a, b) => (a.period + a.unit < b.period + b.unit ? -1 : 1))
  for (let at = 0; at < periodRows.length; at += ROWS) {
    const rows = periodRows.slice(at, at + ROWS)
    await sql`
      insert into period_cell (period, unit, counts)
      select * from unnest(${rows.map((row) => row.period)}::text[], ${rows.map((row) => row.unit)}::text[],
                           ${rows.map((row) => JSON.stringify(row.counts))}::jsonb[])
      on conflict (period, unit)
      do update set counts = add_counts(period_cell.counts, excluded.counts)`.execute(db)
  }
}
