/** All of an import or nothing of it. */

import { sql } from 'kysely'
import type { Database, Store } from '../database.ts'
import type { Faults } from './fault.ts'

/** Ends the transaction without a trace. */
class NothingKept extends Error {}

/**
 * Runs `work` in one transaction, one import at a time: two of the same books would meet on the same subjects.
 * Nothing is kept when it is a dry run or there are faults.
 */
export async function allOrNothing<T>(
  store: Store,
  { faults, dryRun = false }: { faults: Faults; dryRun?: boolean },
  work: (db: Database) => Promise<T>,
): Promise<T> {
  let result: { of: T } | undefined
  const guarded = async (db: Database) => {
    await sql`select pg_advisory_xact_lock(hashtext('goc'), hashtext('import'))`.execute(db)
    result = { of: await work(db) }
    if (dryRun || faults.count > 0) throw new NothingKept()
  }
  await store.db
    .transaction()
    .execute(guarded)
    .catch((error) => {
      if (!(error instanceof NothingKept)) throw error
    })
  return result!.of
}
