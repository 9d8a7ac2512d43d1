/**
 * Finding matters like the one that somebody is about to send. Words are private and must be erasable: kept are keyed hashes
 * of tokens, made with the unit, so that neither the words nor how often one is used in two places can be read from them.
 * Nothing of a draft is kept. Petitions and feedback only: nobody is to look for denunciations that are alike.
 * A hash matches or does not; slips and other spellings are dealt with before, when tokens are made (domain/similar).
 */

import { createHmac, hkdfSync } from 'node:crypto'
import { likeness, OFFERED, type Other, type Why } from '@goc/domain/similar/score.ts'
import { keysOf, lookupOf, type Matter, type Traits, tokensOf, traitsOf } from '@goc/domain/similar/traits.ts'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import type { MasterKeys } from './keys.ts'

export type IndexedMatter = Matter & { id: string }

/** Rises when texts are read in another way, so that rows made before are made anew (`staleMatters`). */
export const FORM = 1

type Hash = (unit: string, token: string) => bigint

const hashes = new WeakMap<Buffer, Hash>()

/** Hashes under one master key; one derived for this, so that nothing else is ever signed or opened with it. */
function hashWith(master: Buffer): Hash {
  const known = hashes.get(master)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', master, '', 'goc similar matters v1', 32))
  const hash: Hash = (unit, token) =>
    createHmac('sha256', key).update(`${unit}\0${token}`).digest().readBigInt64BE(0)
  hashes.set(master, hash)
  return hash
}

const keyNamed = (keys: MasterKeys, id: string): Hash => {
  const master = keys.byId.get(id)
  if (!master) throw new Error(`the master key “${id}” is missing`)
  return hashWith(master)
}

/** Lets a matter be found, from now on as it is said here. Its subject's id is its own. */
export async function indexMatter(db: Database, keys: MasterKeys, matter: IndexedMatter): Promise<void> {
  const row = similarRow(keys, matter)
  const { id, ...changed } = row
  await db
    .insertInto('similarMatter')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...changed, open: true }))
    .execute()
}

/** The row of a matter: for `indexMatter`, and for who brings many at once. */
export function similarRow(keys: MasterKeys, matter: IndexedMatter) {
  const traits = traitsOf(matter)
  const hash = keyNamed(keys, keys.current)
  const all = (tokens: readonly string[]) => tokens.map((token) => String(hash(matter.unit, token)))
  return {
    id: matter.id,
    unit: matter.unit,
    field: matter.field,
    day: matter.day,
    x: traits.cell?.x ?? null,
    y: traits.cell?.y ?? null,
    tokens: all(tokensOf(traits)),
    sizes: [traits.subjects, traits.words, traits.pairs, traits.places].map(({ length }) => length),
    keys: all(keysOf(traits)),
    keyId: keys.current,
    form: FORM,
  }
}

/** No longer offered: it is settled, declined or withdrawn. */
export const closeMatter = (db: Database, id: string): Promise<void> => setOpen(db, id, false)

/** Offered again, as it was: its words need not be opened for that. */
export const reopenMatter = (db: Database, id: string): Promise<void> => setOpen(db, id, true)

async function setOpen(db: Database, id: string, open: boolean): Promise<void> {
  await db.updateTable('similarMatter').set({ open }).where('id', '=', id).execute()
}

/** Leaves nothing of its words: part of erasing a matter. */
export async function forgetMatter(db: Database, id: string): Promise<void> {
  await db.deleteFrom('similarMatter').where('id', '=', id).execute()
}

