/** For tests: an empty record with everything that writes to it, gone afterwards. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Act } from '@goc/domain/act.ts'
import { append, type Change, type Feature } from '../append.ts'
import { openStore, type Store } from '../database.ts'
import { establishIdentity, type Signer } from '../identity.ts'
import { type MasterKeys, masterKeys, recordSeed } from '../keys.ts'
import { openRatchet, type Ratchet } from '../ratchet.ts'
import { makeSequencer, type Sequencer } from '../sequencer.ts'
import { testDatabase } from '../testing.ts'

export type TestRecord = {
  store: Store
  url: string
  data: string
  master: MasterKeys
  signer: Signer
  ratchet: Ratchet
  sequencer: Sequencer
  /** Sets the sequencer's clock. */
  setClock(t: number): void
  close(): Promise<void>
}

export async function testRecord(): Promise<TestRecord> {
  const database = await testDatabase()
  const store = openStore(database.url)
  const data = await mkdtemp(join(tmpdir(), 'goc-record-'))
  const signer = await establishIdentity(store.db, 'goc.test/record', await recordSeed(data, {}))
  const ratchet = await openRatchet(data)
  let t = 0
  return {
    store,
    url: database.url,
    data,
    master: await masterKeys(data, {}),
    signer,
    ratchet,
    sequencer: makeSequencer({ store, signer, ratchet, clock: () => t }),
    setClock(moment) {
      t = moment
    },
    async close() {
      await ratchet.close()
      await store.close()
      await database.drop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Adds acts that were made elsewhere as the hall would: with their rows for pages. */
export async function addActs<State, Request, Fact extends { kind: string }, Refusal extends string>(
  { store }: TestRecord,
  feature: Feature<State, Request, Fact, Refusal>,
  acts: readonly Act<Fact>[],
  before: State | undefined = undefined,
): Promise<State | undefined> {
  return store.db.transaction().execute(async (db) => {
    let state = before
    for (const act of acts) state = feature.rules.evolve(state, act)
    await append(db, acts)
    const id = acts[0]!.subject.slice(feature.name.length + 1)
    const change: Change<State, Fact> = { id, state: state!, acts: [...acts] }
    await feature.show(db, [change])
    return state
  })
}
