/** Dialogues in numbers. A dialogue counts, if held, in the period in which it started (interfaces.md §5). */

import { dayOf } from '../day.ts'
import type { Tally } from '../tally.ts'
import type { MeetingAct } from './acts.ts'

export function count(act: MeetingAct): Tally[] {
  const on = dayOf(act.starts)
  const once = (counts: Tally['counts']): Tally[] => [{ unit: act.unit, on, at: on, counts }]
  switch (act.kind) {
    case 'meeting.called':
      return []
    case 'meeting.held':
      return once({
        'dialogues.held': 1,
        [`dialogues.${act.regularity}`]: 1,
        [`dialogues.byMode.${act.mode}`]: 1,
        'dialogues.attendees': act.attendees,
      })
    // Both count by the planned start.
    case 'meeting.cancelled':
      return once({ 'dialogues.cancelled': 1 })
    case 'meeting.postponed':
      return once({ 'dialogues.postponed': 1 })
    // However late they came: the question is whether a dialogue of the period has its minutes.
    case 'meeting.minutes-published':
      return once({ 'dialogues.minutesPublished': 1 })
  }
}
