/**
 * Opinions in numbers (interfaces.md §5). An opinion counts in the period of its dialogue; whether it is
 * resolved, on time, overdue or confirmed is asked as of the period's last second. So each act says from which
 * day on it changes the count, and some changes are due by themselves: an open opinion becomes overdue on the
 * day after its due day, an answer falls silent on the sixteenth day without a word.
 */

import { dayOfAct } from '../act.ts'
import { addDays, type Day, laterOf } from '../day.ts'
import type { Counts, Tally } from '../tally.ts'
import type { OpinionAct, OpinionFact } from './acts.ts'

/** Days without a word after which an answer counts as silent. */
export const SILENT_AFTER_DAYS = 15

type Counted = Extract<OpinionFact, { held: Day }>

export function count(act: OpinionAct): Tally[] {
  if (act.kind === 'opinion.rated') return []

  const { unit, held: on } = act
  const tallies: Tally[] = []
  const from = (day: Day, counts: Counts) => {
    tallies.push({ unit, on, at: laterOf(day, on), counts })
  }
  const today = laterOf(dayOfAct(act), on)
  const overdueFrom = addDays(act.due, 1)

  switch (act.kind) {
    case 'opinion.raised':
      from(on, {
        'opinions.received': 1,
        ...filed(act, 'received', 1),
        ...(act.src && { 'opinions.imported': 1 }),
      })
      from(overdueFrom, { 'opinions.openOverdue': 1 })
      break
    case 'opinion.resolved':
      from(today, { 'opinions.resolved': 1, [punctual(today, act.due)]: 1, ...filed(act, 'resolved', 1) })
      from(laterOf(today, overdueFrom), { 'opinions.openOverdue': -1 })
      if (act.keyed) from(silentFrom(today), { 'opinions.silent': 1 })
      break
    case 'opinion.reopened':
      from(today, {
        'opinions.resolved': -1,
        [punctual(act.resolved, act.due)]: -1,
        ...filed(act, 'resolved', -1),
        ...(act.round === 1 && { 'opinions.reopened': 1 }),
      })
      from(laterOf(today, overdueFrom), { 'opinions.openOverdue': 1 })
      takeBack(act, today)
      break
    case 'opinion.confirmed':
    case 'opinion.disputed':
      from(today, { [`opinions.${act.kind.slice('opinion.'.length)}`]: 1 })
      takeBack(act, today)
      break
  }
  return tallies

  /** What had been said of the answer, or would be by silence, no longer stands. */
  function takeBack(of: { resolved: Day; before?: string; keyed: boolean }, day: Day): void {
    if (of.before !== undefined) from(day, { [`opinions.${of.before}`]: -1 })
    else if (of.keyed) from(laterOf(day, silentFrom(of.resolved)), { 'opinions.silent': -1 })
  }
}

const silentFrom = (resolved: Day): Day => addDays(resolved, SILENT_AFTER_DAYS + 1)

const punctual = (resolved: Day, due: Day): string =>
  resolved <= due ? 'opinions.resolvedOnTime' : 'opinions.resolvedLate'

const filed = ({ field, type, channel }: Counted, feature: string, by: number): Counts => ({
  [`opinions.byField.${field}.${feature}`]: by,
  [`opinions.byKind.${type}.${feature}`]: by,
  [`opinions.byChannel.${channel}.${feature}`]: by,
})
