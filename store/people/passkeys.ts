/**
 * Passkeys (WebAuthn). One asks for its owner's finger, face or PIN, so it proves two things at once and signs in
 * alone; it answers only to this site's own address.
 */

import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { countTry, networkOf } from './attempts.ts'
import { digestOf, type Means } from './means.ts'
import { enter, type From, type Refused, type SignedIn } from './sign-in.ts'
import { noteChange } from './trail.ts'

/** The site as authenticators know it: its public origin. */
export type Site = { origin: string }

const ANSWER_WITHIN = 300
const siteId = ({ origin }: Site): string => new URL(origin).hostname

/** What a browser is to ask an authenticator when someone signs in. Says nothing of who has an account. */
export async function askForPasskey(
  means: Means,
  site: Site,
  { address }: Pick<From, 'address'>,
): Promise<PublicKeyCredentialRequestOptionsJSON | Refused> {
  const again = await countTry(means, [
    { key: `passkey ${networkOf(address)}`, tries: 200, within: ANSWER_WITHIN },
  ])
  if (again !== undefined) return { refusal: 'too-many-tries', again }
  const options = await generateAuthenticationOptions({
    rpID: siteId(site),
    userVerification: 'required',
    timeout: ANSWER_WITHIN * 1_000,
  })
  await keepChallenge(means, options.challenge, null)
  return options
}

/** Signs in by what the authenticator answered. */
export async function signInByPasskey(
  means: Means,
  site: Site,
  response: AuthenticationResponseJSON,
  from: From,
): Promise<SignedIn | Refused> {
  const refused = { refusal: 'passkey-not-accepted' } as const
  const known = await means.db
    .selectFrom('passkey')
    .innerJoin('account', 'account.id', 'passkey.account')
    .select(['passkey.id', 'account', 'publicKey', 'counter', 'disabled'])
    .where('passkey.id', '=', String(response.id))
    .executeTakeFirst()
  if (!known || known.disabled) return refused
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(means, challenge, null),
    expectedOrigin: site.origin,
    expectedRPID: siteId(site),
    credential: { id: known.id, publicKey: Uint8Array.from(known.publicKey), counter: known.counter },
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified) return refused
  await means.db
    .updateTable('passkey')
    .set({ counter: verified.authenticationInfo.newCounter, usedAt: means.now() })
    .where('id', '=', known.id)
    .execute()
  return enter(means, known.account, 'second-factor', from)
}

/** What a browser is to ask an authenticator when a passkey is added to an account. */
export async function offerPasskey(
  means: Means,
  site: Site,
  account: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { handle, name, email } = await means.db
    .selectFrom('account')
    .select(['handle', 'name', 'email'])
    .where('id', '=', account)
    .executeTakeFirstOrThrow()
  const options = await generateRegistrationOptions({
    rpName: 'Gốc',
    rpID: siteId(site),
    userID: Uint8Array.from(handle),
    userName: email,
    userDisplayName: name,
    attestationType: 'none',
    timeout: ANSWER_WITHIN * 1_000,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: (await listPasskeys(means, account)).map(({ id }) => ({ id })),
  })
  await keepChallenge(means, options.challenge, account)
  return options
}

/** Adds a passkey by what the authenticator answered; gives whether it was accepted. */
export async function addPasskey(
  means: Means,
  site: Site,
  account: string,
  response: RegistrationResponseJSON,
  name: string,
): Promise<boolean> {
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(means, challenge, account),
    expectedOrigin: site.origin,
    expectedRPID: siteId(site),
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified) return false
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential
  const { numInsertedOrUpdatedRows } = await means.db
    .insertInto('passkey')
    .values({
      id,
      account,
      publicKey: Buffer.from(publicKey),
      counter,
      transports,
      name: name.trim().slice(0, 60),
      addedAt: means.now(),
      usedAt: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await noteChange(means, account, account, 'passkey-added')
  return true
}

export type PasskeyRow = { id: string; name: string; addedAt: number; usedAt: number | null }

export const listPasskeys = ({ db }: Pick<Means, 'db'>, account: string): Promise<PasskeyRow[]> =>
  db
    .selectFrom('passkey')
    .select(['id', 'name', 'addedAt', 'usedAt'])
    .where('account', '=', account)
    .orderBy('addedAt')
    .execute()

/** Gives whether there was such a passkey. */
export async function removePasskey(means: Means, account: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await means.db
    .deleteFrom('passkey')
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows !== 1n) return false
  await noteChange(means, account, account, 'passkey-removed')
  return true
}

async function keepChallenge({ db, now }: Means, challenge: string, account: string | null): Promise<void> {
  const t = now()
  await db.deleteFrom('challenge').where('until', '<=', t).execute()
  const row = { digest: digestOf(challenge), account, until: t + ANSWER_WITHIN }
  await db.insertInto('challenge').values(row).execute()
}

/** A challenge is answered once. */
async function takeChallenge(
  { db, now }: Means,
  challenge: string,
  account: string | null,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('challenge')
    .where('digest', '=', digestOf(challenge))
    .where('account', 'is not distinct from', account)
    .where('until', '>', now())
    .executeTakeFirst()
  return numDeletedRows === 1n
}
