/** Who may do what to an opinion, and when. Only its receipt can say that an answer satisfies. */

import { accept, type Command, type Decider, type Decision, type Entry, refuse } from '../act.ts'
import { addDays, type Day, dayOf } from '../day.ts'
import { holds, type UnitId } from '../people.ts'
import type { channels, OpinionAct, OpinionFact, opinionTypes, Verdict } from './acts.ts'

/** A verdict may be given, and changed, this long after the answer (record.md §4.3). */
export const VERDICT_WITHIN_DAYS = 15

type Filed = {
  field: string
  type: (typeof opinionTypes)[number]
  channel: (typeof channels)[number]
}
type Speaks = { n: number; ref: number; refh: string; sig: string }

export type OpinionRequest =
  | ({
      do: 'raise'
      unit: UnitId
      meeting: string
      held: Day
      due: Day
      rule: string
      assigned: UnitId
      text: string
      key?: string
      keyBy?: 'office'
    } & Filed)
  | { do: 'resolve'; method: string; published: boolean; document?: string; answer?: string }
  | { do: 'reopen' }
  | { do: 'rate'; rating: number }
  | ({ do: 'confirm'; rating?: number } & Speaks)
  | ({ do: 'dispute'; reason?: string } & Speaks)

export type OpinionRefusal =
  | 'opinion-already-raised'
  | 'no-such-opinion'
  | 'only-those-who-take-in-opinions'
  | 'only-the-office-in-charge'
  | 'opinion-due-before-it-was-raised'
  | 'opinion-already-resolved'
  | 'opinion-not-resolved'
  | 'resolved-before-it-was-raised'
  | 'resolved-before-it-was-reopened'
  | 'reopened-before-it-was-resolved'
  | 'reopened-before-it-was-judged'
  | 'rating-without-receipt'
  | 'only-the-receipt'
  | 'receipt-speaks-of-another-answer'
  | 'receipt-is-out-of-date'
  | 'time-to-speak-has-passed'

export type Opinion = Filed & {
  unit: UnitId
  meeting: string
  held: Day
  due: Day
  rule: string
  assigned: UnitId
  text: string
  raisedOn: Day
  key?: string
  keyBy?: 'office'
  imported: boolean
  /** How many acts it has had. */
  n: number
  /** How many answers; the last one stands when `status` is resolved. */
  rounds: number
  status: 'open' | 'resolved'
  reopened: number
  reopenedOn?: Day
  answer?: Answer
  rating?: number
}

export type Answer = {
  on: Day
  method: string
  published: boolean
  document?: string
  words?: string
  entry?: Entry
  verdict?: Verdict
  verdictOn?: Day
}

const unitOf = (opinion: Opinion | undefined, request: OpinionRequest): UnitId =>
  request.do === 'raise' ? request.unit : (opinion?.unit ?? '')

/** Why this may not be done now; undefined when nothing is in the way. Pages ask it too. */
export function whyNot(
  opinion: Opinion | undefined,
  command: Command<OpinionRequest>,
): OpinionRefusal | undefined {
  const { actor } = command
  const fromBooks = command.src === 'import' && actor.by === 'system'
  if (command.do === 'raise') {
    const mayTakeIn = ['reception', 'secretary', 'moderator'] as const
    if (!fromBooks && !holds(actor, mayTakeIn, command.unit)) return 'only-those-who-take-in-opinions'
    if (opinion) return 'opinion-already-raised'
    return command.due < command.held ? 'opinion-due-before-it-was-raised' : undefined
  }
  if (!opinion) return 'no-such-opinion'

  const inCharge = () =>
    fromBooks ||
    holds(actor, ['officer', 'leader'], opinion.assigned) ||
    holds(actor, ['officer', 'leader'], opinion.unit)
  switch (command.do) {
    case 'resolve':
      if (!inCharge()) return 'only-the-office-in-charge'
      if (opinion.status === 'resolved') return 'opinion-already-resolved'
      if (command.day < opinion.held) return 'resolved-before-it-was-raised'
      return command.day < (opinion.reopenedOn ?? '') ? 'resolved-before-it-was-reopened' : undefined
    case 'reopen':
      if (!inCharge()) return 'only-the-office-in-charge'
      if (opinion.status !== 'resolved') return 'opinion-not-resolved'
      if (command.day < opinion.answer!.on) return 'reopened-before-it-was-resolved'
      return command.day < (opinion.answer!.verdictOn ?? '') ? 'reopened-before-it-was-judged' : undefined
    case 'rate':
      if (!fromBooks) return 'rating-without-receipt'
      return opinion.answer ? undefined : 'opinion-not-resolved'
    case 'confirm':
    case 'dispute':
      if (actor.by !== 'citizen' || opinion.key === undefined) return 'only-the-receipt'
      if (opinion.status !== 'resolved' || command.day < opinion.answer!.on) return 'opinion-not-resolved'
      if (command.n !== opinion.n + 1) return 'receipt-is-out-of-date'
      if (opinion.answer!.entry && command.ref !== opinion.answer!.entry.index)
        return 'receipt-speaks-of-another-answer'
      if (opinion.answer!.entry && command.refh !== opinion.answer!.entry.hash())
        return 'receipt-speaks-of-another-answer'
      return command.day > addDays(opinion.answer!.on, VERDICT_WITHIN_DAYS + (command.audited ? 1 : 0))
        ? 'time-to-speak-has-passed'
        : undefined
  }
}

