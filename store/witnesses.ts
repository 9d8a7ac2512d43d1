/** The witnesses of this record, and what they have cosigned. */

import { parseSignatures, withSignatures } from '@goc/record/note.ts'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** A configured witness; `size` and Unix `time` are of its last cosignature. */
export type Witness = { name: string; vkey: string; url: string; size?: number; time?: number }

export async function readWitnesses(db: Database): Promise<Witness[]> {
  const { rows } = await sql<{
    name: string
    vkey: string
    url: string
    size: number | null
    time: number | null
  }>`
    select name, vkey, url, last.size, last.time
      from witness
      left join lateral (select size, time from cosignature where cosignature.vkey = witness.vkey
                          order by size desc limit 1) last on true
     order by name`.execute(db)
  return rows.map(({ size, time, ...witness }) => ({
    ...witness,
    ...(size !== null && time !== null && { size, time }),
  }))
}

/** The published note of a size with the cosignatures that were verified; undefined when it is not published. */
export async function cosignedNote(db: Database, size: number): Promise<string | undefined> {
  const checkpoint = await db
    .selectFrom('checkpoint')
    .select('note')
    .where('size', '=', size)
    .where('publishedAt', 'is not', null)
    .executeTakeFirst()
  if (!checkpoint) return undefined
  const lines = await db
    .selectFrom('cosignature')
    .select('line')
    .where('size', '=', size)
    .orderBy('vkey')
    .execute()
  return lines.length === 0
    ? checkpoint.note
    : withSignatures(
        checkpoint.note,
        lines.flatMap(({ line }) => parseSignatures(line)),
      )
}

/** The configured witnesses, and no others: one that is no longer named goes, with what it cosigned. */
export async function keepWitnesses(
  db: Database,
  witnesses: readonly Pick<Witness, 'name' | 'vkey' | 'url'>[],
): Promise<void> {
  const vkeys = witnesses.map(({ vkey }) => vkey)
  await sql`delete from witness where vkey <> all(${vkeys}::text[])`.execute(db)
  for (const { name, vkey, url } of witnesses) {
    await db
      .insertInto('witness')
      .values({ name, vkey, url })
      .onConflict((conflict) => conflict.column('vkey').doUpdateSet({ name, url }))
      .execute()
  }
}

/** The newest published checkpoint that at least `quorum` witnesses have cosigned, with their lines. */
export async function latestCosigned(
  db: Database,
  quorum: number,
): Promise<{ size: number; note: string } | undefined> {
  const { rows } = await sql<{ size: number }>`
    select size from cosignature group by size having count(*) >= ${quorum} order by size desc limit 1`.execute(
    db,
  )
  const size = rows[0]?.size
  const note = size === undefined ? undefined : await cosignedNote(db, size)
  return size === undefined || note === undefined ? undefined : { size, note }
}

/** Keeps a verified cosignature; a later one of the same size takes its place, and sizes never go back. */
export async function keepCosignature(
  db: Database,
  { size, vkey, time, line }: { size: number; vkey: string; time: number; line: string },
): Promise<void> {
  await db
    .insertInto('cosignature')
    .values({ size, vkey, time, line })
    .onConflict((conflict) =>
      conflict.columns(['size', 'vkey']).doUpdateSet({ time, line }).where('cosignature.time', '<=', time),
    )
    .execute()
  await db.updateTable('witness').set({ size }).where('vkey', '=', vkey).where('size', '<', size).execute()
}

/** The newest checkpoint that anyone may see. */
export const latestPublished = (db: Database) =>
  db
    .selectFrom('checkpoint')
    .select(['size', 'note'])
    .where('publishedAt', 'is not', null)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
