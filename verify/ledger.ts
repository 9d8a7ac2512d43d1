/**
 * What is known of every matter at one place in the record, and whether the next act may follow: the rules are
 * asked again what each act answers, and must give just that fact.
 */

import { type Act, type Command, type Decision, dayOfAct, type Entry } from '@goc/domain/act.ts'
import { type Day, dayOf, type Moment } from '@goc/domain/day.ts'
import { featureOf } from '@goc/domain/features.ts'
import type { Meeting } from '@goc/domain/meetings/rules.ts'
import { type Actor, type By, officeOf, system } from '@goc/domain/people.ts'
import type { Unit } from '@goc/domain/units/rules.ts'
import { type Tree, treeOf } from '@goc/domain/units/tree.ts'
import { Fault } from './fault.ts'

/** One matter: how many acts it has had, and what its rules remember. */
export type Case = { n: number; state: unknown }

/** All that a ledger knows, so that it can be kept and gone on from. */
export type Ledger = {
  t: Moment
  readonly cases: Map<string, Case>
  tree(): Tree
  /** Throws the fault of the act, if it has one. */
  enter(act: Act, index: number, entry: Entry): void
}

/** Asked about each act that a receipt has signed, with that receipt's public key. */
export type Signed = (act: Act & { sig: string }, key: string, index: number) => void

type Rules = NonNullable<ReturnType<typeof featureOf>>['rules']

/** Members of every act that are no part of its fact: subject, n, unit, by, t. */
const ENVELOPE = 5

export function makeLedger(signed: Signed, t: Moment = 0, cases = new Map<string, Case>()): Ledger {
  const units = new Map<string, Unit>()
  for (const [subject, known] of cases) {
    if (subject.startsWith('unit/')) units.set(subject.slice('unit/'.length), known.state as Unit)
  }
  let tree: Tree | undefined
  const treeNow = () => {
    tree ??= treeOf(units.values())
    return tree
  }

  // What `reaches` of the actors is asked about: one act at a time.
  let asked: Act
  let today: Day
  const actors = new Map<By, Actor>([['system', system]])
  function actorOf(by: By): Actor {
    let actor = actors.get(by)
    if (!actor) {
      const office = officeOf(by)?.unit
      actor = { by, reaches: (unit) => office !== undefined && reaches(office, unit) }
      actors.set(by, actor)
    }
    return actor
  }

  function reaches(office: string, unit: string): boolean {
    if (unit === office) return true
    // A unit that is not there yet is reached through the one that it is put under.
    const at = units.has(unit) ? unit : (asked as { parent?: string }).parent
    if (at === undefined) return false
    return treeNow().within(at, office, today)
  }

  /** What one feature's rules cannot see of another's. */
  function unseen(act: Act): string | undefined {
    if (act.kind.startsWith('unit.') && act.subject !== `unit/${act.unit}`) return 'another unit'
    if (act.kind === 'meeting.called') return units.has(act.unit) ? undefined : 'no-such-unit'
    if (act.kind.startsWith('petition.')) return unseenOfPetition(act)
    if (act.kind !== 'opinion.raised') return undefined
    const { meeting: id, held } = act as unknown as { meeting: string; held: Day }
    const meeting = cases.get(id)?.state as Meeting | undefined
    if (!meeting) return 'no-such-meeting'
    if (meeting.status !== 'held') return 'meeting-not-yet-held'
    if (dayOf(meeting.starts) !== held) return 'held-on-another-day'
    return meeting.unit === act.unit ? undefined : 'meeting-of-another-unit'
  }

  function unseenOfPetition(act: Act): string | undefined {
    const { kind, subject, unit, from, to, into } = act as Act &
      Record<'from' | 'to' | 'into', string | undefined>
    if (kind === 'petition.received' && !units.has(unit)) return 'no-such-unit'
    if (from !== undefined && !cases.has(from)) return 'no-such-meeting'
    if (to !== undefined && !units.has(to)) return 'no-such-unit'
    return into !== undefined && (into === subject || !cases.has(into)) ? 'no-such-petition' : undefined
  }

  function enter(act: Act, index: number, entry: Entry): void {
    const { subject, n, unit, t } = act
    if (t < ledger.t) throw new Fault('time-went-back', `entered at ${t}, after one at ${ledger.t}`, index)
    ledger.t = t
    const known = cases.get(subject)
    const next = known === undefined ? 1 : known.n + 1
    if (n !== next) throw new Fault('wrong-number', `${subject}: act ${n} where ${next} must follow`, index)

    const { rules, isUnit } = featureNamed(act.kind)
    const request = rules.requestOf(act)
    asked = act
    today = dayOfAct(act)
    const command = request as Command<object>
    const unitAsked = rules.unitOf(known?.state, request)
    command.actor = actorOf(act.by)
    command.day = today
    if (act.src) command.src = act.src
    const decision = rules.decide(known?.state, command)
    const why = whyNot(act, decision) ?? (unitAsked === unit ? unseen(act) : 'another unit')
    if (why !== undefined)
      throw new Fault('not-allowed', `${subject}: ${act.kind} by ${act.by}: ${why}`, index)
    if ('sig' in act) {
      const key = rules.keyOf?.(known?.state, act)
      if (key === undefined)
        throw new Fault('bad-citizen-signature', `${subject}: ${act.kind} is signed with nobody's key`, index)
      signed(act as Act & { sig: string }, key, index)
    }

    const state = rules.evolve(known?.state, act, entry)
    if (known === undefined) cases.set(subject, { n, state })
    else {
      known.n = n
      known.state = state
    }
    if (isUnit) {
      units.set(unit, state as Unit)
      tree = undefined
    }
  }

  const features = new Map<string, { rules: Rules; isUnit: boolean }>()
  function featureNamed(kind: string) {
    let feature = features.get(kind)
    if (!feature) {
      feature = { rules: featureOf(kind)!.rules, isUnit: kind.startsWith('unit.') }
      features.set(kind, feature)
    }
    return feature
  }

  const ledger: Ledger = { t, cases, tree: treeNow, enter }
  return ledger
}

/** Why the rules would not say what the act says. */
function whyNot(act: Act, decision: Decision<object, string>): string | undefined {
  if ('refusal' in decision) return decision.refusal
  const { facts } = decision
  return facts.length === 1 && isFactOf(act, facts[0]!) ? undefined : 'the rules say another fact'
}

/** Whether an act says this fact and, but for its envelope, nothing else. */
function isFactOf(act: Act, fact: object): boolean {
  const said = act as unknown as Record<string, unknown>
  const due = fact as Record<string, unknown>
  let members = ENVELOPE
  for (const name in due) {
    if (said[name] !== due[name]) return false
    members++
  }
  if (act.on !== undefined) members += 2
  for (const _ in said) members--
  return members === 0
}
