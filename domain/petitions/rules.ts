/** Who may do what to a matter, and when. An answer ends nothing: only those who raised it can say it is settled. */

import { accept, type Command, type Decider, type Decision, refuse } from '../act.ts'
import { addDays, type Moment, startOf } from '../day.ts'
import { type Actor, holds, officeOf, type UnitId } from '../people.ts'
import type { PetitionFact } from './acts.ts'
import { dueAfterWaiting, dueUnder, endOf, latestExtension, type Under } from './clock.ts'
import { factOf } from './fact.ts'
import { type PetitionRequest, requestOf } from './request.ts'
import { evolve, isOpen, type Petition } from './state.ts'

export type { Petition, PetitionRequest }

/** A verdict may be given, and changed, this long after the answer (record.md §4.3). */
export const VERDICT_WITHIN_DAYS = 15
/** A withdrawal may be taken back this long: a stolen receipt must not end a matter (record.md §4.3). */
export const RESUME_WITHIN_DAYS = 3
/** An objection to a decline may be made this long. */
export const OBJECT_WITHIN_DAYS = 30
/** Seconds by which the hall's clock may differ from the sequencer's in a limit of hours. */
const SLACK = 60

export type PetitionRefusal =
  | 'petition-already-received'
  | 'no-such-petition'
  | 'petition-was-erased'
  | 'only-those-who-take-in-matters'
  | 'only-the-office-in-charge'
  | 'only-the-leader-in-charge'
  | 'only-another-office-reviews'
  | 'only-the-receipt'
  | 'only-another-office-grants'
  | 'petition-is-closed'
  | 'petition-is-open'
  | 'petition-not-new'
  | 'petition-not-accepted'
  | 'nothing-drafted'
  | 'nothing-asked'
  | 'already-asked'
  | 'petition-not-answered'
  | 'answered-before'
  | 'petition-not-declined'
  | 'petition-not-withdrawn'
  | 'already-objected'
  | 'already-reviewed'
  | 'already-extended'
  | 'already-with-this-unit'
  | 'already-left'
  | 'already-erased'
  | 'deadline-not-by-the-rule'
  | 'receipt-speaks-of-another-answer'
  | 'receipt-is-out-of-date'
  | 'time-to-speak-has-passed'
  | 'time-to-object-has-passed'
  | 'too-late-to-take-back'
  | 'nobody-by-this-number'
  | 'nothing-to-correct'

type Asked<Verb extends PetitionRequest['do']> = Command<Extract<PetitionRequest, { do: Verb }>>

const unitOf = (petition: Petition | undefined, request: PetitionRequest): UnitId =>
  request.do === 'receive' ? request.unit : (petition?.unit ?? '')

/** Why this may not be done now; undefined when nothing is in the way. Pages ask it too. */
export function whyNot(
  petition: Petition | undefined,
  command: Command<PetitionRequest>,
): PetitionRefusal | undefined {
  if (command.do === 'receive') return whyNotReceive(petition, command)
  if (!petition) return 'no-such-petition'
  if (petition.erased) return command.do === 'erase' ? 'already-erased' : 'petition-was-erased'
  return whoMayNot(petition, command) ?? whenNot(petition, command)
}

function whyNotReceive(
  petition: Petition | undefined,
  command: Asked<'receive'>,
): PetitionRefusal | undefined {
  const { actor, channel } = command
  const ownDoor = actor.by === 'citizen' && (channel === 'web' || channel === 'api')
  const fromMeeting = actor.by === 'system' && channel === 'meeting'
  if (!ownDoor && !fromMeeting && whyNotTakeIn(actor, command.unit)) return 'only-those-who-take-in-matters'
  if (petition) return 'petition-already-received'
  return isDueAtReceipt(command) ? undefined : 'deadline-not-by-the-rule'
}

/** Why an office takes in nothing for a unit; undefined when it may. A desk asks before there is a matter. */
export const whyNotTakeIn = (actor: Actor, unit: UnitId): PetitionRefusal | undefined =>
  holds(actor, ['reception', 'secretary', 'moderator'], unit) ? undefined : 'only-those-who-take-in-matters'

/** Why an office does not lead a unit's work; undefined when it does. A queue asks before it gives out many matters. */
export const whyNotLead = (actor: Actor, unit: UnitId): PetitionRefusal | undefined =>
  holds(actor, ['leader'], unit) ? undefined : 'only-the-leader-in-charge'

