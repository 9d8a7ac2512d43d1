/**
 * Opinions in numbers (interfaces.md §5). An opinion counts in the period of its dialogue; whether it is
 * resolved, on time, overdue or confirmed is asked as of the period's last second. So each act says from which
 * day on it changes the count, and some changes are due by themselves: an open opinion becomes overdue on the
 * day after its due day, an answer falls silent on the sixteenth day without a word.
 */

import { dayOfAct } from '../act.ts'
import { addDays, type Day, laterOf } from '../day.ts'
import type { Counts, Tally } from '../tally.ts'
import type { OpinionAct, OpinionFact, Verdict } from './acts.ts'

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
      from(on, filingOf(act).received)
      if (act.src) from(on, imported)
      from(overdueFrom, overdue)
      break
    case 'opinion.resolved':
      from(today, filingOf(act)[punctual(today, act.due)])
      from(laterOf(today, overdueFrom), notOverdue)
      if (act.keyed) from(silentFrom(today), silent)
      break
    case 'opinion.reopened':
      from(today, less(filingOf(act)[punctual(act.resolved, act.due)]))
      if (act.round === 1) from(today, reopened)
      from(laterOf(today, overdueFrom), overdue)
      takeBack(act, today)
      break
    case 'opinion.confirmed':
      from(today, said.confirmed)
      takeBack(act, today)
      break
    case 'opinion.disputed':
      from(today, said.disputed)
      takeBack(act, today)
      break
  }
  return tallies

  /** What had been said of the answer, or would be by silence, no longer stands. */
  function takeBack(of: { resolved: Day; before?: Verdict; keyed: boolean }, day: Day): void {
    if (of.before !== undefined) from(day, less(said[of.before]))
    else if (of.keyed) from(laterOf(day, silentFrom(of.resolved)), notSilent)
  }
}

const silentFrom = (resolved: Day): Day => addDays(resolved, SILENT_AFTER_DAYS + 1)

const punctual = (resolved: Day, due: Day): 'onTime' | 'late' => (resolved <= due ? 'onTime' : 'late')

// Acts are many and what they add is one of a few: it is made once, and shared.
const shared = (counts: Counts): Counts => Object.freeze(counts)
const less = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).map(([feature, by]) => [feature, -by]))

const imported = shared({ 'opinions.imported': 1 })
const reopened = shared({ 'opinions.reopened': 1 })
const overdue = shared({ 'opinions.openOverdue': 1 })
const notOverdue = shared(less(overdue))
const silent = shared({ 'opinions.silent': 1 })
const notSilent = shared(less(silent))
const said = {
  confirmed: shared({ 'opinions.confirmed': 1 }),
  disputed: shared({ 'opinions.disputed': 1 }),
}

/** What opinions of one field, type and channel add. */
type Filing = { type: string; channel: string; received: Counts; onTime: Counts; late: Counts }
const filings = new Map<string, Filing[]>()
/** Fields are codes of offices' books, and books come from strangers: so many are remembered. */
const FIELDS = 1_000

function filingOf({ field, type, channel }: Counted): Filing {
  let ofField = filings.get(field)
  if (!ofField) {
    if (filings.size >= FIELDS) filings.clear()
    ofField = []
    filings.set(field, ofField)
  }
  for (const filing of ofField) if (filing.type === type && filing.channel === channel) return filing
  const under = (feature: string): Counts => ({
    [`opinions.byField.${field}.${feature}`]: 1,
    [`opinions.byKind.${type}.${feature}`]: 1,
    [`opinions.byChannel.${channel}.${feature}`]: 1,
  })
  const resolved = { 'opinions.resolved': 1, ...under('resolved') }
  const filing = {
    type,
    channel,
    received: shared({ 'opinions.received': 1, ...under('received') }),
    onTime: shared({ ...resolved, 'opinions.resolvedOnTime': 1 }),
    late: shared({ ...resolved, 'opinions.resolvedLate': 1 }),
  }
  ofField.push(filing)
  return filing
}
