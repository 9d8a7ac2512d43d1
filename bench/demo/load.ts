/**
 * The demo province: communes that exist, and a public life that is invented. 2021 adds up to the founding document.
 *
 * A year is written in one transaction. What people say of an answer names its place in the record, so it is written
 * with the next year, when the record holds the answer. Interrupted, the next call goes on where this one ended.
 */

import { setImmediate as rest, setTimeout as sleep } from 'node:timers/promises'
import { type Day, dayOf, laterOf } from '@goc/domain/day.ts'
import { now } from '@goc/store/clock.ts'
import type { Store } from '@goc/store/database.ts'
import type { Signer } from '@goc/store/identity.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import type { Ratchet } from '@goc/store/ratchet.ts'
import { makeSequencer, type Sequencer } from '@goc/store/sequencer.ts'
import { advance, type Fresh, type Item, isDone, type With } from './item.ts'
import { itemsOf, partsOf, unitItems } from './items.ts'
import { findEntries, keep, recallInto } from './keep.ts'
import { volumeOf } from './plan/volumes.ts'
import { beginDemo, completeDemo, type DemoPlan, demoState, readDemoPlan } from './state.ts'

export type DemoOptions = {
  store: Store
  master: MasterKeys
  signer: Signer
  ratchet: Ratchet
  /** So many times the dialogues and opinions; 1 by default. */
  scale?: number
  /** The day on which the demo is seen; the current one by default. */
  today?: Day
  seed?: string
  /** The sequencer's clock. */
  clock?: () => number
  /** Opinions told so far, and all that there will be. */
  onProgress?(done: number, total: number): void
}

/** Thrown instead of writing into a record that is somebody's. The message is for the operator. */
export class NotEmpty extends Error {
  override name = 'NotEmpty'
}

/** The first day from which 2021 can be looked back on. */
const EARLIEST = '2022-03-01'

/** So many subjects are prepared before others get their turn. */
const SLICE = 100

/** Writes the demo, or what is missing of it; gives the number of its acts. Throws `NotEmpty`. */
export async function loadDemo(options: DemoOptions): Promise<{ acts: number }> {
  const client = await options.store.pool.connect()
  try {
    const lock = `pg_try_advisory_lock(hashtext('goc'), hashtext('demo'))`
    const { rows } = await client.query<{ got: boolean }>(`select ${lock} as got`)
    if (!rows[0]!.got) throw new NotEmpty('the demo province is being loaded by another process')
    return await load(options)
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('goc'), hashtext('demo'))`).catch(() => undefined)
    client.release()
  }
}

async function load(options: DemoOptions): Promise<{ acts: number }> {
  const { store, onProgress } = options
  const { plan, begun } = await planOf(options)
  const { prepare, write, written } = writerOf(options, plan, begun)
  const parts = partsOf(plan)
  const total = parts.reduce((sum, { year }) => sum + volumeOf(year).opinions, 0)

  let done = 0
  let waiting: Item[] = []
  let next = await prepare(unitItems())
  for (const part of [...parts, undefined]) {
    // While the database takes what there is, the next part is made.
    const writing = write(waiting, next)
    ;[waiting, next] = await Promise.all([writing, prepare(part ? itemsOf(part, plan) : [])])
    if (part) done += volumeOf(part.year).opinions
    onProgress?.(done, total)
  }
  while (waiting.length > 0) waiting = await write(waiting)
  await completeDemo(store.db, options.master, written())
  // The first pages would wait for plans made for empty tables.
  await store.pool.query('analyze')
  return { acts: written() }
}

async function planOf(options: DemoOptions): Promise<{ plan: DemoPlan; begun: boolean }> {
  const { db } = options.store
  switch (await demoState(db)) {
    case 'complete':
      throw new NotEmpty('this database already holds the demo province')
    case 'other':
      throw new NotEmpty('this database is not empty: the demo province goes only into an empty one')
    case 'begun':
      return { plan: (await readDemoPlan(db))!, begun: true }
    case 'empty': {
      const { scale = 1, seed = 'goc', today = dayOf(now()) } = options
      return { plan: { seed, scale, today: laterOf(today, EARLIEST) }, begun: false }
    }
  }
}

type Prepared = { items: Item[]; fresh: Fresh[] }

function writerOf(
  { store, master, signer, ratchet, clock = now }: DemoOptions,
  plan: DemoPlan,
  begun: boolean,
) {
  const sequencer = makeSequencer({ store, signer, ratchet, clock })
  const using: With = { seed: plan.seed, origin: signer.origin, master }
  let isFirst = !begun
  let acts = 0

  /** What can be written of these items now. */
  async function prepare(items: Iterable<Item>): Promise<Prepared> {
    const prepared: Prepared = { items: [], fresh: [] }
    for (const slice of slicesOf(items)) {
      if (begun) {
        await recallInto(store.db, slice)
        await findEntries(store.db, slice)
      }
      prepared.items.push(...slice)
      prepared.fresh.push(...advanceAll(slice, using))
      await rest()
    }
    return prepared
  }

  /** Writes that, and what waited for places in the record; gives those that wait now. */
  async function write(
    waiting: readonly Item[],
    prepared: Prepared = { items: [], fresh: [] },
  ): Promise<Item[]> {
    const fresh = [...advanceAll(waiting, using), ...prepared.fresh]
    await store.db.transaction().execute(async (db) => {
      if (isFirst) await beginDemo(db, master, plan)
      await keep(db, fresh)
    })
    isFirst = false
    await enterAll(sequencer)
    const items = [...waiting, ...prepared.items]
    for (const { known } of items.filter(isDone)) acts += known.length
    const left = items.filter((item) => !isDone(item))
    await findEntries(store.db, left)
    return left
  }

  return { prepare, write, written: () => acts }
}

const advanceAll = (items: readonly Item[], using: With): Fresh[] =>
  items.flatMap((item) => advance(item, using) ?? [])

function* slicesOf(items: Iterable<Item>): Iterable<Item[]> {
  let slice: Item[] = []
  for (const item of items) {
    if (slice.push(item) < SLICE) continue
    yield slice
    slice = []
  }
  if (slice.length > 0) yield slice
}

async function enterAll(sequencer: Sequencer): Promise<void> {
  for (;;) {
    const batch = await sequencer.step()
    if (batch === undefined) return
    if (batch === 'busy') await sleep(25)
  }
}
