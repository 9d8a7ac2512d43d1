/** Accounts at the staff's own identity provider, and the pseudonyms of residents at theirs. */

import { emailKey } from './accounts.ts'
import { type Means, macs } from './means.ts'
import { enter, type From, type Refused, type SignedIn } from './sign-in.ts'
import { noteChange } from './trail.ts'

/** Who a provider says that someone is. `isStrong`: it asked for a second factor. */
export type Identity = {
  issuer: string
  subject: string
  isStrong: boolean
  /** Only an address that the provider has verified. */
  email?: string
}

/**
 * Signs in whoever the provider named: an account that it was linked to before, else the one with the same verified
 * address, which is linked now. A provider makes no accounts.
 */
export async function signInByIdentity(
  means: Means,
  { issuer, subject, isStrong, email }: Identity,
  from: From,
): Promise<SignedIn | Refused> {
  const linked = await means.db
    .selectFrom('accountIdentity')
    .innerJoin('account', 'account.id', 'account')
    .select(['account.id', 'disabled'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  const account = linked ?? (email === undefined ? undefined : await link(means, { issuer, subject, email }))
  if (!account || account.disabled) return { refusal: 'identity-not-known' }
  return enter(means, account.id, isStrong ? 'second-factor' : 'password', from)
}

async function link(
  means: Means,
  { issuer, subject, email }: { issuer: string; subject: string; email: string },
): Promise<{ id: string; disabled: boolean } | undefined> {
  const account = await means.db
    .selectFrom('account')
    .select(['id', 'disabled'])
    .where('emailKey', '=', emailKey(email))
    .where('demo', '=', false)
    .where('disabled', '=', false)
    // An address that went on to someone else at the provider does not bring the account along.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('accountIdentity')
            .select('subject')
            .whereRef('accountIdentity.account', '=', 'account.id')
            .where('issuer', '=', issuer),
        ),
      ),
    )
    .executeTakeFirst()
  if (!account) return undefined
  await means.db
    .insertInto('accountIdentity')
    .values({ issuer, subject, account: account.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await noteChange(means, account.id, account.id, 'identity-linked', { issuer })
  return account
}

/**
 * All that is ever kept of a resident who signs in: a name that no other site can match with its own, and that the
 * provider's list of people does not lead to. Made with the oldest master key, so that it stays the same.
 */
export function pseudonymOf(
  { master }: Pick<Means, 'master'>,
  { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>,
): string {
  const oldest = [...master.byId.keys()].sort()[0]!
  const [mac] = macs({ ...master, current: oldest }, 'resident', `${issuer}\n${subject}`)
  return mac!.toString('base64url')
}
