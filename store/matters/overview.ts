/** What a leader sees of the units in reach: what is to be done, and what people raise week by week. */

import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { silentBy, weekAfter, weekOf } from './queue.ts'

/** Matters of one unit and field that ask for something, sort by sort as the queue filters them. */
export type WorkCell = {
  unit: string
  field: string
  open: number
  late: number
  'due-today': number
  'due-week': number
  disputed: number
  silent: number
}

export async function readWork(db: Database, units: readonly string[], today: Day): Promise<WorkCell[]> {
  const from = startOf(today)
  const due = (before: Day) =>
    sql`count(*) filter (where open and due >= ${from}::bigint and due < ${startOf(before)}::bigint)::int`
  // Each sort by its own index: those that are open, those in dispute, those that wait for a word.
  const { rows } = await sql<WorkCell>`
    select unit, field, count(*) filter (where open)::int as open,
           count(*) filter (where open and due < ${from}::bigint)::int as late,
           ${due(addDays(today, 1))} as "due-today", ${due(weekAfter(today))} as "due-week",
           count(*) filter (where verdict = 'disputed')::int as disputed,
           count(*) filter (where stage = 'answered' and verdict is null and keyed
                              and answered_on <= ${silentBy(today)}::date)::int as silent
      from petition
     where unit = any(${units}::text[])
       and (open or verdict = 'disputed' or (stage = 'answered' and verdict is null))
     group by unit, field`.execute(db)
  return rows
}

export type RaisedCell = { unit: string; field: string; week: Day; n: number }

/** Mondays of the last `count` weeks, this week's last. */
export const weeksUntil = (today: Day, count: number): Day[] =>
  Array.from({ length: count }, (_, i) => addDays(weekOf(today), -7 * (count - 1 - i)))

/** Matters received, by unit, field and week, in the weeks that begin on these Mondays. */
export async function readRaised(
  db: Database,
  units: readonly string[],
  weeks: readonly Day[],
): Promise<RaisedCell[]> {
  const { rows } = await sql<RaisedCell>`
    select unit, field, ${weeks[0]}::date + (received - ${weeks[0]}::date) / 7 * 7 as week, count(*)::int as n
      from petition
     where unit = any(${units}::text[]) and received >= ${weeks[0]}::date and received < ${addDays(weeks.at(-1)!, 7)}::date
     group by 1, 2, 3`.execute(db)
  return rows
}
