/** What happens to a meeting. A dialogue is one between leaders and people (Law 72/2025/QH15, art. 43). */

import type { Act } from '../act.ts'
import { commitment, type FactOf, oneOf, optional, whole } from '../schema.ts'

export const regularities = ['periodic', 'extraordinary'] as const
export const modes = ['inPerson', 'online', 'hybrid'] as const
export type Regularity = (typeof regularities)[number]
export type Mode = (typeof modes)[number]

const axes = { regularity: oneOf(regularities), mode: oneOf(modes) }
/** When it starts, in Unix seconds: the day in Vietnam decides the period that it counts in. */
const starts = whole(0, 32_503_680_000)

// Each fact says all that counting it needs, so figures are one pass over acts and no lookup.
export const shapes = {
  'meeting.called': { type: oneOf(['dialogue']), ...axes, starts, topic: commitment, chair: commitment },
  'meeting.postponed': { type: oneOf(['dialogue']), starts, to: optional(starts) },
  'meeting.cancelled': { type: oneOf(['dialogue']), starts },
  'meeting.held': { type: oneOf(['dialogue']), ...axes, starts, attendees: whole(0, 1_000_000) },
  'meeting.minutes-published': { type: oneOf(['dialogue']), starts, minutes: optional(commitment) },
} as const

export type MeetingFact = FactOf<typeof shapes>
export type MeetingAct = Act<MeetingFact>
