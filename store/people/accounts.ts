/** Accounts. Who may change them is asked before (domain/people/rules.ts). */

import { randomBytes } from 'node:crypto'
import { dayOf } from '@goc/domain/day.ts'
import type { Office } from '@goc/domain/people/offices.ts'
import type { UnitId } from '@goc/domain/people.ts'
import { sql } from 'kysely'
import type { Means } from './means.ts'
import { giveOffice, type OfficeRefusal, officesOfAll } from './offices.ts'
import { endSessions } from './sessions.ts'
import { noteChange } from './trail.ts'

export type AccountRefusal = 'name-missing' | 'email-is-none' | 'email-taken' | OfficeRefusal

export type Account = {
  id: string
  name: string
  email: string
  disabled: boolean
  demo: boolean
  hasPassword: boolean
  hasCodeApp: boolean
  passkeys: number
  /** Those held on the day asked about, or to be held later. */
  offices: Office[]
  lastSeen: number | null
}

/** How an address is looked up: letters of any case are the same, marks are not. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase()

const EMAIL = /^[^\s@<>"(),;:\\]{1,64}@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\]{2,}$/

/** A new account without a password; its owner sets one by an invitation. */
export async function addAccount(
  means: Means,
  asked: { name: string; email: string; office?: Office; demo?: boolean },
  by: string | null,
): Promise<{ id: string } | { refusal: AccountRefusal }> {
  const name = asked.name.trim().normalize('NFC')
  const email = asked.email.trim().normalize('NFC')
  if (name === '' || name.length > 200) return { refusal: 'name-missing' }
  if (!EMAIL.test(email) || email.length > 254) return { refusal: 'email-is-none' }
  return means.db.transaction().execute(async (db) => {
    const within = { ...means, db }
    const { office } = asked
    if (office?.until !== undefined && office.until < office.from)
      return { refusal: 'office-ends-before-it-begins' as const }
    const made = await db
      .insertInto('account')
      .values({
        name,
        email,
        emailKey: emailKey(email),
        handle: randomBytes(32),
        demo: asked.demo ?? false,
        createdAt: means.now(),
      })
      .onConflict((conflict) => conflict.column('emailKey').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return { refusal: 'email-taken' as const }
    await noteChange(within, made.id, by, 'created')
    if (office) await giveOffice(within, made.id, office, by)
    return made
  })
}

/** Nobody signs in to a disabled account, and whoever is signed in is out at once. */
export async function setDisabled(
  means: Means,
  account: string,
  disabled: boolean,
  by: string | null,
): Promise<void> {
  await means.db.updateTable('account').set({ disabled }).where('id', '=', account).execute()
  await noteChange(means, account, by, disabled ? 'disabled' : 'enabled')
  if (disabled) await endSessions(means, account, by)
}

export async function findAccount(means: Means, email: string): Promise<Account | undefined> {
  const [found] = await listAccounts(means, { email })
  return found
}

/** Accounts by name. `units`: those with an office in one of these units; there are a few hundred in a province. */
export async function listAccounts(
  means: Means,
  { email, id, units }: { email?: string; id?: string; units?: readonly UnitId[] } = {},
): Promise<Account[]> {
  const day = dayOf(means.now())
  let asked = means.db
    .selectFrom('account')
    .select((eb) => [
      'account.id',
      'name',
      'email',
      'disabled',
      'demo',
      eb('password', 'is not', null).as('hasPassword'),
      eb('totp', 'is not', null).as('hasCodeApp'),
      eb
        .selectFrom('passkey')
        .whereRef('passkey.account', '=', 'account.id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('passkeys'),
      eb
        .selectFrom('session')
        .whereRef('session.account', '=', 'account.id')
        .select((seen) => seen.fn.max('seenAt').as('t'))
        .as('lastSeen'),
    ])
    .orderBy('name')
    .orderBy('email')
  if (email !== undefined) asked = asked.where('emailKey', '=', emailKey(email))
  if (id !== undefined) asked = asked.where('account.id', '=', id)
  if (units !== undefined) {
    const there = means.db
      .selectFrom('office')
      .select('account')
      .where(sql<boolean>`unit = any(${units}::text[])`)
    asked = asked.where('account.id', 'in', there)
  }
  const rows = await asked.execute()
  const offices = await officesOfAll(
    means,
    rows.map((row) => row.id),
    day,
  )
  return rows.map((row) => ({
    ...row,
    hasPassword: Boolean(row.hasPassword),
    hasCodeApp: Boolean(row.hasCodeApp),
    passkeys: row.passkeys ?? 0,
    offices: offices.get(row.id) ?? [],
  }))
}
