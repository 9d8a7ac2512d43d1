/** What is remembered of an opinion, act by act. */

import type { Entry } from '../act.ts'
import { type Day, dayOf } from '../day.ts'
import type { UnitId } from '../people.ts'
import type { channels, OpinionAct, opinionTypes, Verdict } from './acts.ts'

export type Filed = {
  field: string
  type: (typeof opinionTypes)[number]
  channel: (typeof channels)[number]
}
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

/** The opinion after one more act; decides nothing. */
export function evolve(opinion: Opinion | undefined, act: OpinionAct, entry?: Entry): Opinion {
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
