/**
 * The demo province: communes that exist, and a public life that is invented. 2021 adds up to the founding document.
 *
 * A year is written in one transaction. What people say of an answer names its place in the record, so it is written
 * with the next year, when the record holds the answer. Interrupted, the next call goes on where this one ended.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { addDays, type Day, dayOf, laterOf, startOf } from '@goc/domain/day.ts'
import type { Store } from '@goc/store/database.ts'
import type { Signer } from '@goc/store/identity.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import { meetings } from '@goc/store/meetings.ts'
import { opinions } from '@goc/store/opinions.ts'
import { now } from '@goc/store/perform.ts'
import type { Ratchet } from '@goc/store/ratchet.ts'
import { makeSequencer, type Sequencer } from '@goc/store/sequencer.ts'
import { units } from '@goc/store/units.ts'
import { advance, type Item, isDone, itemOf } from './item.ts'
import { findEntries, keep, recallInto } from './keep.ts'
import { dialoguesOf, type Part } from './plan/dialogues.ts'
import { mattersOf } from './plan/matters.ts'
import { upcoming } from './plan/upcoming.ts'
import { volumeOf, yearOf, yearsUntil } from './plan/volumes.ts'
import { beginDemo, completeDemo, type DemoPlan, demoState, readDemoPlan } from './state.ts'
import { tellDialogue, tellMatter, tellUnits } from './tell.ts'

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
  const { store, master, signer, ratchet, clock = now, onProgress } = options
  const state = await demoState(store.db)
  if (state === 'complete') throw new NotEmpty('this database already holds the demo province')
  if (state === 'other')
    throw new NotEmpty('this database is not empty: the demo province goes only into an empty one')

  const { scale = 1, seed = 'goc', today = dayOf(now()) } = options
  const begun = state === 'begun' ? await readDemoPlan(store.db) : undefined
  const plan: DemoPlan = begun ?? { seed, scale, today: laterOf(today, EARLIEST) }
  const sequencer = makeSequencer({ store, signer, ratchet, clock })
  const parts = partsOf(plan)
  const total = parts.reduce((sum, { year }) => sum + volumeOf(year).opinions, 0)
  let done = 0
  let acts = 0
  let isFirst = !begun
  let left: Item[] = tellUnits().map((told) => itemOf(units, told))
  if (begun) await recallInto(store.db, left)

  /** Writes what can be written now, has it entered, and leaves what must wait for that. */
  async function pass(items: readonly Item[]): Promise<void> {
    const fresh = items.flatMap(
      (item) => advance(item, { seed: plan.seed, origin: signer.origin, master }) ?? [],
    )
    await store.db.transaction().execute(async (db) => {
      if (isFirst) await beginDemo(db, master, plan)
      await keep(db, fresh)
    })
    isFirst = false
    await enterAll(sequencer)
    await findEntries(store.db, items)
    for (const item of items) if (isDone(item)) acts += item.known.length
    left = items.filter((item) => !isDone(item))
  }

  for (const part of parts) {
    const items = itemsOf(part, plan)
    if (begun) {
      await recallInto(store.db, items)
      await findEntries(store.db, items)
    }
    await pass([...left, ...items])
    done += volumeOf(part.year).opinions
    onProgress?.(done, total)
  }
  while (left.length > 0) await pass(left)
  await completeDemo(store.db, master, acts)
  // The first pages would wait for plans made for empty tables.
  await store.pool.query('analyze')
  return { acts }
}

/** Year by year, so that the record tells the years in their order. */
const partsOf = ({ seed, scale, today }: DemoPlan): Part[] =>
  yearsUntil(today).flatMap((year) => Array.from({ length: scale }, (_, copy) => ({ seed, year, copy })))

function itemsOf(part: Part, { seed, today }: DemoPlan): Item[] {
  const { year, copy } = part
  const dialogues = dialoguesOf(part)
  if (copy === 0 && year === yearOf(today)) dialogues.push(...upcoming(seed, today))
  const yearEnd = `${year}-12-31`
  const until = yearEnd < today ? yearEnd : today
  const held = dialogues.filter(
    ({ becomes, starts }) => becomes === 'held' && starts < startOf(addDays(until, 1)),
  )
  return [
    ...dialogues.flatMap((one) => tellDialogue(seed, one, today).map((told) => itemOf(meetings, told))),
    ...mattersOf(part, held, until).map((one) => itemOf(opinions, tellMatter(seed, one, today))),
  ]
}

async function enterAll(sequencer: Sequencer): Promise<void> {
  for (;;) {
    const batch = await sequencer.step()
    if (batch === undefined) return
    if (batch === 'busy') await sleep(25)
  }
}
