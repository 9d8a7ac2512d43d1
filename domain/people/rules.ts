/** Who may keep accounts, and who may read what others opened. Accounts are private and no part of the record. */

import { type Actor, holds, type UnitId } from '../people.ts'

export type PeopleRequest =
  /** To invite, to give and end roles, to reset and disable. `over`: every unit in which the account holds an office. */
  | { do: 'keep-accounts'; over: readonly UnitId[] }
  /** To see who opened what private thing of a unit, and why. */
  | { do: 'read-access-log'; over: readonly UnitId[] }

export type PeopleRefusal = 'only-who-keeps-accounts' | 'only-who-supervises' | 'account-of-no-unit'

/** Why this may not be done; undefined when nothing is in the way. */
export function whyNot(actor: Actor, request: PeopleRequest): PeopleRefusal | undefined {
  const { over } = request
  // Someone reached only in part must not be taken over through that part.
  if (over.length === 0) return 'account-of-no-unit'
  switch (request.do) {
    case 'keep-accounts':
      return over.every((unit) => holds(actor, ['admin'], unit)) ? undefined : 'only-who-keeps-accounts'
    case 'read-access-log':
      return over.every((unit) => holds(actor, ['supervisor', 'auditor'], unit))
        ? undefined
        : 'only-who-supervises'
  }
}
