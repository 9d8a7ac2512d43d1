/** What happened to accounts, and through whom. */

import type { Means } from './means.ts'

export type Change =
  | 'created'
  | 'invited'
  | 'reset'
  | 'disabled'
  | 'enabled'
  | 'office-given'
  | 'office-ended'
  | 'password-set'
  | 'code-app-set'
  | 'code-app-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'identity-linked'
  | 'signed-in'
  | 'sessions-ended'

export type ChangeRow = { t: number; what: Change; detail: object; byName: string | null }

/** `by` is the account that did it, its own or another; null for the operator's command line. */
export async function noteChange(
  { db, now }: Means,
  account: string,
  by: string | null,
  what: Change,
  detail: Record<string, string | number | boolean> = {},
): Promise<void> {
  await db.insertInto('accountChange').values({ t: now(), account, by, what, detail }).execute()
}

/** The latest first. */
export async function listChanges(
  { db }: Pick<Means, 'db'>,
  account: string,
  limit = 50,
): Promise<ChangeRow[]> {
  const rows = await db
    .selectFrom('accountChange')
    .leftJoin('account', 'account.id', 'accountChange.by')
    .select(['t', 'what', 'detail', 'account.name as byName'])
    .where('accountChange.account', '=', account)
    .orderBy('accountChange.id', 'desc')
    .limit(limit)
    .execute()
  return rows as ChangeRow[]
}
