/**
 * Figures as they are published: read from the cells, in one snapshot with the checkpoint that they belong to.
 * A usual period takes one row a unit, whatever the size of the record; a usual period cut short takes what
 * comes after the cut besides; any other span adds up its days (decisions/0004).
 */

import type { Day } from '@goc/domain/day.ts'
import { type Figures, figuresOf, type UnitCounts } from '@goc/domain/figures.ts'
import { periodFrom, type Span, spanOf } from '@goc/domain/period.ts'
import { addCounts, type Counts } from '@goc/domain/tally.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import { sql } from 'kysely'
import type { Database, Store } from './database.ts'
import { type NamedTree, readTree, type UnitLabel } from './units.ts'

export type CheckpointOf = { origin: string; size: number; root: string; time: string }

/** interfaces.md §5. */
export type Claim = { unit: string; from: Day; to: Day; checkpoint: CheckpointOf } & Figures

export type Question = { unit: string; from: Day; to: Day }

/** Reads in one snapshot: what it gives belongs to one head of the record. */
export const inSnapshot = <T>(store: Store, read: (db: Database) => Promise<T>): Promise<T> =>
  store.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

/** The figures of one unit; undefined when there is no such unit, or no record yet. */
export function readFigures(store: Store, { unit, from, to }: Question): Promise<Claim | undefined> {
  return inSnapshot(store, async (db) => {
    const tree = await readTree(db, store.db)
    const id = tree.coded(unit, to)?.id ?? tree.unit(unit)?.id
    const checkpoint = await readHead(db)
    if (id === undefined || !checkpoint) return undefined
    const sums = await readSums(db, { from, to }, [...tree.countedIn(id, to)])
    return { unit, from, to, checkpoint, ...figuresOf(sums, tree, id, to) }
  })
}

/** A unit's own figures apart from those below it, then each unit directly below with all that counts in it. */
export function readBreakdown(
  store: Store,
  { unit, from, to }: Question,
): Promise<{ unit: UnitLabel; figures: Figures }[] | undefined> {
  return inSnapshot(store, async (db) => {
    const tree = await readTree(db, store.db)
    const id = tree.coded(unit, to)?.id ?? tree.unit(unit)?.id
    if (id === undefined) return undefined
    const sums = await readSums(db, { from, to }, [...tree.countedIn(id, to)])
    const own: UnitCounts = new Map(sums.has(id) ? [[id, sums.get(id)!]] : [])
    const rows = tree
      .childrenOf(id, to)
      .map((child) => ({ unit: tree.label(child)!, figures: figuresOf(sums, tree, child, to) }))
    return own.size > 0 ? [{ unit: tree.label(id)!, figures: ownOnly(own, tree, id, to) }, ...rows] : rows
  })
}

/** The figures of a unit alone: as if nothing counted in it but itself. */
const ownOnly = (sums: UnitCounts, tree: NamedTree, id: string, day: Day): Figures =>
  figuresOf(sums, { ...tree, countedIn: () => new Set([id]) }, id, day)

/** The checkpoint whose entries the cells have folded. */
export async function readHead(db: Database): Promise<CheckpointOf | undefined> {
  const row = await db
    .selectFrom('head')
    .innerJoin('identity', (join) => join.onTrue())
    .select(['origin', 'size', 'root', 't'])
    .executeTakeFirst()
  if (!row) return undefined
  const { origin, size, root, t } = row
  return { origin, size, root: toBase64(root), time: new Date(t * 1000).toISOString() }
}

type SumRow = { unit: string; counts: Counts }

/** The sums of a span, unit by unit. */
export async function readSums(
  db: Database,
  span: Span,
  units: readonly string[],
): Promise<Map<string, Counts>> {
  const period = periodFrom(span)
  if (period === undefined) return sumsOf(await days(db, span, units))

  const rows = await db
    .selectFrom('periodCell')
    .select(['unit', 'counts'])
    .where('period', '=', period)
    .where('unit', 'in', units)
    .execute()
  const whole = spanOf(period)!
  if (whole.to === span.to) return sumsOf(rows)

  // The period as it stood on an earlier day: take away what came after that day.
  const later = await sql<SumRow>`
    select unit, counts from day_cell
     where on_day between ${whole.from}::date and ${whole.to}::date
       and at_day > ${span.to}::date and at_day <= ${whole.to}::date
       and unit = any(${units}::text[])`.execute(db)
  const taken = later.rows.map(({ unit, counts }) => ({
    unit,
    counts: Object.fromEntries(Object.entries(counts).map(([feature, n]) => [feature, -n])),
  }))
  return sumsOf([...rows, ...taken])
}

/** Adds up in the database, so that a long span sends a row a unit and not a row a day. */
async function days(db: Database, { from, to }: Span, units: readonly string[]): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select unit, jsonb_object_agg(feature, sum) as counts
      from (select unit, feature, sum(n::bigint) as sum
              from day_cell, jsonb_each_text(counts) as counted (feature, n)
             where on_day between ${from}::date and ${to}::date and at_day <= ${to}::date
               and unit = any(${units}::text[])
             group by unit, feature having sum(n::bigint) <> 0) as sums
     group by unit`.execute(db)
  return rows
}

function sumsOf(rows: readonly SumRow[]): Map<string, Counts> {
  const sums = new Map<string, Counts>()
  for (const { unit, counts } of rows) {
    const sum = sums.get(unit)
    if (sum) addCounts(sum, counts)
    else sums.set(unit, { ...counts })
  }
  return sums
}
