/** For tests: histories of one opinion, told in moves that can be drawn at random, played through the rules. */

import { addDays, type Day, laterOf } from '../day.ts'
import type { OpinionFact } from '../opinions/acts.ts'
import { type Opinion, type OpinionRequest, opinionRules } from '../opinions/rules.ts'
import { system } from '../people.ts'
import { actor, digest, entryOf, type Played, play, type Step } from './play.ts'

export type OpinionStep = Step<Opinion, OpinionRequest>

export type Raised = {
  unit: string
  held: Day
  /** Days from the dialogue to the day it is due. */
  within: number
  /** Days from the dialogue to the day it is typed in. */
  typed: number
  keyed: boolean
  imported: boolean
  field: string
  type: 'kien_nghi' | 'phan_anh' | 'khieu_nai'
  channel: 'tai_phong' | 'truc_tuyen'
}

export type Move = {
  do: 'resolve' | 'reopen' | 'rate' | 'confirm' | 'dispute'
  /** Days since the last move; for a move of older books, since the dialogue. */
  wait: number
  imported: boolean
}

export const sig = `${'s'.repeat(85)}A`

export function raise({ unit, held, within, keyed, field, type, channel }: Raised): OpinionRequest {
  const filed = { field, type, channel, assigned: unit, rule: 'opinion-answer', text: digest(1) }
  const key = keyed ? { key: digest(2) } : {}
  return { do: 'raise', unit, meeting: 'meeting/1', held, due: addDays(held, within), ...filed, ...key }
}

/** What the receipt's holder signs of the answer that stands. */
export const speak =
  (verdict: 'confirm' | 'dispute') =>
  (opinion: Opinion | undefined): OpinionRequest => {
    const entry = opinion?.answer?.entry ?? entryOf(1)
    return { do: verdict, n: (opinion?.n ?? 0) + 1, ref: entry.index, refh: entry.hash(), sig }
  }

export function historyOf(raised: Raised, moves: readonly Move[], id: string): Played<Opinion, OpinionFact> {
  const { unit, held } = raised
  let today = laterOf(held, addDays(held, raised.typed))
  const office = (by: 'reception' | 'officer') => actor(`${by}@${unit}`, unit)
  const steps: OpinionStep[] = [
    raised.imported
      ? { ask: raise(raised), actor: system, day: held, src: 'import' }
      : { ask: raise(raised), actor: office('reception'), day: today },
  ]
  for (const move of moves) {
    if (move.do === 'confirm' || move.do === 'dispute') {
      today = addDays(today, move.wait)
      steps.push({ ask: speak(move.do), actor: actor('citizen'), day: today })
      continue
    }
    const ask: OpinionRequest =
      move.do === 'resolve'
        ? { do: 'resolve', method: 'van_ban', published: true }
        : move.do === 'rate'
          ? { do: 'rate', rating: 3 }
          : { do: 'reopen' }
    if (move.imported) {
      steps.push({ ask, actor: system, day: addDays(held, move.wait), src: 'import' })
    } else {
      today = addDays(today, move.wait)
      steps.push({ ask, actor: office('officer'), day: today })
    }
  }
  return play(opinionRules, `opinion/${id}`, steps)
}
