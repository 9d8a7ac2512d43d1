/** The offices that a person holds, and in which of them a rule lets the person act. */

import type { Day } from '../day.ts'
import type { Actor, Role, UnitId } from '../people.ts'
import type { Tree } from '../units/tree.ts'

/** A role held in a unit, on each day from the first to the last, both included. */
export type Office = { role: Role; unit: UnitId; from: Day; until?: Day }

/** How sure it is who sits at the other end. A demonstration asks for no second factor and says so. */
export type Assurance = 'password' | 'second-factor' | 'demonstration'

/** A person as rules of reach need them. */
export type Holder = { offices: readonly Office[]; assurance: Assurance }

/** Why nobody was let through before any rule was asked. */
export type HolderRefusal = 'holds-no-office' | 'needs-second-factor'

export const isHeld = ({ from, until }: Office, day: Day): boolean =>
  from <= day && (until === undefined || day <= until)

/** Those who decide for others, or over accounts, prove more than a password. */
export const needsSecondFactor = (role: Role): boolean => role === 'leader' || role === 'admin'

export const isUsable = ({ role }: Office, assurance: Assurance): boolean =>
  assurance !== 'password' || !needsSecondFactor(role)

/** The offices that may be acted in on `day` with what the person has proven. */
export const officesOn = ({ offices, assurance }: Holder, day: Day): Office[] =>
  offices.filter((office) => isHeld(office, day) && isUsable(office, assurance))

/**
 * The person in one of their offices, as rules need it. It reaches the unit and all below it as the tree stands on
 * `day`. Throws when the office is not theirs to act in on that day: `choose` asks first.
 */
export function actorAs(person: Holder, office: Office, tree: Tree, day: Day): Actor {
  const held = officesOn(person, day).some(({ role, unit }) => role === office.role && unit === office.unit)
  if (!held) throw new Error(`${office.role}@${office.unit} is not held on ${day}`)
  return {
    by: `${office.role}@${office.unit}`,
    reaches: (unit) => unit === office.unit || tree.within(unit, office.unit, day),
  }
}

/**
 * Asks a rule about each office of a person, and gives the first in which it has no objection. When it objects to all,
 * its objection to the first office, or that one of them could act after a second factor.
 */
export function choose<Refusal extends string>(
  person: Holder,
  tree: Tree,
  day: Day,
  whyNot: (actor: Actor) => Refusal | undefined,
): { actor: Actor; office: Office } | { refusal: Refusal | HolderRefusal } {
  let refusal: Refusal | undefined
  for (const office of officesOn(person, day)) {
    const actor = actorAs(person, office, tree, day)
    const reason = whyNot(actor)
    if (reason === undefined) return { actor, office }
    refusal ??= reason
  }
  if (person.assurance === 'password') {
    const proven = choose({ ...person, assurance: 'second-factor' }, tree, day, whyNot)
    if ('actor' in proven) return { refusal: 'needs-second-factor' }
  }
  return { refusal: refusal ?? 'holds-no-office' }
}