/** Matters whose hashes were made under another master key or in another form: to be indexed anew from their letters. */
export async function staleMatters(db: Database, keys: MasterKeys, limit = 500): Promise<string[]> {
  const rows = await db
    .selectFrom('similarMatter')
    .select('id')
    .where((eb) => eb.or([eb('form', '!=', FORM), eb('keyId', '!=', keys.current)]))
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** A matter on its way: also looked for in `neighbours`, units whose border it may lie at. */
export type Draft = Matter & { neighbours?: readonly string[] }

export type Similar = { id: string; score: number; why: Why[] }

/** More keys would only make the search slower: neighbours beyond these are not asked. */
const MOST_UNITS = 9
/** How many rows a search looks at, about, of those with a narrow key and of the others; and how many it scores. */
const ROWS = 800
const SCORED = 80

/**
 * Up to `limit` open matters that are likely the same one, the likeliest first, each with what speaks for it. Only a
 * suggestion: the person says whether it is the same.
 */
export async function findSimilar(
  { db }: { db: Database },
  keys: MasterKeys,
  draft: Draft,
  limit = 3,
): Promise<Similar[]> {
  const traits = traitsOf(draft)
  const units = [...new Set([draft.unit, ...(draft.neighbours ?? [])])].slice(0, MOST_UNITS)
  const rows = await candidates(db, keys, units, traits)
  const found: Similar[] = []
  // Candidates of one unit are asked for the same tokens: each is hashed once.
  const made = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const hash = keyNamed(keys, row.keyId)
    const { score, why } = likeness(traits, otherOf(row, rememberedIn(made, row, hash)))
    if (score >= OFFERED) found.push({ id: row.id, score, why })
  }
  return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit)
}

function rememberedIn(made: Map<string, Map<string, string>>, { keyId, unit }: Candidate, hash: Hash) {
  const of = `${keyId} ${unit}`
  const known = made.get(of) ?? new Map<string, string>()
  made.set(of, known)
  return (token: string): string => {
    const before = known.get(token)
    if (before !== undefined) return before
    const now = String(hash(unit, token))
    known.set(token, now)
    return now
  }
}

type Candidate = {
  id: string
  unit: string
  field: string
  day: string
  x: number | null
  y: number | null
  tokens: string[]
  sizes: number[]
  keyId: string
}

/**
 * The rows with most in common, by weights of keys. Each key gives a bounded number of rows, for none is to be walked; all
 * keys at once would be one condition, but the index answers that in time that grows with rows times keys.
 */
async function candidates(
  db: Database,
  keys: MasterKeys,
  units: readonly string[],
  traits: Traits,
): Promise<Candidate[]> {
  const lookup = lookupOf(traits)
  const hashed = [...keys.byId.values()].flatMap((master) =>
    units.flatMap((unit, i) =>
      lookup
        // Across a border only what is at one place is the same.
        .filter(({ narrow }) => narrow || i === 0)
        .map(({ key, weight, narrow }) => ({ key: String(hashWith(master)(unit, key)), weight, narrow })),
    ),
  )
  const narrow = hashed.filter((one) => one.narrow)
  const broad = hashed.filter((one) => !one.narrow)
  const each = ({ length }: { length: number }) => Math.ceil(ROWS / Math.max(1, length))
  return db.transaction().execute(async (tx) => {
    // The planner thinks that comparing arrays is as cheap as comparing numbers, and would walk the table instead.
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await sql<Candidate>`
      with hit as materialized (
        select found.id, found.keys from unnest(${narrow.map(({ key }) => key)}::bigint[]) as narrow (key), lateral (
          select id, keys from similar_matter where open and keys @> array[narrow.key] limit ${each(narrow)}) found
        union all
        select found.id, found.keys from unnest(${broad.map(({ key }) => key)}::bigint[]) as broad (key), lateral (
          select id, keys from similar_matter where open and keys @> array[broad.key] limit ${each(broad)}) found
      ), weight (key, weight) as materialized (
        select * from unnest(${hashed.map(({ key }) => key)}::bigint[], ${hashed.map(({ weight }) => weight)}::real[])
      ), best as (
        select id from (select distinct on (id) id, keys from hit) hit, unnest(hit.keys) as key join weight using (key)
         group by id order by sum(weight) desc, id desc limit ${SCORED}
      )
      select id, unit, field, day, x, y, tokens, sizes, key_id
        from best join similar_matter using (id)`.execute(tx)
    return rows
  })
}

function otherOf(row: Candidate, hash: (token: string) => string): Other {
  const tokens = new Set(row.tokens)
  const [subjects = 0, words = 0, pairs = 0, places = 0] = row.sizes
  return {
    unit: row.unit,
    field: row.field,
    day: row.day,
    ...(row.x !== null && row.y !== null && { cell: { x: row.x, y: row.y } }),
    has: (token) => tokens.has(hash(token)),
    subjects,
    words,
    pairs,
    places,
  }
}
