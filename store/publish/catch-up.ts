/**
 * Rolls a restored, older database forward from the record's own published entries (record.md §2.3). The entries
 * come with their exact bytes and times; acts, rows for pages, tiles and cells follow from them. Private words are
 * not in the record: those said since the backup are lost, and are counted.
 */

import type { Act } from '@goc/domain/act.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { equalBytes, toBase64 } from '@goc/record/bytes.ts'
import { canonicalize } from '@goc/record/canonical.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { grow, type TreeEdge } from '@goc/record/tile.ts'
import { sql } from 'kysely'
import type { Feature } from '../append.ts'
import { addCells, cellsOf } from '../cells.ts'
import type { Database, Store } from '../database.ts'
import { meetings } from '../meetings.ts'
import { opinions } from '../opinions.ts'
import { recall } from '../perform.ts'
import type { Ratchet } from '../ratchet.ts'
import { lockHead, readEdge, storeEntries, storeTiles } from '../sequencer.ts'
import { units } from '../units.ts'

type AnyFeature = Feature<unknown, unknown, { kind: string }, string>
const features = new Map(
  [units, meetings, opinions].map((feature) => [feature.name, feature as unknown as AnyFeature]),
)

/** The head of the database, and the edge of its tree. */
export const readPlace = (store: Store): Promise<{ size: number; root: Uint8Array }> =>
  store.db.transaction().execute(async (db) => {
    const { size, root } = await lockHead(db)
    return { size, root }
  })

/**
 * Enters published leaves that follow the head, in one transaction. The caller has verified that they belong to
 * the record and that the head is its beginning. An act that still waited here is the same one, or it contradicts.
 */
export async function enterPublished(
  store: Store,
  first: number,
  leaves: readonly Uint8Array[],
): Promise<void> {
  await store.db.transaction().execute(async (db) => {
    const head = await lockHead(db)
    if (head.size !== first)
      throw new Error(`the head is at ${head.size} and not at ${first}: another process moves it`)
    const edge: TreeEdge = await readEdge(db, head)
    const bytes = leaves.map((leaf) => Buffer.from(leaf))
    const acts = bytes.map((leaf) => JSON.parse(leaf.toString('utf8')) as Act)

    const ids = await actIds(db, acts)
    // Each time has its own statement; one batch of the sequencer has one time.
    for (let at = 0; at < acts.length; ) {
      let end = at + 1
      while (end < acts.length && acts[end]!.t === acts[at]!.t) end++
      await storeEntries(db, first + at, acts[at]!.t, ids.slice(at, end), bytes.slice(at, end))
      at = end
    }
    const grown = grow(fastHasher, edge, fastHasher.leaves(encodeBundle(bytes), bytes.length))
    await storeTiles(db, grown.tiles)
    await addCells(db, cellsOf(acts))
    await showAgain(db, acts)
    await db
      .updateTable('head')
      .set({ size: grown.edge.size, root: Buffer.from(grown.root), t: acts.at(-1)!.t })
      .execute()
  })
}

/** The ids of these acts: those that wait here already, and new ones. */
async function actIds(db: Database, acts: readonly Act[]): Promise<number[]> {
  const bodies = acts.map(({ t: _, ...act }) => canonicalize(act))
  const known = await sql<{ subject: string; n: number; body: string }>`
    select act.subject, act.n, act.body
      from unnest(${acts.map((act) => act.subject)}::text[], ${acts.map((act) => act.n)}::int[]) as told (subject, n)
      join act using (subject, n)`.execute(db)
  const bodyOf = new Map(acts.map((act, i) => [`${act.subject} ${act.n}`, bodies[i]!]))
  for (const { subject, n, body } of known.rows) {
    if (bodyOf.get(`${subject} ${n}`) !== body) {
      throw new Error(
        `act ${n} on ${subject} waits here and says another thing than the published record. ` +
          'It was never published: note it down, take it out of the table “pending” and rename its subject by hand, and run this again',
      )
    }
  }
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

/** Lays out anew every subject that these acts are about. */
async function showAgain(db: Database, acts: readonly Act[]): Promise<void> {
  const bySubject = new Map<string, Act[]>()
  for (const act of acts) {
    const some = bySubject.get(act.subject)
    if (some) some.push(act)
    else bySubject.set(act.subject, [act])
  }
  for (const [subject, fresh] of bySubject) {
    const [name, ...id] = subject.split('/')
    const feature = features.get(name!)
    if (!feature) throw new Error(`${subject}: this version knows no such feature; update it first`)
    let state: unknown
    for (const { act, entry } of await recall<{ kind: string }>(db, subject, 0)) {
      state = feature.rules.evolve(state, act, entry)
    }
    await feature.show(db, [{ id: id.join('/'), state, acts: fresh }])
  }
}

/** Ends a catch-up: keeps the published checkpoint, and lets the ratchet agree. */
export async function keepPublished(
  { db }: Store,
  ratchet: Ratchet,
  { size, root, note }: { size: number; root: Uint8Array; note: string },
): Promise<void> {
  const head = await db.selectFrom('head').selectAll().executeTakeFirstOrThrow()
  if (head.size !== size || !equalBytes(head.root, root)) {
    throw new Error(
      `after catching up the database has the root ${toBase64(head.root)} and not the one published`,
    )
  }
  await db
    .insertInto('checkpoint')
    .values({ size, root: Buffer.from(root), t: head.t, note, publishedAt: new Date() })
    .onConflict((conflict) => conflict.column('size').doNothing())
    .execute()
  if ((ratchet.last?.size ?? 0) <= size) await ratchet.advance(size, root, note)
}

/** How many words that acts commit to are not here. */
export async function missingLetters({ db }: Store, from: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n
      from entry join act on act.id = entry.act_id,
           lateral (select value from jsonb_each_text(act.body::jsonb)
                     where key in ('text', 'topic', 'chair', 'name', 'answer', 'document', 'minutes', 'reason')) said
      left join letter on letter.commitment = said.value
     where entry.index >= ${from} and letter.commitment is null`.execute(db)
  return rows[0]?.n ?? 0
}
