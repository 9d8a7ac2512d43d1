/**
 * Matters in numbers (interfaces.md §5). A matter counts in the period in which it was received, at the unit that
 * has it; where it stands is asked as of the period's last second. One that its people withdrew or let merge counts
 * as never received (record.md §4.6). On time is by the citizen's clock, which no transfer restarts.
 */

import { dayOfAct } from '../act.ts'
import { addDays, type Day, dayOf, laterOf } from '../day.ts'
import type { Counts, Tally } from '../tally.ts'
import type { PetitionAct, PetitionVerdict } from './acts.ts'

/** Days without a word after which an answer counts as silent. */
export const SILENT_AFTER_DAYS = 15

export function count(act: PetitionAct): Tally[] {
  const tallies: Tally[] = []
  const today = dayOfAct(act)
  if (act.kind !== 'petition.received' && !('received' in act)) return tallies
  const on = act.kind === 'petition.received' ? today : act.received

  const add = (counts: Counts, at: Day = today, unit = act.unit) => {
    tallies.push({ unit, on, at: laterOf(laterOf(at, today), on), counts })
  }
  const overdue = (due: number, by: 1 | -1, unit?: string) =>
    add({ 'petitions.openOverdue': by }, addDays(dayOf(due), 1), unit)

  switch (act.kind) {
    case 'petition.received':
      add({ 'petitions.received': 1 })
      overdue(act.due, 1)
      break
    case 'petition.info-given':
    case 'petition.accepted':
    case 'petition.extended':
      overdue(act.dueWas, -1)
      overdue(act.due, 1)
      break
    case 'petition.answered':
      overdue(act.due, -1)
      add(answered(act.t > act.due, 1))
      if (act.keyed) add({ 'petitions.silent': 1 }, silentFrom(today))
      verdict(act.before, -1)
      break
    case 'petition.confirmed':
    case 'petition.disputed':
      if (act.before !== undefined) verdict(act.before, -1)
      else if (act.keyed) add({ 'petitions.silent': -1 }, silentFrom(act.answered))
      verdict(act.stands, 1)
      if (act.rekeyed) add({ 'petitions.rekeyed': 1 })
      if (act.kind === 'petition.confirmed' && act.undoes) {
        add(answered(act.late, 1))
        overdue(act.due, -1)
      }
      if (act.kind === 'petition.disputed' && act.reopens) {
        add(answered(act.late, -1))
        overdue(act.due, 1)
      }
      break
    case 'petition.declined':
      overdue(act.due, -1)
      add({ 'petitions.declined': 1 })
      break
    case 'petition.reviewed':
      if (act.upheld) break
      add({ 'petitions.declined': -1 })
      overdue(act.due, 1)
      break
    case 'petition.joined':
      add({ 'petitions.joined': 1 })
      break
    case 'petition.withdrawn':
      if (act.ends) whole(act, -1)
      else add({ 'petitions.joined': -1 })
      break
    case 'petition.merged':
      whole(act, -1)
      break
    case 'petition.resumed':
      whole(act, 1)
      break
    case 'petition.transferred':
      add({ 'petitions.transferred': 1 })
      whole(act, -1)
      whole(act, 1, act.to)
      break
  }
  return tallies.filter(({ counts }) => Object.keys(counts).length > 0)

  /** All that an open matter counts, given up or taken over. */
  function whole(of: { due: number; people: number; before?: PetitionVerdict }, by: 1 | -1, unit?: string) {
    add(
      { 'petitions.received': by, ...(of.people > 0 && { 'petitions.joined': by * of.people }) },
      today,
      unit,
    )
    overdue(of.due, by, unit)
    verdict(of.before, by, unit)
  }
  function verdict(said: PetitionVerdict | undefined, by: 1 | -1, unit?: string) {
    if (said !== undefined) add({ [`petitions.${said}`]: by }, today, unit)
  }
}

const silentFrom = (day: Day): Day => addDays(day, SILENT_AFTER_DAYS + 1)

const answered = (late: boolean, by: 1 | -1): Counts => ({
  'petitions.answered': by,
  [late ? 'petitions.answeredLate' : 'petitions.answeredOnTime']: by,
})
