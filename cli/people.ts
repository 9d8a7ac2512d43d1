/** What the commands `goc user …` share. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, dayOf, isDay } from '@goc/domain/day.ts'
import type { Office } from '@goc/domain/people/offices.ts'
import { type Role, roles } from '@goc/domain/people.ts'
import { now } from '@goc/store/clock.ts'
import { type Account, type AccountRefusal, findAccount } from '@goc/store/people/accounts.ts'
import type { Means } from '@goc/store/people/means.ts'
import { type NamedTree, readTree } from '@goc/store/units.ts'
import { withDatabase } from './instance.ts'
import { withStore } from './record.ts'
import { placeOf, serveSettings } from './settings.ts'
import { UsageError } from './usage-error.ts'

export type Staff = { means: Means; tree: NamedTree; today: Day }

/** Opens the instance for a command about accounts. */
export function withStaff(
  options: { data?: string },
  work: (staff: Staff) => Promise<number>,
): Promise<number> {
  const place = placeOf(options)
  return withDatabase(options, (url) =>
    withStore(place, url, async ({ store, master }) => {
      const tree = await readTree(store.db)
      return work({ means: { db: store.db, master, now }, tree, today: dayOf(now()) })
    }),
  )
}

export const refusals: Record<AccountRefusal, string> = {
  'name-missing': '--name: is missing or too long',
  'email-is-none': '--email: is no e-mail address',
  'email-taken': 'there is an account with this e-mail address already (see goc user list)',
  'office-already-held': 'this role is held in this unit already',
  'office-not-held': 'this role is not held in this unit',
  'office-ends-before-it-begins': '--until: must not be before --from',
}

/** The option, or bad usage that names it. */
export function needed(option: string, value: string | undefined, such: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`--${option}: is missing; ${such}`)
  return value
}

export function roleOf(option: string, value: string | undefined): Role {
  const role = roles.find((known) => known === value)
  if (!role) throw new UsageError(`--${option}: is one of ${roles.join(', ')}`)
  return role
}

export function dayFrom(option: string, value: string | undefined): Day | undefined {
  if (value === undefined || isDay(value)) return value
  throw new UsageError(`--${option}: is a day such as 2026-01-31`)
}

/** The unit that stands under this code today. Throws when there is none. */
export function unitWith({ tree, today }: Staff, code: string): string {
  const unit = tree.coded(code, today) ?? tree.unit(code)
  if (!unit) throw new Error(`there is no unit ${code} in this record: goc import units brings them in`)
  return unit.id
}

/** The account with this address. Throws when there is none. */
export async function accountWith({ means }: Staff, email: string): Promise<Account> {
  const account = await findAccount(means, email)
  if (!account) throw new Error('there is no account with this e-mail address (see goc user list)')
  return account
}

/** `leader of xã Phù Ninh (07999), from 2026-01-01` */
export function inWords({ tree }: Staff, { role, unit, from, until }: Office): string {
  const label = tree.label(unit)
  const where = label ? `${label.name} (${label.code})` : unit
  return `${role} of ${where}, from ${from}${until ? ` to ${until}` : ''}`
}

/** The address of a one-time link: at the public origin, else where the instance says that it is served. */
export function linkTo(data: string | undefined, token: string): string {
  const place = placeOf({ data })
  return `${process.env.GOC_ORIGIN ? serveSettings([]).origin : servedAt(place.data)}/can-bo/moi/${token}`
}

function servedAt(data: string): string {
  try {
    const { address } = JSON.parse(readFileSync(join(data, 'serve.json'), 'utf8')) as { address?: string }
    if (address) return new URL(address).origin
  } catch {
    // Nobody serves it now.
  }
  return serveSettings([]).origin
}
