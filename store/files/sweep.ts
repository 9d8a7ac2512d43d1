/** Removes from storage what nothing points to any more: erased, expired, or begun and never finished. */

import { now } from '../clock.ts'
import type { Store } from '../database.ts'
import type { Files } from './files.ts'
import { removeSpool } from './spool.ts'

const AT_ONCE = 50
/** Seconds after which a removal that failed is tried again. */
const LATER = 300

export type Swept = {
  removed: number
  /** What could not be removed now, and why the last of it could not. */
  left: number
  trouble?: string
}

/** Removes all that is due. Several may run at once; interrupted, the next one goes on. `at`: Unix seconds. */
export async function sweepFiles(store: Pick<Store, 'db'>, files: Files, at = now()): Promise<Swept> {
  const swept: Swept = { removed: 0, left: 0 }
  // An upload that expired goes as a case that is erased.
  await store.db
    .deleteFrom('caseKey')
    .where('subject', 'in', (query) =>
      query.selectFrom('upload').select('upload.subject').where('expiresAt', '<=', at),
    )
    .execute()
  while ((await some(store, files, at, swept)) === AT_ONCE);
  return swept
}

async function some({ db }: Pick<Store, 'db'>, files: Files, at: number, swept: Swept): Promise<number> {
  return db.transaction().execute(async (db) => {
    // Held until it is gone: whoever finishes keeping it meanwhile finds that it is too late.
    const rows = await db
      .selectFrom('stored')
      .select('key')
      .where('doomedAt', '<=', at)
      .orderBy('doomedAt')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { key } of rows) {
      try {
        if (key.startsWith('spool/')) await removeSpool(files.spool, key.slice('spool/'.length))
        else await files.storage.remove(key)
        await db.deleteFrom('stored').where('key', '=', key).execute()
        swept.removed++
      } catch (fault) {
        swept.left++
        swept.trouble = (fault as Error).message
        await db
          .updateTable('stored')
          .set({ doomedAt: at + LATER })
          .where('key', '=', key)
          .execute()
      }
    }
    return rows.length
  })
}
