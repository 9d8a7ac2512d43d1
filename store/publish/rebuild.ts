/**
 * Makes rows for pages and figure cells anew from the record's entries, and compares them with those kept: a view
 * that cannot be made again from acts is no view. Tiles are compared with the entries besides.
 */

import type { Act } from '@goc/domain/act.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { hashAt } from '@goc/record/hash.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { emptyEdge, grow, TILE_WIDTH } from '@goc/record/tile.ts'
import { sql } from 'kysely'
import type { Change, Feature } from '../append.ts'
import { addCells, cellsOf } from '../cells.ts'
import type { Database, Store } from '../database.ts'
import { meetings } from '../meetings.ts'
import { opinions } from '../opinions.ts'
import { units } from '../units.ts'

type AnyFeature = Feature<unknown, unknown, { kind: string }, string>
// A row may refer to one of a feature before it.
const features = [units, meetings, opinions].map((feature) => feature as unknown as AnyFeature)

/** Every table that is made from acts, with what of it must be the same; those that refer come after. */
const tables: Record<string, string> = {
  unit: 'id, state, name',
  meeting: '*',
  postponement: '*',
  opinion: '*',
  answer: '*',
  verdict: '*',
  day_cell: '*',
  period_cell: '*',
}

/** What is not as it would be made anew; nothing when all is. `replace` puts the new rows in the place of the old. */
export function rebuild(
  store: Store,
  {
    replace = false,
    onProgress,
  }: { replace?: boolean; onProgress?: (done: number, total: number) => void } = {},
): Promise<string[]> {
  return store.db
    .transaction()
    .execute(async (db) => {
      // Nobody writes meanwhile; readers go on reading what was there.
      await sql`lock table act, entry in share mode`.execute(db)
      const { rows: pending } = await sql<{ n: number }>`select count(*)::int as n from pending`.execute(db)
      if (pending[0]!.n > 0)
        throw new Error('acts are waiting for the sequencer: start the server, or try again in a moment')

      const names = Object.keys(tables)
      for (const name of names) {
        await sql.raw(`create temp table old_${name} on commit drop as table ${name}`).execute(db)
      }
      for (const name of names.toReversed()) await sql.raw(`delete from ${name}`).execute(db)
      const differences = await tellAgain(db, onProgress)
      for (const name of names) differences.push(...(await compare(db, name, tables[name]!)))
      if (!replace) throw new Undone(differences)
      return differences
    })
    .catch((error) => {
      if (error instanceof Undone) return error.differences
      throw error
    })
}

/** Ends the transaction without keeping anything of it. */
class Undone extends Error {
  differences: string[]
  constructor(differences: string[]) {
    super('undone')
    this.differences = differences
  }
}

const AT_ONCE = TILE_WIDTH * 16

async function tellAgain(
  db: Database,
  onProgress?: (done: number, total: number) => void,
): Promise<string[]> {
  const differences: string[] = []
  const { size } = (await db.selectFrom('head').select('size').executeTakeFirst()) ?? { size: 0 }
  const states = new Map<string, unknown>()
  let edge = emptyEdge()
  for (let at = 0; at < size; at += AT_ONCE) {
    const rows = await db
      .selectFrom('entry')
      .select(['index', 'leaf'])
      .where('index', '>=', at)
      .where('index', '<', Math.min(size, at + AT_ONCE))
      .orderBy('index')
      .execute()
    const hashes = fastHasher.leaves(encodeBundle(rows.map((row) => row.leaf)), rows.length)
    const grown = grow(fastHasher, edge, hashes)
    edge = grown.edge
    for (const tile of grown.tiles) {
      const kept = await db
        .selectFrom('tile')
        .select('data')
        .where('level', '=', tile.level)
        .where('n', '=', tile.n)
        .executeTakeFirst()
      const same =
        kept && Buffer.compare(kept.data.subarray(0, tile.data.length), Buffer.from(tile.data)) === 0
      if (!same) differences.push(`tile ${tile.level}/${tile.n} is not made of the entries`)
    }
    const acts = rows.map((row) => JSON.parse(row.leaf.toString('utf8')) as Act)
    await addCells(db, cellsOf(acts))
    await show(db, states, acts, (i) => ({
      index: rows[i]!.index,
      hash: () => toBase64url(hashAt(hashes, i)),
    }))
    onProgress?.(at + rows.length, size)
  }
  return differences
}

async function show(
  db: Database,
  states: Map<string, unknown>,
  acts: readonly Act[],
  entryOf: (i: number) => { index: number; hash(): string },
): Promise<void> {
  for (const feature of features) {
    const changes = new Map<string, Change<unknown, { kind: string }>>()
    for (const [i, act] of acts.entries()) {
      if (!act.subject.startsWith(`${feature.name}/`)) continue
      const state = feature.rules.evolve(states.get(act.subject), act, entryOf(i))
      states.set(act.subject, state)
      const change = changes.get(act.subject)
      if (change) {
        change.state = state
        change.acts.push(act)
      } else changes.set(act.subject, { id: act.subject.slice(feature.name.length + 1), state, acts: [act] })
    }
    if (changes.size > 0) await feature.show(db, [...changes.values()])
  }
}

/** Rows that are in one and not in the other. */
async function compare(db: Database, name: string, columns: string): Promise<string[]> {
  const { rows } = await sql
    .raw<{ side: string; row: object }>(
      `(select 'kept' as side, row_to_json(k) as row from (select ${columns} from old_${name} except select ${columns} from ${name}) k limit 3)
       union all
       (select 'made anew', row_to_json(m) from (select ${columns} from ${name} except select ${columns} from old_${name}) m limit 3)`,
    )
    .execute(db)
  return rows.map(({ side, row }) => `${name}: only ${side}: ${JSON.stringify(row)}`)
}
