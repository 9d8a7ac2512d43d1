/** One-time links, by which the owner of an account sets a password: the first one, or a new one. */

import { digestOf, type Means, newToken } from './means.ts'
import { hashPassword, type PasswordRefusal, whyWeak } from './password.ts'
import { beginSession, endSessions } from './sessions.ts'
import { noteChange } from './trail.ts'

export type LinkRefusal = 'link-no-longer-holds'

const INVITATION = 72 * 3_600
const RESET = 24 * 3_600

/**
 * Makes the token of a one-time link; those given before hold no longer. `lostFactor`: the second factor and the link to an identity
 * provider are taken away when it is used, because their owner has lost them.
 */
export async function invite(
  means: Means,
  account: string,
  by: string | null,
  { reset = false, lostFactor = false } = {},
): Promise<{ token: string; until: number }> {
  const token = newToken()
  const until = means.now() + (reset ? RESET : INVITATION)
  await means.db.transaction().execute(async (db) => {
    await db.deleteFrom('invitation').where('account', '=', account).where('usedAt', 'is', null).execute()
    const link = { digest: digestOf(token), account, lostFactor, until, usedAt: null }
    await db.insertInto('invitation').values(link).execute()
    await noteChange({ ...means, db }, account, by, reset ? 'reset' : 'invited', { lostFactor })
  })
  return { token, until }
}

/** Whose link this is; undefined when it was used, is too old, or never was one. Looking does not use it. */
export async function findInvitation({ db, now }: Means, token: string | undefined) {
  if (token === undefined || token.length > 100) return undefined
  return db
    .selectFrom('invitation')
    .innerJoin('account', 'account.id', 'invitation.account')
    .select(['account', 'name', 'email', 'lostFactor'])
    .where('invitation.digest', '=', digestOf(token))
    .where('usedAt', 'is', null)
    .where('until', '>', now())
    .where('disabled', '=', false)
    .executeTakeFirst()
}

/**
 * Uses a link: sets the password, ends every session of the account, and begins one. Where the account still has a
 * second factor, the session is half-way and asks for it.
 */
export async function acceptInvitation(
  means: Means,
  { token, password, device }: { token: string | undefined; password: string; device: string },
): Promise<
  | { token: string; next: 'second-step' | 'done'; account: string }
  | { refusal: LinkRefusal | PasswordRefusal }
> {
  const found = await findInvitation(means, token)
  if (!found) return { refusal: 'link-no-longer-holds' }
  const weak = whyWeak(password, [found.name, found.email])
  if (weak) return { refusal: weak }
  const hashed = await hashPassword(password)
  return means.db.transaction().execute(async (db) => {
    const within = { ...means, db }
    const { numUpdatedRows } = await db
      .updateTable('invitation')
      .set({ usedAt: means.now() })
      .where('digest', '=', digestOf(token!))
      .where('usedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return { refusal: 'link-no-longer-holds' as const }
    const { account, lostFactor } = found
    await db.updateTable('account').set({ password: hashed }).where('id', '=', account).execute()
    await noteChange(within, account, account, 'password-set')
    await endSessions(within, account, account)
    if (lostFactor) await forgetFactors(within, account)
    const asks = await hasSecondFactor(within, account)
    const assurance = asks ? 'half' : 'password'
    const begun = await beginSession(within, { account, assurance, enrols: !asks, device })
    return { token: begun, next: asks ? ('second-step' as const) : ('done' as const), account }
  })
}

async function forgetFactors({ db }: Means, account: string): Promise<void> {
  await db.updateTable('account').set({ totp: null }).where('id', '=', account).execute()
  await db.deleteFrom('passkey').where('account', '=', account).execute()
  await db.deleteFrom('recoveryCode').where('account', '=', account).execute()
  await db.deleteFrom('accountIdentity').where('account', '=', account).execute()
}

/** Whether signing in takes a second step. */
export async function hasSecondFactor({ db }: Pick<Means, 'db'>, account: string): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .leftJoin('passkey', 'passkey.account', 'account.id')
    .select(['totp', 'passkey.id as passkey'])
    .where('account.id', '=', account)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined && (row.totp !== null || row.passkey !== null)
}
