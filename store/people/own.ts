/** What people change of their own way to sign in. Each change asks that they have proven who they are a moment ago. */

import { needsSecondFactor } from '@goc/domain/people/offices.ts'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { removeCodeApp, setCodeApp } from './code-app.ts'
import type { Means } from './means.ts'
import { addPasskey, listPasskeys, removePasskey, type Site } from './passkeys.ts'
import { hashPassword, type PasswordRefusal, whyWeak } from './password.ts'
import { makeRecoveryCodes, recoveryCodesLeft } from './recovery.ts'
import { beginSession, endSessions, type Person } from './sessions.ts'
import { noteChange } from './trail.ts'

export type OwnRefusal =
  | 'prove-who-you-are'
  | 'first-factor-by-link'
  | 'last-factor-stays'
  | 'wrong-code'
  | 'passkey-not-accepted'
  | 'demonstration-account'
  | PasswordRefusal

/** The new token takes the place of the session's; `codes` are shown once. */
export type Raised = { token: string; codes?: string[] }

type Standing = Pick<Person, 'assurance' | 'enrols' | 'isProven' | 'offices' | 'demo'>

/** Why this person may not change how they sign in now; undefined when they may. */
export function whyNotChange(person: Standing): OwnRefusal | undefined {
  // Everybody knows its password: nobody shall shut the others out.
  if (person.demo) return 'demonstration-account'
  return person.isProven ? undefined : 'prove-who-you-are'
}

/**
 * The same for adding a factor. A stolen password must not be enough to become a leader: with such an office the first
 * factor is set up by a one-time link.
 */
export function whyNotEnrol(person: Standing): OwnRefusal | undefined {
  const { assurance, enrols, offices } = person
  if (assurance === 'password' && !enrols && offices.some(({ role }) => needsSecondFactor(role)))
    return person.demo ? 'demonstration-account' : 'first-factor-by-link'
  return whyNotChange(person)
}

export async function changePassword(
  means: Means,
  person: Person,
  password: string,
): Promise<{ refusal: OwnRefusal } | undefined> {
  const refusal = whyNotChange(person) ?? whyWeak(password, [person.name, person.email])
  if (refusal) return { refusal }
  const hashed = await hashPassword(password)
  await means.db.updateTable('account').set({ password: hashed }).where('id', '=', person.account).execute()
  await noteChange(means, person.account, person.account, 'password-set')
  await endSessions(means, person.account, person.account, { except: person.session })
  return undefined
}

/** Sets up the app whose offer is `sealed`, when `code` is its code. */
export async function enrolCodeApp(
  means: Means,
  person: Person,
  { sealed, code, token, device }: { sealed: string; code: string; token: string; device: string },
): Promise<Raised | { refusal: OwnRefusal }> {
  const refusal = whyNotEnrol(person)
  if (refusal) return { refusal }
  if (!(await setCodeApp(means, person.account, sealed, code))) return { refusal: 'wrong-code' }
  await noteChange(means, person.account, person.account, 'code-app-set')
  return raise(means, person, token, device)
}

export async function enrolPasskey(
  means: Means,
  site: Site,
  person: Person,
  {
    response,
    name,
    token,
    device,
  }: { response: RegistrationResponseJSON; name: string; token: string; device: string },
): Promise<Raised | { refusal: OwnRefusal }> {
  const refusal = whyNotEnrol(person)
  if (refusal) return { refusal }
  const isAdded = await addPasskey(means, site, person.account, response, name)
  return isAdded ? raise(means, person, token, device) : { refusal: 'passkey-not-accepted' }
}

/** Takes away the code app, or the passkey of that id. Who needs a second factor keeps the last one. */
export async function removeFactor(
  means: Means,
  person: Person,
  factor: { passkey: string } | 'code-app',
): Promise<{ refusal: OwnRefusal } | undefined> {
  const refusal = whyNotChange(person)
  if (refusal) return { refusal }
  const { account } = person
  return means.db.transaction().execute(async (db) => {
    const within = { ...means, db }
    // Two that take away one each at once must not take away both.
    const { totp } = await db
      .selectFrom('account')
      .select('totp')
      .where('id', '=', account)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const passkeys = (await listPasskeys(within, account)).length
    const isLast = passkeys + (totp ? 1 : 0) <= 1
    if (isLast && person.offices.some(({ role }) => needsSecondFactor(role)))
      return { refusal: 'last-factor-stays' as const }
    if (factor !== 'code-app') await removePasskey(within, account, factor.passkey)
    else if (totp) {
      await removeCodeApp(within, account)
      await noteChange(within, account, account, 'code-app-removed')
    }
    return undefined
  })
}

export async function renewRecoveryCodes(
  means: Means,
  person: Person,
): Promise<{ codes: string[] } | { refusal: OwnRefusal }> {
  const refusal = whyNotChange(person)
  return refusal ? { refusal } : { codes: await makeRecoveryCodes(means, person.account) }
}

/** The session has proven a second factor now, and gets another token; recovery codes come with the first factor. */
async function raise(means: Means, { account }: Person, token: string, device: string): Promise<Raised> {
  const codes =
    (await recoveryCodesLeft(means, account)) > 0 ? undefined : await makeRecoveryCodes(means, account)
  const next = await beginSession(means, {
    account,
    assurance: 'second-factor',
    device,
    replaces: token,
  })
  return { token: next, ...(codes && { codes }) }
}
