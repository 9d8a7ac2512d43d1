/**
 * Books on their way in: rows lie in temporary tables of the transaction that enters them, so that a file of any
 * size is checked by SQL and nothing of it outlives a fault or an interruption.
 */

import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Book, Rows } from './rows.ts'

const columns: Record<Exclude<Book, 'units'>, string> = {
  dialogues: `line int primary key, bad boolean not null, id text, unit text, regularity text, mode text,
    status text, starts bigint, notice_on date, chair text, topic text, attendees int, minutes_on date`,
  opinions: `line int primary key, bad boolean not null, id text, dialogue text, unit text, seq int,
    received bigint, channel text, field text, type text, text text, assigned text, due date, note text`,
  resolutions: `line int primary key, bad boolean not null, id text, opinion text, seq int, resolved bigint,
    method text, document text, published boolean, rating int, reopened bigint`,
}

/** Books whose rows are staged; units are few and are planned in memory. */
export type Staged = keyof typeof columns
export const staged = Object.keys(columns) as Staged[]

/** The day in Vietnam of a moment, as SQL. */
export const dayIn = (moment: string) =>
  sql.raw(`((timestamp '1970-01-01' + make_interval(secs => ${moment} + 25200))::date)`)

export async function makeStage(db: Database): Promise<void> {
  for (const name of staged)
    await sql.raw(`create temporary table book_${name} (${columns[name]}) on commit drop`).execute(db)
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export async function stage<Name extends Staged>(
  db: Database,
  name: Name,
  rows: readonly Rows[Name][],
): Promise<void> {
  if (rows.length === 0) return
  const json = JSON.stringify(rows, (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, of]) => [snake(key), of]))
      : value,
  )
  await sql`insert into ${sql.table(`book_${name}`)}
    select * from json_populate_recordset(null::${sql.table(`book_${name}`)}, ${json}::json)`.execute(db)
}

/** What the checks look things up by. `ids` are units that these same books bring. */
export async function indexStage(db: Database, ids: readonly string[]): Promise<void> {
  await sql`create index on book_dialogues (id)`.execute(db)
  await sql`create index on book_opinions (id)`.execute(db)
  await sql`create index on book_opinions (dialogue, seq)`.execute(db)
  await sql`create index on book_resolutions (opinion, seq)`.execute(db)
  await sql`create temporary table book_known_unit on commit drop as
    select id, state->>'code' as code, (state->>'from')::date as from_day, (state->>'until')::date as until_day from unit
    union all
    select id, id, null, null from (select distinct unnest(${ids}::text[]) as id) as brought
     where not exists (select from unit where unit.id = brought.id)`.execute(db)
  await sql`create index on book_known_unit (id)`.execute(db)
  await sql`create index on book_known_unit (code)`.execute(db)
  await sql`create index on book_known_unit (ltrim(id, '0')) where id ~ '^0'`.execute(db)
  for (const name of ['known_unit', ...staged]) await sql.raw(`analyze book_${name}`).execute(db)
}