const countedOf = ({
  held,
  due,
  field,
  type,
  channel,
  key,
}: Filed & Pick<Opinion, 'held' | 'due' | 'key'>) => ({
  held,
  due,
  field,
  type,
  channel,
  keyed: key !== undefined,
})

function decide(
  opinion: Opinion | undefined,
  command: Command<OpinionRequest>,
): Decision<OpinionFact, OpinionRefusal> {
  const reason = whyNot(opinion, command)
  if (reason) return refuse(reason)

  if (command.do === 'raise') {
    const { meeting, assigned, rule, text, key, keyBy } = command
    return accept({
      kind: 'opinion.raised',
      ...countedOf(command),
      meeting,
      assigned,
      rule,
      text,
      ...(key !== undefined && { key }),
      ...(keyBy !== undefined && { keyBy }),
    })
  }
  const counted = countedOf(opinion!)
  const { rounds, answer } = opinion!
  switch (command.do) {
    case 'resolve': {
      const { method, published, document, answer } = command
      return accept({
        kind: 'opinion.resolved',
        ...counted,
        round: rounds + 1,
        method,
        published,
        ...(document !== undefined && { document }),
        ...(answer !== undefined && { answer }),
      })
    }
    case 'reopen':
      return accept({
        kind: 'opinion.reopened',
        ...counted,
        round: rounds,
        resolved: answer!.on,
        ...before(answer!),
      })
    case 'rate':
      return accept({ kind: 'opinion.rated', rating: command.rating })
    case 'confirm':
    case 'dispute': {
      const { ref, refh, sig } = command
      const said = { ...counted, resolved: answer!.on, ref, refh, ...before(answer!), sig }
      return command.do === 'confirm'
        ? accept({
            kind: 'opinion.confirmed',
            ...said,
            ...(command.rating !== undefined && { rating: command.rating }),
          })
        : accept({
            kind: 'opinion.disputed',
            ...said,
            ...(command.reason !== undefined && { reason: command.reason }),
          })
    }
  }
}

const before = (answer: Answer) => (answer.verdict === undefined ? {} : { before: answer.verdict })

function evolve(opinion: Opinion | undefined, act: OpinionAct, entry?: Entry): Opinion {
  const on = act.on ?? dayOf(act.t)
  if (act.kind === 'opinion.raised') {
    const { unit, meeting, held, due, rule, assigned, text, field, type, channel, key, keyBy, n } = act
    return {
      unit,
      meeting,
      held,
      due,
      rule,
      assigned,
      text,
      field,
      type,
      channel,
      raisedOn: on,
      ...(key !== undefined && { key }),
      ...(keyBy !== undefined && { keyBy }),
      imported: act.src === 'import',
      n,
      rounds: 0,
      status: 'open',
      reopened: 0,
    }
  }
  if (!opinion) throw new Error(`${act.subject}: ${act.kind} before opinion.raised`)
  const { n } = act
  switch (act.kind) {
    case 'opinion.resolved': {
      const { method, published, document, answer: words } = act
      const answer: Answer = {
        on,
        method,
        published,
        ...(document !== undefined && { document }),
        ...(words !== undefined && { words }),
        ...(entry !== undefined && { entry }),
      }
      return { ...opinion, n, status: 'resolved', rounds: act.round, answer }
    }
    case 'opinion.reopened':
      return { ...opinion, n, status: 'open', reopened: opinion.reopened + 1, reopenedOn: on }
    case 'opinion.rated':
      return { ...opinion, n, rating: act.rating }
    case 'opinion.confirmed':
      return { ...opinion, n, answer: { ...opinion.answer!, verdict: 'confirmed', verdictOn: on } }
    case 'opinion.disputed':
      return { ...opinion, n, answer: { ...opinion.answer!, verdict: 'disputed', verdictOn: on } }
  }
}

function requestOf(act: OpinionAct): OpinionRequest {
  switch (act.kind) {
    case 'opinion.raised': {
      const { unit, meeting, held, due, rule, assigned, text, field, type, channel, key, keyBy } = act
      return {
        do: 'raise',
        unit,
        meeting,
        held,
        due,
        rule,
        assigned,
        text,
        field,
        type,
        channel,
        ...(key !== undefined && { key }),
        ...(keyBy !== undefined && { keyBy }),
      }
    }
    case 'opinion.resolved': {
      const { method, published, document, answer } = act
      return {
        do: 'resolve',
        method,
        published,
        ...(document !== undefined && { document }),
        ...(answer !== undefined && { answer }),
      }
    }
    case 'opinion.reopened':
      return { do: 'reopen' }
    case 'opinion.rated':
      return { do: 'rate', rating: act.rating }
    case 'opinion.confirmed': {
      const { n, ref, refh, sig, rating } = act
      return { do: 'confirm', n, ref, refh, sig, ...(rating !== undefined && { rating }) }
    }
    case 'opinion.disputed': {
      const { n, ref, refh, sig, reason } = act
      return { do: 'dispute', n, ref, refh, sig, ...(reason !== undefined && { reason }) }
    }
  }
}

export const opinionRules: Decider<Opinion, OpinionRequest, OpinionFact, OpinionRefusal> = {
  unitOf,
  decide,
  evolve,
  requestOf,
}
