/** Signing in: a password, then a second factor where the account has one. Every refusal is the same for all. */

import { emailKey } from './accounts.ts'
import { countTry, deviceProof, forgetTries, giveTryBack, knownDevice, networkOf } from './attempts.ts'
import { takeCode } from './code-app.ts'
import { hasSecondFactor } from './invitations.ts'
import type { Means } from './means.ts'
import { isPassword } from './password.ts'
import { takeRecoveryCode } from './recovery.ts'
import { beginSession, halfWay, type Person, proveSession } from './sessions.ts'

export type SignInRefusal =
  | 'wrong-email-or-password'
  | 'wrong-code'
  | 'too-many-tries'
  | 'first-step-is-over'
  | 'passkey-not-accepted'
  | 'identity-not-known'

/** Where a request comes from: the address, the browser's proof of an earlier sign-in, and what it calls itself. */
export type From = {
  address: string
  proof?: string | undefined
  device: string
  replaces?: string | undefined
}

/** `proof` is for the browser to keep: it opens nothing, and spares its owner the wrong tries of strangers. */
export type SignedIn = { token: string; next: 'second-step' | 'done'; proof?: string }
export type Refused = { refusal: SignInRefusal; again?: number }

const QUARTER = 900

/** First step. Costs one password hash whatever the answer is. */
export async function signIn(
  means: Means,
  { email, password }: { email: string; password: string },
  from: From,
): Promise<SignedIn | Refused> {
  const key = emailKey(email)
  const row = await means.db
    .selectFrom('account')
    .select(['id', 'password', 'disabled', 'demo'])
    .where('emailKey', '=', key)
    .executeTakeFirst()
  const known = knownDevice(means, row?.id, from.proof)
  const network = `sign-in ${networkOf(from.address)}`
  const own = known ? `known ${row!.id} ${known}` : `${network} ${key}`
  const allowances = [{ key: own, tries: 8, within: QUARTER }]
  // One network may try many accounts: a whole office signs in from it, so it is let far more.
  if (!known) allowances.push({ key: network, tries: 100, within: QUARTER })
  const again = await countTry(means, allowances)
  if (again !== undefined) return { refusal: 'too-many-tries', again }

  const fits = await isPassword(row?.password, password)
  const isOpen = row && !row.disabled && (!row.demo || (await isDemonstration(means)))
  if (!fits || !isOpen) return { refusal: 'wrong-email-or-password' }
  await forgetTries(means, own)
  if (!known) await giveTryBack(means, network)
  return enter(means, row.id, row.demo ? 'demonstration' : 'password', from)
}

/** Second step: a code of the app, or one of the recovery codes. */
export async function confirmSignIn(
  means: Means,
  { token, code }: { token: string | undefined; code: string },
  from: From,
): Promise<SignedIn | Refused> {
  const half = await halfWay(means, token)
  if (!half) return { refusal: 'first-step-is-over' }
  const { account } = half
  // Whoever is here knows the password. Six digits are few, so strangers' tries are counted for the whole account.
  const known = knownDevice(means, account, from.proof)
  const key = known ? `code ${account} ${known}` : `code ${account}`
  const allowances = [{ key, tries: 10, within: QUARTER }]
  if (!known) allowances.push({ key: `code ${account} day`, tries: 50, within: 86_400 })
  const again = await countTry(means, allowances)
  if (again !== undefined) return { refusal: 'too-many-tries', again }
  const isRight = (await takeCode(means, account, code)) || (await takeRecoveryCode(means, account, code))
  if (!isRight) return { refusal: 'wrong-code' }
  await forgetTries(means, key)
  return begin(means, account, 'second-factor', { ...from, replaces: token })
}

/** After something was proven that makes a session: asks for the second step where the account has one. */
export async function enter(
  means: Means,
  account: string,
  assurance: Person['assurance'],
  from: From,
): Promise<SignedIn> {
  const asks = assurance === 'password' && (await hasSecondFactor(means, account))
  if (!asks) return begin(means, account, assurance, from)
  const { device, replaces } = from
  const token = await beginSession(means, {
    account,
    assurance: 'half',
    device,
    ...(replaces && { replaces }),
  })
  return { token, next: 'second-step' }
}

async function begin(
  means: Means,
  account: string,
  assurance: Person['assurance'],
  { device, replaces }: From,
): Promise<SignedIn> {
  const token = await beginSession(means, { account, assurance, device, ...(replaces && { replaces }) })
  return { token, next: 'done', proof: deviceProof(means, account) }
}

/** The person types the password once more, before they change how they sign in. */
export async function proveAgain(
  means: Means,
  person: Person,
  password: string,
): Promise<Refused | undefined> {
  const key = `again ${person.account} ${person.session}`
  const again = await countTry(means, [{ key, tries: 8, within: QUARTER }])
  if (again !== undefined) return { refusal: 'too-many-tries', again }
  const row = await means.db
    .selectFrom('account')
    .select('password')
    .where('id', '=', person.account)
    .executeTakeFirst()
  if (!(await isPassword(row?.password, password))) return { refusal: 'wrong-email-or-password' }
  await forgetTries(means, key)
  await proveSession(means, person.session)
  return undefined
}

async function isDemonstration({ db }: Means): Promise<boolean> {
  const row = await db.selectFrom('identity').select('demo').executeTakeFirst()
  return row?.demo === true
}
