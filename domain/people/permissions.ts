/**
 * Who may do what, as a table that a person can read. It decides nothing: rules do. Tests ask the rules, and every
 * staff page, about each case of a table and compare.
 */

import { type Role, roles } from '../people.ts'
import type { PeopleRequest } from './rules.ts'

/** Where the thing lies, seen from the unit of the office: that unit, one below it, one above it, another beside it. */
export const places = ['own', 'below', 'above', 'beside'] as const
export type Where = (typeof places)[number]

/** The roles that may, and where; a role that is not named may nowhere. */
export type Permission = Partial<Record<Role, readonly Where[]>>

/** Most roles reach their unit and what is below it. */
export const inReach: readonly Where[] = ['own', 'below']

export const peoplePermissions: Record<PeopleRequest['do'], Permission> = {
  'keep-accounts': { admin: inReach },
  'read-access-log': { supervisor: inReach, auditor: inReach },
}

export type Case<Name extends string> = { name: Name; role: Role; where: Where; may: boolean }

/** Every name × role × place, with what the table says. */
export function* everyCase<Name extends string>(
  table: Readonly<Record<Name, Permission>>,
): Generator<Case<Name>> {
  for (const name of Object.keys(table) as Name[])
    for (const role of roles)
      for (const where of places)
        yield { name, role, where, may: table[name][role]?.includes(where) ?? false }
}
