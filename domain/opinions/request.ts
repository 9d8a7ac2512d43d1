/** What may be asked of an opinion, and what was asked when an act answered it. */

import type { Day } from '../day.ts'
import type { UnitId } from '../people.ts'
import type { OpinionAct } from './acts.ts'
import type { Filed } from './state.ts'

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

/** The request that an act answers: the auditor asks it again. */
export function requestOf(act: OpinionAct): OpinionRequest {
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
