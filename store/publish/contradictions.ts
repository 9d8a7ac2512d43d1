/**
 * Acts that wait in a restored database while the published record already holds acts on the same subjects. The same
 * act is the same one; one that says another thing was never published, and makes way for the record.
 */

import { open } from 'node:fs/promises'
import type { Act } from '@goc/domain/act.ts'
import { sql } from 'kysely'
import { bodyOf } from '../append.ts'
import type { Database } from '../database.ts'

/** An act that was done here and never published. */
export type Aside = { subject: string; n: number; body: string }

type Known = Aside & { id: number; index: number | null }

/** The ids of published acts, in their order: of those that wait here already, and of new rows. */
export async function idsOf(
  db: Database,
  acts: readonly Act[],
  setAside: (acts: readonly Aside[]) => Promise<void>,
): Promise<number[]> {
  const bodies = acts.map(bodyOf)
  const published = new Map<string, string>()
  for (const [i, { subject, n }] of acts.entries()) {
    if (published.has(placeOf({ subject, n })))
      throw new Error(`the record holds act ${n} on ${subject} twice`)
    published.set(placeOf({ subject, n }), bodies[i]!)
  }
  const parted = await findParted(db, acts, published)
  if (parted.length > 0) {
    // First where a person finds it: should the transaction fail, it is there once more and nothing is lost.
    await setAside(parted.map(({ subject, n, body }) => ({ subject, n, body })))
    await remove(
      db,
      parted.map(({ id }) => id),
    )
  }
  return insert(db, acts, bodies)
}

const placeOf = ({ subject, n }: { subject: string; n: number }): string => `${subject} ${n}`

/** What waits here and contradicts, with all that waits on the same subjects after it. */
async function findParted(
  db: Database,
  acts: readonly Act[],
  published: ReadonlyMap<string, string>,
): Promise<Known[]> {
  const firsts = new Map<string, number>()
  for (const { subject, n } of acts) firsts.set(subject, Math.min(n, firsts.get(subject) ?? n))
  const { rows } = await sql<Known>`
    select act.id, act.subject, act.n, act.body, entry.index
      from unnest(${[...firsts.keys()]}::text[], ${[...firsts.values()]}::int[]) as told (subject, first)
      join act on act.subject = told.subject and act.n >= told.first
      left join entry on entry.act_id = act.id
     order by act.subject, act.n`.execute(db)
  const parted: Known[] = []
  for (const row of rows) {
    if (row.index !== null)
      throw new Error(
        `act ${row.n} on ${row.subject} is entry ${row.index} already: the record holds it twice`,
      )
    const body = published.get(placeOf(row))
    const follows = parted.at(-1)?.subject === row.subject
    if (follows || (body !== undefined && body !== row.body)) parted.push(row)
  }
  return parted
}

/** Takes acts out that were never published. The database refuses this to everyone else. */
async function remove(db: Database, ids: readonly number[]): Promise<void> {
  await sql`delete from pending where act_id = any(${ids}::bigint[])`.execute(db)
  await sql`alter table act disable trigger act_only_grows`.execute(db)
  await sql`delete from act where id = any(${ids}::bigint[])`.execute(db)
  await sql`alter table act enable trigger act_only_grows`.execute(db)
}

async function insert(db: Database, acts: readonly Act[], bodies: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with told as (
      select * from unnest(${acts.map((act) => act.subject)}::text[], ${acts.map((act) => act.n)}::int[],
                           ${bodies}::text[]) with ordinality as told (subject, n, body, place)),
    added as (
      insert into act (subject, n, body) select subject, n, body from told order by place
      on conflict (subject, n) do nothing
      returning id, subject, n)
    select coalesce(added.id, act.id) as id
      from told left join added using (subject, n) left join act using (subject, n)
     order by place`.execute(db)
  return rows.map((row) => row.id)
}

/** Writes what is set aside to the end of a file of JSON lines, durably; remembers it in `all`. */
export function asideIn(path: string, all: Aside[]) {
  return async (acts: readonly Aside[]): Promise<void> => {
    const file = await open(path, 'a', 0o600)
    try {
      await file.writeFile(acts.map((act) => `${JSON.stringify(act)}\n`).join(''))
      await file.sync()
    } finally {
      await file.close()
    }
    all.push(...acts)
  }
}