/** Acts that a receipt does, and that an office may enter for someone who stands before it. */
const alsoAtTheDesk = new Set(['give-info', 'object', 'join'])

function whoMayNot(petition: Petition, command: Command<PetitionRequest>): PetitionRefusal | undefined {
  const { actor } = command
  const { unit } = petition
  const works = () => holds(actor, ['reception', 'officer', 'leader'], unit)
  switch (command.do) {
    case 'receive':
      return undefined
    case 'ask-info':
    case 'accept':
    case 'draft':
    case 'transfer':
    case 'correct':
      return works() ? undefined : 'only-the-office-in-charge'
    case 'assign':
    case 'return':
    case 'answer':
    case 'decline':
    case 'extend':
      return whyNotLead(actor, unit)
    case 'review': {
      const other = officeOf(actor.by)?.unit !== petition.decline?.by
      const may = holds(actor, ['leader', 'supervisor'], unit)
      return may && other ? undefined : 'only-another-office-reviews'
    }
    case 'ask-rekey':
      return holds(actor, ['reception'], unit) ? undefined : 'only-those-who-take-in-matters'
    case 'rekey': {
      const may = holds(actor, ['reception', 'officer', 'leader'], unit)
      const other = petition.behind[command.who]?.rekeying?.by !== actor.by
      return may && other ? undefined : 'only-another-office-grants'
    }
    case 'erase':
      if (actor.by === 'citizen') return whoIsNot(petition, command)
      return actor.by === 'system' || holds(actor, ['admin'], unit) ? undefined : 'only-the-receipt'
    case 'join':
      return actor.by === 'citizen' || holds(actor, ['reception'], unit)
        ? undefined
        : 'only-those-who-take-in-matters'
    default:
      if (actor.by === 'citizen') return whoIsNot(petition, command)
      return alsoAtTheDesk.has(command.do) && holds(actor, ['reception'], unit) && command.sig === undefined
        ? undefined
        : 'only-the-receipt'
  }
}

/** Why this receipt may not speak: it is nobody's here, or was signed for another moment of the matter. */
function whoIsNot(
  { behind, n }: Petition,
  { who, n: signedFor, sig }: { who?: number; n?: number; sig?: string },
): PetitionRefusal | undefined {
  const person = who === undefined ? undefined : behind[who]
  if (person?.key === undefined || sig === undefined) return 'only-the-receipt'
  return signedFor === n + 1 ? undefined : 'receipt-is-out-of-date'
}

function whenNot(petition: Petition, command: Command<PetitionRequest>): PetitionRefusal | undefined {
  const open = isOpen(petition)
  const { stage, behind } = petition
  switch (command.do) {
    case 'receive':
      return undefined
    case 'ask-info':
      if (!open) return 'petition-is-closed'
      return petition.waitingSince ? 'already-asked' : undefined
    case 'give-info':
      if (!open) return 'petition-is-closed'
      if (!petition.waitingSince) return 'nothing-asked'
      return isDueAfterWaiting(petition, command) ? undefined : 'deadline-not-by-the-rule'
    case 'accept':
      if (stage !== 'received') return open ? 'petition-not-new' : 'petition-is-closed'
      return isDueUnder(petition, command) ? undefined : 'deadline-not-by-the-rule'
    case 'assign':
    case 'draft':
      if (!open) return 'petition-is-closed'
      return stage === 'received' ? 'petition-not-accepted' : undefined
    case 'return':
      return stage === 'drafted' ? undefined : 'nothing-drafted'
    case 'answer':
      if (!open) return 'petition-is-closed'
      return stage === 'received' ? 'petition-not-accepted' : undefined
    case 'confirm':
    case 'dispute':
      return whyNotSpeak(petition, command)
    case 'decline':
      if (!open) return 'petition-is-closed'
      return petition.rounds > 0 ? 'answered-before' : undefined
    case 'object':
      if (stage !== 'declined') return 'petition-not-declined'
      if (petition.decline!.objected) return 'already-objected'
      return command.day > addDays(petition.decline!.on, OBJECT_WITHIN_DAYS)
        ? 'time-to-object-has-passed'
        : undefined
    case 'review':
      if (stage !== 'declined') return 'petition-not-declined'
      return petition.decline!.upheld === undefined ? undefined : 'already-reviewed'
    case 'transfer':
      if (!open) return 'petition-is-closed'
      return command.to === petition.unit ? 'already-with-this-unit' : undefined
    case 'extend':
      if (!open) return 'petition-is-closed'
      if (stage === 'received') return 'petition-not-accepted'
      if (petition.extended) return 'already-extended'
      return isExtension(petition, command) ? undefined : 'deadline-not-by-the-rule'
    case 'join':
      return open ? undefined : 'petition-is-closed'
    case 'withdraw':
      if (!open) return 'petition-is-closed'
      return behind[command.who]?.left ? 'already-left' : undefined
    case 'resume':
      if (stage !== 'withdrawn') return 'petition-not-withdrawn'
      if (command.day > addDays(petition.withdrawn!.on, RESUME_WITHIN_DAYS)) return 'too-late-to-take-back'
      return behind[command.who]?.left ? undefined : 'nobody-by-this-number'
    case 'merge':
      if (!open) return 'petition-is-closed'
      return command.who === 0 ? undefined : 'only-the-receipt'
    case 'ask-rekey':
      return behind[command.who] ? undefined : 'nobody-by-this-number'
    case 'rekey':
      return isKeyAskedFor(behind[command.who]?.rekeying, command.key) ? undefined : 'nothing-asked'
    case 'correct':
      return command.field === undefined && command.type === undefined ? 'nothing-to-correct' : undefined
    case 'erase':
      return open ? 'petition-is-open' : undefined
  }
}

