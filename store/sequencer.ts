/**
 * The sequencer: turns what is pending into entries, tiles, figure cells and a signed checkpoint, in one
 * transaction; publishes after it (record.md §2.3). The lock of the head row is the only fence: any number of
 * sequencers may be started, and one at a time gets through.
 */

import type { Act } from '@goc/domain/act.ts'
import { dayOf } from '@goc/domain/day.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { equalBytes, toBase64, utf8 } from '@goc/record/bytes.ts'
import { canonicalize } from '@goc/record/canonical.ts'
import { formatCheckpoint } from '@goc/record/checkpoint.ts'
import { EMPTY_ROOT } from '@goc/record/hash.ts'
import { signNote } from '@goc/record/note.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { edgeFrom, edgeRoot, emptyEdge, grow, type TreeEdge } from '@goc/record/tile.ts'
import { sql } from 'kysely'
import { addCells, cellsOf } from './cells.ts'
import { now } from './clock.ts'
import type { Database, Store } from './database.ts'
import { lastMomentOf, takeDay } from './day.ts'
import type { Signer } from './identity.ts'
import { assertNotBehind, type Evidence, type Ratchet, RecordBehind } from './ratchet.ts'
import { rootAt, tileReader } from './tiles.ts'

export type Batch = { size: number; added: number; t: number }

/** The right edge of the tree, and its root. */
type Place = { edge: TreeEdge; root: Uint8Array }

export type Sequencer = {
  /**
   * Enters what is pending, at most `limit` acts of it, and publishes. Gives the batch; undefined when nothing
   * was pending; `busy` when another sequencer holds the fence. Throws `RecordBehind` instead of signing when
   * the database knows less than the evidence. After any other fault the next call starts from the database.
   */
  step(): Promise<Batch | 'busy' | undefined>
}

export type SequencerOptions = {
  store: Store
  signer: Signer
  ratchet: Ratchet
  /** What witnesses or mirrors are known to have seen, asked once before the first signature. */
  evidence?: readonly Evidence[]
  clock?: () => number
  limit?: number
}

/** A batch as large as this takes about a second; what is left waits for the next. */
const LIMIT = 8_192

export function makeSequencer(options: SequencerOptions): Sequencer {
  const { store, signer, ratchet, evidence = [], clock = now, limit = LIMIT } = options
  // The right edge of the tree as this process last saw it. Used only while the head row still agrees.
  let known: Place | undefined

  async function enter(db: Database): Promise<{ place: Place; batch?: Batch }> {
    const head = await lockHead(db)
    // Also while running: the database may be put back under a living server.
    const seen = known && equalBytes(known.root, head.root) && known.edge.size === head.size
    let place = seen ? known! : undefined
    if (!place) {
      const all = [...evidence, ...(ratchet.last ? [ratchet.last] : [])]
      await assertNotBehind(head, (size) => rootAt(db, size), all)
      place = { edge: await readEdge(db, head), root: head.root }
    }

    const clockT = Math.max(clock(), head.t)
    const today = dayOf(clockT)
    const turns = head.day === null || head.day < today
    if (turns) await takeDay(db)
    const pending = await db
      .selectFrom('pending')
      .innerJoin('act', 'act.id', 'pending.actId')
      .select(['act.id', 'act.body', 'day'])
      .orderBy('act.id')
      .limit(limit)
      .execute()
    if (turns && pending.length < limit) await db.updateTable('head').set({ day: today }).execute()
    if (pending.length === 0) return { place }

    // What was kept before midnight is entered before midnight.
    const kept = pending.reduce((first, { day }) => (day !== null && day < first ? day : first), today)
    const t = Math.max(Math.min(clockT, lastMomentOf(kept)), head.t)
    const acts = pending.map(({ body }) => ({ ...JSON.parse(body), t }) as Act)
    const leaves = acts.map((act) => Buffer.from(utf8(canonicalize(act))))
    const stored = await storeEntries(
      db,
      head.size,
      t,
      pending.map(({ id }) => id),
      leaves,
    )
    // Hash what is stored, not what was meant to be: a flipped bit in between ended a public log (record.md §2.4).
    const hashes = fastHasher.leaves(encodeBundle(stored), stored.length)
    const grown = grow(fastHasher, place.edge, hashes)
    const size = grown.edge.size

    await storeTiles(db, grown.tiles)
    await addCells(db, cellsOf(acts))
    const moved = await db
      .updateTable('head')
      .set({ size, root: Buffer.from(grown.root), t })
      .where('size', '=', head.size)
      .executeTakeFirst()
    if (moved.numUpdatedRows !== 1n) throw new Error('the head moved under its own lock')
    const text = formatCheckpoint({ origin: signer.origin, size, root: grown.root })
    const note = signNote(text, signer.note)
    await db
      .insertInto('checkpoint')
      .values({ size, root: Buffer.from(grown.root), t, note, publishedAt: null })
      .execute()
    return { place: { edge: grown.edge, root: grown.root }, batch: { size, added: pending.length, t } }
  }

  return {
    async step() {
      try {
        const { place, batch } = await store.db.transaction().execute(enter)
        known = place
        // Whoever comes after a crash between commit and publication finds what was left to publish.
        await publish(store.db, ratchet)
        return batch
      } catch (error) {
        if ((error as { code?: string }).code === '55P03') return 'busy'
        // A commit may have been done although its answer was lost: only the database knows.
        known = undefined
        throw error
      }
    },
  }
}

