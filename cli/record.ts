/** The record at hand: the store with its keys, and the sequencer that enters what is pending. */

import { setTimeout as sleep } from 'node:timers/promises'
import { evidenceFrom, hear, heeding } from '@goc/jobs/evidence.ts'
import { openStore, type Store } from '@goc/store/database.ts'
import { establishIdentity, type Signer } from '@goc/store/identity.ts'
import { type MasterKeys, masterKeys, recordSeed } from '@goc/store/keys.ts'
import { type Evidence, openRatchet, type Ratchet } from '@goc/store/ratchet.ts'
import { makeSequencer, type Sequencer } from '@goc/store/sequencer.ts'
import { withDatabase } from './instance.ts'
import { type Place, placeOf } from './settings.ts'

export type OpenRecord = {
  store: Store
  master: MasterKeys
  signer: Signer
  ratchet: Ratchet
  /** What witnesses showed when the record was opened; the sequencer heeds it, and what they show later. */
  evidence: Evidence[]
  sequencer: Sequencer
  /** Waits until nothing is pending, by entering it; beside a running server each enters what it gets hold of. */
  settle(progress?: (left: number) => void): Promise<void>
  close(): Promise<void>
}

/** The name that a record signs under, fixed at its first start: the public host and the record's path. */
export function originOfRecord(env: Record<string, string | undefined> = process.env): string {
  const url = env.GOC_ORIGIN ? URL.parse(env.GOC_ORIGIN) : undefined
  return `${url?.host || 'localhost:3000'}/record`
}

/**
 * The record, to be written to. Witnesses are asked what they have seen of it, which takes up to two seconds when one is
 * away: a command that only looks opens the store alone.
 */
export async function openRecord(place: Place, url: string): Promise<OpenRecord> {
  const store = openStore(url)
  try {
    const master = await masterKeys(place.data)
    const signer = await establishIdentity(store.db, originOfRecord(), await recordSeed(place.data))
    const ratchet = await openRatchet(place.data)
    // What witnesses have seen may be more than a restored database remembers.
    const evidence = await evidenceFrom(store)
    hear(store, evidence)
    const sequencer = heeding(makeSequencer({ store, signer, ratchet }), store)
    return {
      store,
      master,
      signer,
      ratchet,
      evidence,
      sequencer,
      settle: (progress) => settle(store, sequencer, progress),
      async close() {
        await ratchet.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The store and its keys, for a command that only looks: no record is begun and nothing is signed. */
export async function withStore<T>(
  place: Place,
  url: string,
  work: (opened: { store: Store; master: MasterKeys }) => Promise<T>,
): Promise<T> {
  const store = openStore(url)
  try {
    return await work({ store, master: await masterKeys(place.data) })
  } finally {
    await store.close()
  }
}

export async function withRecord<T>(
  place: Place,
  url: string,
  work: (record: OpenRecord) => Promise<T>,
): Promise<T> {
  const record = await openRecord(place, url)
  return work(record).finally(() => record.close())
}

/** For a command that enters what it was told: `dryRun` only looks; else what was added is entered before it ends. */
export function withBooks<T>(
  options: { data?: string },
  dryRun: boolean,
  enter: (opened: { store: Store; master: MasterKeys }) => Promise<T>,
): Promise<T> {
  const place = placeOf(options)
  return withDatabase(options, (url) =>
    dryRun
      ? withStore(place, url, enter)
      : withRecord(place, url, async (record) => {
          const entered = await enter(record)
          await record.settle()
          return entered
        }),
  )
}

async function settle(store: Store, sequencer: Sequencer, progress?: (left: number) => void): Promise<void> {
  for (;;) {
    const batch = await sequencer.step()
    if (batch === undefined) return
    if (batch === 'busy') await sleep(50)
    if (progress) {
      const { left } = await store.db
        .selectFrom('pending')
        .select((eb) => eb.fn.countAll<number>().as('left'))
        .executeTakeFirstOrThrow()
      progress(left)
    }
  }
}
