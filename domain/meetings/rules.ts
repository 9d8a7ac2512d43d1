/** Who may call, postpone, cancel and close a meeting, and publish its minutes. */

import { accept, type Command, type Decider, type Decision, refuse } from '../act.ts'
import { type Day, dayOf, type Moment } from '../day.ts'
import { holds, type UnitId } from '../people.ts'
import type { MeetingAct, MeetingFact, Mode, Regularity } from './acts.ts'

export type MeetingRequest =
  | {
      do: 'call'
      unit: UnitId
      regularity: Regularity
      mode: Mode
      starts: Moment
      topic: string
      chair: string
    }
  | { do: 'postpone'; to?: Moment }
  | { do: 'cancel' }
  /** `starts` and `mode` as it really was: a meeting may begin later, or online after all. */
  | { do: 'hold'; mode: Mode; starts: Moment; attendees: number }
  | { do: 'publish-minutes'; minutes?: string }

export type MeetingRefusal =
  | 'meeting-already-called'
  | 'no-such-meeting'
  | 'only-those-who-run-meetings'
  | 'meeting-already-held'
  | 'meeting-was-cancelled'
  | 'meeting-not-yet-held'
  | 'meeting-lies-in-the-future'
  | 'minutes-already-published'

export type Meeting = {
  unit: UnitId
  regularity: Regularity
  mode: Mode
  status: 'called' | 'postponed' | 'cancelled' | 'held'
  starts: Moment
  calledOn: Day
  attendees?: number
  topic: string
  chair: string
  minutesOn?: Day
  minutes?: string
  imported: boolean
}

const unitOf = (meeting: Meeting | undefined, request: MeetingRequest): UnitId =>
  request.do === 'call' ? request.unit : (meeting?.unit ?? '')

/** Why this may not be done now; undefined when nothing is in the way. Pages ask it too. */
export function whyNot(
  meeting: Pick<Meeting, 'status' | 'unit' | 'minutesOn'> | undefined,
  command: Command<MeetingRequest>,
): MeetingRefusal | undefined {
  const fromBooks = command.src === 'import' && command.actor.by === 'system'
  const mayRun = (unit: UnitId) =>
    fromBooks || holds(command.actor, ['secretary', 'moderator', 'leader'], unit)
  if (command.do === 'call') {
    if (!mayRun(command.unit)) return 'only-those-who-run-meetings'
    return meeting ? 'meeting-already-called' : undefined
  }
  if (!meeting) return 'no-such-meeting'
  if (!mayRun(meeting.unit)) return 'only-those-who-run-meetings'
  if (command.do === 'publish-minutes') {
    if (meeting.status !== 'held') return 'meeting-not-yet-held'
    return meeting.minutesOn ? 'minutes-already-published' : undefined
  }
  if (meeting.status === 'held') return 'meeting-already-held'
  if (meeting.status === 'cancelled') return 'meeting-was-cancelled'
  if (command.do === 'hold' && dayOf(command.starts) > command.day) return 'meeting-lies-in-the-future'
  return undefined
}

function decide(
  meeting: Meeting | undefined,
  command: Command<MeetingRequest>,
): Decision<MeetingFact, MeetingRefusal> {
  const reason = whyNot(meeting, command)
  if (reason) return refuse(reason)
  const type = 'dialogue'
  if (command.do === 'call') {
    const { regularity, mode, starts, topic, chair } = command
    return accept({ kind: 'meeting.called', type, regularity, mode, starts, topic, chair })
  }
  const { regularity, starts } = meeting!
  switch (command.do) {
    case 'postpone':
      return accept({
        kind: 'meeting.postponed',
        type,
        starts,
        ...(command.to !== undefined && { to: command.to }),
      })
    case 'cancel':
      return accept({ kind: 'meeting.cancelled', type, starts })
    case 'hold': {
      const { mode, starts, attendees } = command
      return accept({ kind: 'meeting.held', type, regularity, mode, starts, attendees })
    }
    case 'publish-minutes':
      return accept({
        kind: 'meeting.minutes-published',
        type,
        starts,
        ...(command.minutes !== undefined && { minutes: command.minutes }),
      })
  }
}

function evolve(meeting: Meeting | undefined, act: MeetingAct): Meeting {
  const on = act.on ?? dayOf(act.t)
  if (act.kind === 'meeting.called') {
    const { unit, regularity, mode, starts, topic, chair } = act
    const imported = act.src === 'import'
    return { unit, regularity, mode, status: 'called', starts, calledOn: on, topic, chair, imported }
  }
  if (!meeting) throw new Error(`${act.subject}: ${act.kind} before meeting.called`)
  switch (act.kind) {
    case 'meeting.postponed':
      return { ...meeting, status: 'postponed', starts: act.to ?? meeting.starts }
    case 'meeting.cancelled':
      return { ...meeting, status: 'cancelled' }
    case 'meeting.held': {
      const { mode, starts, attendees } = act
      return { ...meeting, status: 'held', mode, starts, attendees }
    }
    case 'meeting.minutes-published':
      return { ...meeting, minutesOn: on, ...(act.minutes !== undefined && { minutes: act.minutes }) }
  }
}

function requestOf(act: MeetingAct): MeetingRequest {
  switch (act.kind) {
    case 'meeting.called': {
      const { unit, regularity, mode, starts, topic, chair } = act
      return { do: 'call', unit, regularity, mode, starts, topic, chair }
    }
    case 'meeting.postponed':
      return { do: 'postpone', ...(act.to !== undefined && { to: act.to }) }
    case 'meeting.cancelled':
      return { do: 'cancel' }
    case 'meeting.held':
      return { do: 'hold', mode: act.mode, starts: act.starts, attendees: act.attendees }
    case 'meeting.minutes-published':
      return { do: 'publish-minutes', ...(act.minutes !== undefined && { minutes: act.minutes }) }
  }
}

export const meetingRules: Decider<Meeting, MeetingRequest, MeetingFact, MeetingRefusal> = {
  unitOf,
  decide,
  evolve,
  requestOf,
}