export async function lockHead(db: Database) {
  await db
    .insertInto('head')
    .values({ size: 0, root: Buffer.from(EMPTY_ROOT), t: 0, day: null })
    .onConflict((conflict) => conflict.column('one').doNothing())
    .execute()
  return db
    .selectFrom('head')
    .select(['size', 'root', 't', 'day'])
    .forUpdate()
    .noWait()
    .executeTakeFirstOrThrow()
}

/** The right edge that the tiles hold, checked against the head. */
export async function readEdge(db: Database, head: { size: number; root: Uint8Array }): Promise<TreeEdge> {
  const edge = head.size === 0 ? emptyEdge() : await edgeFrom(head.size, tileReader(db))
  if (!equalBytes(edgeRoot(fastHasher, edge), head.root)) {
    throw new RecordBehind(
      `the tiles in this database do not give the root of its own head (${head.size} entries, ${toBase64(head.root)}): it is damaged, and nothing is signed. Restore a backup, then run: npx goc record catch-up DIR|URL`,
    )
  }
  return edge
}

/** Adds entries from index `first` on and gives their bytes as the database then holds them. */
export async function storeEntries(
  db: Database,
  first: number,
  t: number,
  ids: readonly number[],
  leaves: readonly Buffer[],
): Promise<Buffer[]> {
  const { rows } = await sql<{ index: number; leaf: Buffer }>`
    insert into entry (index, act_id, t, leaf)
    select ${first}::bigint + place - 1, id, ${t}::bigint, leaf
      from unnest(${ids}::bigint[], ${leaves}::bytea[]) with ordinality as added (id, leaf, place)
    returning index, leaf`.execute(db)
  await sql`delete from pending where act_id = any(${ids}::bigint[])`.execute(db)
  const stored = new Array<Buffer>(leaves.length)
  for (const { index, leaf } of rows) stored[index - first] = leaf
  if (rows.length !== leaves.length)
    throw new Error('the database kept another number of entries than were added')
  return stored
}

export async function storeTiles(
  db: Database,
  tiles: readonly { level: number; n: number; data: Uint8Array }[],
) {
  const { rows } = await sql`
    insert into tile (level, n, data)
    select * from unnest(${tiles.map((tile) => tile.level)}::int[], ${tiles.map((tile) => tile.n)}::bigint[],
                         ${tiles.map((tile) => Buffer.from(tile.data))}::bytea[])
    on conflict (level, n) do update set data = excluded.data
      where substring(excluded.data for length(tile.data)) = tile.data
    returning level`.execute(db)
  if (rows.length !== tiles.length) throw new Error('a tile would not keep what was published of it')
}

/** Notes the newest signed checkpoint in the ratchet, then shows it; tells whoever waits for it. */
async function publish(db: Database, ratchet: Ratchet): Promise<void> {
  const newest = await db
    .selectFrom('checkpoint')
    .select(['size', 'root', 'note', 'publishedAt'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest || (newest.publishedAt && (ratchet.last?.size ?? 0) >= newest.size)) return
  if ((ratchet.last?.size ?? 0) < newest.size) await ratchet.advance(newest.size, newest.root, newest.note)
  await sql`update checkpoint set published_at = now() where size <= ${newest.size} and published_at is null`.execute(
    db,
  )
  await sql`select pg_notify('record', ${String(newest.size)})`.execute(db)
}
