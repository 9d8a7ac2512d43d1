/**
 * Which offices may do what to a matter, as a table that a person can read. It decides nothing: `whyNot` does, and tests
 * compare (domain/people/permissions.ts). Acts of a receipt are nobody's office, and have no row.
 */

import { inReach, type Permission } from '../people/permissions.ts'
import type { PetitionVerb } from './request.ts'

const works: Permission = { reception: inReach, officer: inReach, leader: inReach }
const leads: Permission = { leader: inReach }

export const petitionPermissions = {
  'ask-info': works,
  accept: works,
  draft: works,
  transfer: works,
  correct: works,
  assign: leads,
  return: leads,
  answer: leads,
  decline: leads,
  extend: leads,
  'ask-rekey': { reception: inReach },
  // And another office than the one that asked: the rules say it, and their tests.
  rekey: works,
} as const satisfies Partial<Record<PetitionVerb, Permission>>

/** Who takes in a matter for someone present, on the telephone or on paper. */
export const takingIn: Permission = { reception: inReach, secretary: inReach, moderator: inReach }

/** What offices read of a matter. `sender`: how the person may be reached, with a reason that is kept. */
export const readingPermissions = {
  queue: { ...works, supervisor: inReach },
  sender: works,
  /** What an office says to itself. */
  note: works,
} as const satisfies Record<string, Permission>
export type Reading = keyof typeof readingPermissions
