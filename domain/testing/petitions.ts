/** For tests: histories of one matter, told in moves that can be drawn at random, played through the rules. */

import { addDays, type Day, startOf } from '../day.ts'
import { declineGrounds, type PetitionFact, presets } from '../petitions/acts.ts'
import { currentCalendar, dueAfterWaiting, dueUnder, latestExtension } from '../petitions/clock.ts'
import { dueIf, type Petition, type PetitionRequest, petitionRules } from '../petitions/rules.ts'
import { actor, digest, entryOf, type Played, play, type Step } from './play.ts'

export type PetitionStep = Step<Petition, PetitionRequest>

export const home = '05128'
export const province = '25'
export const other = '07894'
const calendar = currentCalendar
const sig = `${'s'.repeat(85)}A`
/** As `play` stamps what is done on a day. */
const moment = (day: Day) => startOf(day) + 9 * 3600

export const reception = actor(`reception@${home}`, home)
export const officer = actor(`officer@${home}`, home)
export const leader = actor(`leader@${home}`, home)
export const above = actor(`leader@${province}`)
export const citizen = actor('citizen')

export type Raised = { day: Day; preset: (typeof presets)[number]; channel: 'web' | 'desk'; keyed: boolean }

export const receive = ({ day, preset: rule, channel, keyed }: Raised): PetitionRequest => ({
  do: 'receive',
  unit: home,
  field: 'moi_truong',
  type: 'phan_anh',
  channel,
  due: dueUnder({ rule, calendar }, moment(day))!,
  rule,
  calendar,
  text: digest(1),
  ...(keyed && { key: digest(2) }),
})

const signed = (petition: Petition | undefined, who: number) => ({ who, n: (petition?.n ?? 0) + 1, sig })
const speaks = (petition: Petition | undefined, who: number) => {
  const entry = petition?.answer?.entry ?? entryOf(1)
  return { ...signed(petition, who), ref: entry.index, refh: entry.hash() }
}

/** What each move asks, given what is known by then and the day. `k` chooses among its variants. */
const asks = {
  'ask-info': () => ({ do: 'ask-info', note: digest(3) }),
  'give-info': (p, day, k) => ({
    do: 'give-info',
    note: digest(4),
    due: p?.waitingSince ? dueAfterWaiting(p.due, p.calendar, p.waitingSince, day) : 0,
    ...signed(p, k % 2),
  }),
  accept: (p, _, k) => {
    const under = { rule: presets[k % 3]!, calendar }
    return { do: 'accept', ...under, due: (p && dueIf(p, under)) ?? 0 }
  },
  assign: () => ({ do: 'assign' }),
  draft: () => ({ do: 'draft', draft: digest(5) }),
  return: () => ({ do: 'return', note: digest(6) }),
  answer: () => ({ do: 'answer', answer: digest(7), published: true }),
  confirm: (p, _, k) => ({ do: 'confirm', ...speaks(p, k % 2) }),
  dispute: (p, _, k) => ({ do: 'dispute', reason: digest(8), ...speaks(p, k % 2) }),
  decline: (_, __, k) => ({
    do: 'decline',
    ground: declineGrounds[k % declineGrounds.length]!,
    note: digest(9),
  }),
  object: (p, _, k) => ({ do: 'object', note: digest(10), ...signed(p, k % 2) }),
  review: (_, __, k) => ({ do: 'review', upheld: k % 3 === 0, note: digest(11) }),
  transfer: (p) => ({ do: 'transfer', to: p?.unit === home ? other : home, note: digest(12) }),
  extend: (p) => ({ do: 'extend', due: (p && latestExtension(p.due, p)) ?? 0, note: digest(13) }),
  join: (_, __, k) => ({ do: 'join', ...(k % 2 === 0 && { key: digest(14) }) }),
  withdraw: (p, _, k) => ({ do: 'withdraw', ...signed(p, k % 3) }),
  resume: (p, _, k) => ({ do: 'resume', ...signed(p, k % 3) }),
  merge: (p) => ({ do: 'merge', into: 'petition/other', ...signed(p, 0) }),
  'ask-rekey': (_, __, k) => ({ do: 'ask-rekey', who: k % 2, ...(k % 3 !== 0 && { key: digest(15) }) }),
  rekey: (_, __, k) => ({ do: 'rekey', who: k % 2, key: digest(15) }),
  correct: () => ({ do: 'correct', field: 'giao_thong', note: digest(16) }),
  erase: (p) => ({ do: 'erase', ground: 'asked', ...signed(p, 0) }),
} satisfies Record<
  Exclude<PetitionRequest['do'], 'receive'>,
  (petition: Petition | undefined, day: Day, k: number) => PetitionRequest
>

export type Verb = keyof typeof asks
export const verbs = Object.keys(asks) as Verb[]
/** `wait`: days since the last move. `k` chooses whose receipt, which preset or ground. */
export type Move = { do: Verb; wait: number; k: number }

const byReceipt = new Set<Verb>([
  'confirm',
  'dispute',
  'withdraw',
  'resume',
  'merge',
  'join',
  'object',
  'erase',
])
const whoAsks = (verb: Verb, k: number) => {
  if (byReceipt.has(verb) || (verb === 'give-info' && k % 4 !== 0)) return citizen
  // Another than the one who reviews.
  if (verb === 'decline') return actor(`leader@${home}`)
  if (verb === 'ask-rekey') return reception
  // Whoever has it now: the commune's own, or the province that reaches both.
  return above
}

export const request = (verb: Verb, petition: Petition | undefined, day: Day, k: number): PetitionRequest =>
  (asks[verb] as (petition: Petition | undefined, day: Day, k: number) => PetitionRequest)(petition, day, k)

export function historyOf(
  raised: Raised,
  moves: readonly Move[],
  id: string,
): Played<Petition, PetitionFact> {
  let today = raised.day
  const steps: PetitionStep[] = [
    { ask: receive(raised), actor: raised.channel === 'web' ? citizen : reception, day: today },
  ]
  for (const { do: verb, wait, k } of moves) {
    today = addDays(today, wait)
    const day = today
    steps.push({ ask: (petition) => request(verb, petition, day, k), actor: whoAsks(verb, k), day })
  }
  return play(petitionRules, `petition/${id}`, steps)
}