/** A key that was named when it was asked for is granted as it is; else whoever grants it has it made. */
const isKeyAskedFor = (asked: { key?: string } | undefined, key: string): boolean =>
  asked !== undefined && (asked.key === undefined || asked.key === key)

function whyNotSpeak(
  petition: Petition,
  command: Asked<'confirm'> | Asked<'dispute'>,
): PetitionRefusal | undefined {
  const { answer, stage, behind } = petition
  const takesBack = command.do === 'confirm' && petition.reopenedBy === command.who && stage === 'assigned'
  if (!answer || (stage !== 'answered' && !takesBack)) return 'petition-not-answered'
  if (behind[command.who]?.left) return 'already-left'
  if (answer.entry && (command.ref !== answer.entry.index || command.refh !== answer.entry.hash()))
    return 'receipt-speaks-of-another-answer'
  return command.day > addDays(answer.on, VERDICT_WITHIN_DAYS) ? 'time-to-speak-has-passed' : undefined
}

/** Days are exact; of hours, the hall and the record may differ by the seconds until an act is entered. */
function isDueUnder(petition: Petition, { due, rule, calendar }: Asked<'accept'>): boolean {
  const by = dueIf(petition, { rule, calendar })
  return by !== undefined && Math.abs(by - due) <= SLACK
}

/**
 * When the citizen's clock would end were the matter accepted under a preset. Undefined where there is no such preset,
 * or where the matter was accepted before: who has it next may not choose again.
 */
export function dueIf(petition: Petition, under: Under): Moment | undefined {
  if (petition.rule === under.rule && petition.calendar === under.calendar) return petition.due
  if (petition.accepted) return undefined
  const due = dueUnder(under, petition.receivedAt)
  if (due === undefined) return undefined
  return petition.waits.reduce((later, [from, to]) => dueAfterWaiting(later, under.calendar, from, to), due)
}

const isDueAfterWaiting = (petition: Petition, { due, day }: Asked<'give-info'>): boolean =>
  due === dueAfterWaiting(petition.due, petition.calendar, petition.waitingSince!, day)

function isExtension(petition: Petition, { due }: Asked<'extend'>): boolean {
  const latest = latestExtension(petition.due, petition)
  return latest !== undefined && due > petition.due && due <= latest
}

/** Whether a deadline given at receipt is the rule's, for an act of this day. */
function isDueAtReceipt({ due, rule, calendar, day }: Asked<'receive'>): boolean {
  const at = (moment: number) => dueUnder({ rule, calendar }, moment)
  const [first, last] = [at(startOf(day)), at(endOf(day))]
  return first !== undefined && last !== undefined && due >= first && due <= last
}

function decide(
  petition: Petition | undefined,
  command: Command<PetitionRequest>,
): Decision<PetitionFact, PetitionRefusal> {
  const reason = whyNot(petition, command)
  if (reason) return refuse(reason)
  return accept(factOf(petition, command))
}

export const petitionRules: Decider<Petition, PetitionRequest, PetitionFact, PetitionRefusal> = {
  unitOf,
  decide,
  evolve,
  requestOf,
  keyOf: (petition, act) =>
    'who' in act && act.who !== undefined ? petition?.behind[act.who]?.key : undefined,
}
