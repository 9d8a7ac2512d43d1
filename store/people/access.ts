/** Who opened what private thing, when, in what office, and why: so that those who supervise can ask. */

import type { By, UnitId } from '@goc/domain/people.ts'
import { sql } from 'kysely'
import type { Means } from './means.ts'

/** `what` names the kind of thing: `sender`, `text`, `file`, `note`. `unit` is whose it is. */
export type Opening = {
  account: string
  office: By
  unit: UnitId
  subject: string
  what: string
  reason?: string
}

export type AccessRow = {
  id: number
  t: number
  name: string
  office: string
  unit: UnitId
  subject: string
  what: string
  reason: string | null
}

/** Kept before the thing is shown: in the transaction that reads it, or nothing is shown. */
export async function noteAccess(
  { db, now }: Pick<Means, 'db' | 'now'>,
  { reason, ...opening }: Opening,
): Promise<void> {
  await db
    .insertInto('access')
    .values({ t: now(), reason: reason?.trim() || null, ...opening })
    .execute()
}

/**
 * The latest first, those before `before`. `units`: of these units only; the caller has asked the rules which those
 * are. `next` goes on from there.
 */
export async function listAccess(
  { db }: Pick<Means, 'db'>,
  {
    units,
    subject,
    account,
    before,
    limit = 50,
  }: {
    units: readonly UnitId[]
    subject?: string
    account?: string
    before?: number
    limit?: number
  },
): Promise<{ items: AccessRow[]; next?: number }> {
  if (units.length === 0) return { items: [] }
  let asked = db
    .selectFrom('access')
    .innerJoin('account', 'account.id', 'access.account')
    .select(['access.id', 't', 'name', 'office', 'unit', 'subject', 'what', 'reason'])
    .where(sql<boolean>`unit = any(${units}::text[])`)
    .orderBy('access.id', 'desc')
    .limit(limit + 1)
  if (subject !== undefined) asked = asked.where('subject', '=', subject)
  if (account !== undefined) asked = asked.where('access.account', '=', account)
  if (before !== undefined) asked = asked.where('access.id', '<', before)
  const rows = await asked.execute()
  const items = rows.slice(0, limit)
  return rows.length > limit ? { items, next: items.at(-1)!.id } : { items }
}
