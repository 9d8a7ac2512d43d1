/** When something is due under a rule, and all that whoever stores the day must keep with it (domain.md §9). */

import type { WorkCalendar } from '../calendar/calendar.ts'
import { type Due, dueAfter } from '../calendar/due.ts'
import type { Day } from '../day.ts'
import type { Rule } from './rule.ts'

/** Enough to compute the day again, and to see why it was another then. */
export type Deadline = Due & { start: Day; rule: string; calendar: string }

/** Undefined where the rule counts something else than days. */
export function dueUnder(rule: Rule, calendar: WorkCalendar, start: Day): Deadline | undefined {
  const { code, value, unit } = rule
  if (unit !== 'day' && unit !== 'working-day') return undefined
  const due = dueAfter(calendar, start, unit === 'day' ? { days: value } : { workingDays: value })
  return { ...due, start, rule: code, calendar: calendar.id }
}
