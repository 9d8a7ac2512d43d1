/** Who may do what to an opinion, and when. Only its receipt can say that an answer satisfies. */

import { accept, type Command, type Decider, type Decision, refuse } from '../act.ts'
import { addDays } from '../day.ts'
import { holds, type UnitId } from '../people.ts'
import { type OpinionFact, ROUNDS } from './acts.ts'
import { type OpinionRequest, requestOf } from './request.ts'
import { type Answer, evolve, type Filed, type Opinion } from './state.ts'

export type { Opinion, OpinionRequest }

/** A verdict may be given, and changed, this long after the answer (record.md §4.3). */
export const VERDICT_WITHIN_DAYS = 15

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
  | 'reopened-too-often'
  | 'rating-without-receipt'
  | 'only-the-receipt'
  | 'receipt-speaks-of-another-answer'
  | 'receipt-is-out-of-date'
  | 'time-to-speak-has-passed'

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
      if (opinion.rounds === ROUNDS) return 'reopened-too-often'
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
      return command.day > addDays(opinion.answer!.on, VERDICT_WITHIN_DAYS)
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
      ...(key !== undefined && keyBy !== undefined && { keyBy }),
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

export const opinionRules: Decider<Opinion, OpinionRequest, OpinionFact, OpinionRefusal> = {
  unitOf,
  decide,
  evolve,
  requestOf,
  keyOf: (opinion) => opinion?.key,
}
