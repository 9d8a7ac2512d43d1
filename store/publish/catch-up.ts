/**
 * Rolls a restored, older database forward from the record's own published entries (record.md §2.3). The entries
 * come with their exact bytes and times; acts, rows for pages, tiles and cells follow from them. Private words are
 * not in the record: those said since the backup are lost, and are counted.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from '@goc/domain/act.ts'
import { dayOf } from '@goc/domain/day.ts'
import { features as domain } from '@goc/domain/features.ts'
import { readAct } from '@goc/domain/leaf.ts'
import { commitment } from '@goc/domain/schema.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { equalBytes, toBase64 } from '@goc/record/bytes.ts'
import { canonicalize } from '@goc/record/canonical.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { grow } from '@goc/record/tile.ts'
import { sql } from 'kysely'
import { addCells, cellsOf } from '../cells.ts'
import { now } from '../clock.ts'
import type { Database, Store } from '../database.ts'
import { momentOfPending } from '../day.ts'
import type { Ratchet } from '../ratchet.ts'
import { lockHead, readEdge, storeEntries, storeTiles } from '../sequencer.ts'
import { type Aside, idsOf } from './contradictions.ts'
import { layOutAgain } from './views.ts'

/** The checkpoint that is caught up with, verified. `note` is as the record signed it. */
export type Goal = { size: number; root: Uint8Array; note: string }

/** The head of the database. */
export const readPlace = (store: Store): Promise<{ size: number; root: Uint8Array }> =>
  patiently(() =>
    store.db.transaction().execute(async (db) => {
      const { size, root } = await lockHead(db)
      return { size, root }
    }),
  )

/** A running server looks at the head now and then, even when it must not sign. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03' || tries === 100) throw error
      await sleep(50)
    }
  }
}

/**
 * Enters published leaves that follow the head, in one transaction. The caller has verified that they belong to
 * the record and that the head is its beginning. An act that waits here already is entered as the one that it is;
 * what waits and says another thing goes to `setAside` and out of the database.
 */
export function enterPublished(
  store: Store,
  first: number,
  leaves: readonly Uint8Array[],
  goal: Goal,
  setAside: (acts: readonly Aside[]) => Promise<void>,
): Promise<void> {
  return patiently(() =>
    store.db.transaction().execute(async (db) => {
      const head = await lockHead(db)
      if (head.size !== first)
        throw new Error(`the head is at ${head.size} and not at ${first}: another process moves it`)
      const edge = await readEdge(db, head)
      const bytes = leaves.map((leaf) => Buffer.from(leaf))
      const acts = bytes.map((leaf, i) => actIn(leaf, first + i))
      const ids = await idsOf(db, acts, setAside)

      const stored: Buffer[] = []
      for (const [from, to] of sameTimes(acts))
        stored.push(
          ...(await storeEntries(
            db,
            first + from,
            acts[from]!.t,
            ids.slice(from, to),
            bytes.slice(from, to),
          )),
        )
      // As the sequencer does: hash what is stored, not what was meant to be.
      const grown = grow(fastHasher, edge, fastHasher.leaves(encodeBundle(stored), stored.length))
      const size = grown.edge.size
      await storeTiles(db, grown.tiles)
      await addCells(db, cellsOf(acts))
      await layOutAgain(
        db,
        acts.map((act) => act.subject),
        await momentOfPending(db, now()),
      )
      const t = acts.at(-1)?.t ?? head.t
      await db
        .updateTable('head')
        .set({ size, root: Buffer.from(grown.root), t, day: dayOf(t) })
        .execute()
      if (size === goal.size) await keepGoal(db, goal, { root: grown.root, t })
    }),
  )
}

/** Each time has its own statement; one batch of the sequencer has one time. */
function sameTimes(acts: readonly Act[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  for (const [i, act] of acts.entries()) {
    const run = runs.at(-1)
    if (run && acts[run[0]]!.t === act.t) run[1] = i + 1
    else runs.push([i, i + 1])
  }
  return runs
}

/** The act of a leaf. What this version cannot read it must not take over: its rows and figures would lack it. */
function actIn(leaf: Buffer, index: number): Act {
  const checked = readAct(JSON.parse(leaf.toString('utf8')) as Record<string, unknown>)
  if ('fault' in checked)
    throw new Error(
      `this version cannot read entry ${index} (${checked.fault}: ${checked.field}): bring it up to date first`,
    )
  if (canonicalize(checked.act) !== leaf.toString('utf8')) throw new Error(`entry ${index} is not canonical`)
  return checked.act
}

async function keepGoal(
  db: Database,
  { size, root, note }: Goal,
  head: { root: Uint8Array; t: number },
): Promise<void> {
  if (!equalBytes(head.root, root)) {
    throw new Error(
      `after catching up the database would have the root ${toBase64(head.root)} and not the one published: nothing of this was kept`,
    )
  }
  await db
    .insertInto('checkpoint')
    .values({ size, root: Buffer.from(root), t: head.t, note, publishedAt: new Date() })
    .onConflict((conflict) => conflict.column('size').doUpdateSet({ publishedAt: new Date() }))
    .execute()
}

/**
 * Lets the ratchet know what was published, BEFORE the first entry is taken over: between two batches the database
 * stands at a size that was perhaps never published, and nobody may sign on from there.
 */
export async function tightenRatchet(ratchet: Ratchet, { size, root, note }: Goal): Promise<void> {
  if ((ratchet.last?.size ?? -1) < size) await ratchet.advance(size, root, note)
}

/** Ends a catch-up: the published checkpoint is kept, also when there was nothing to enter; tells who waits. */
export async function keepPublished({ db }: Store, goal: Goal): Promise<void> {
  const head = await db.selectFrom('head').select(['size', 'root', 't']).executeTakeFirstOrThrow()
  if (head.size !== goal.size)
    throw new Error(`the head is at ${head.size} and not at ${goal.size}: another process moves it`)
  await keepGoal(db, goal, head)
  await sql`select pg_notify('record', ${String(goal.size)})`.execute(db)
}

/** Fields of acts that commit to someone's words. */
const committing = [
  ...new Set(
    Object.values(domain)
      .flatMap(({ shapes }) => Object.values(shapes))
      .flatMap((shape) => Object.entries(shape))
      .flatMap(([name, field]) => (field.holds === commitment.holds ? [name] : [])),
  ),
]

/** How many words that entries from `from` on commit to are not here: said since the backup, or erased. */
export async function missingLetters({ db }: Store, from: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n
      from entry join act on act.id = entry.act_id,
           lateral (select value from jsonb_each_text(act.body::jsonb) where key = any(${committing}::text[])) said
      left join letter on letter.commitment = said.value
     where entry.index >= ${from} and letter.commitment is null`.execute(db)
  return rows[0]?.n ?? 0
}
