/** What may be asked of a matter, and what was asked when an act answered it. */

import type { Moment } from '../day.ts'
import type { UnitId } from '../people.ts'
import type { DeclineGround, PetitionAct, PetitionKind, PetitionType } from './acts.ts'
import type { Filed } from './state.ts'

/** Said by a receipt: whose, the number that the act must get, and the signature. An office enters it without one. */
type Said = { who: number; n?: number; sig?: string }
type Signed = { who: number; n: number; sig: string }
type Speaks = Signed & { ref: number; refh: string }
type Key = { key?: string; keyBy?: 'server' | 'office' | 'envelope' }

export type PetitionRequest =
  | ({
      do: 'receive'
      unit: UnitId
      due: Moment
      rule: string
      calendar: string
      text: string
      place?: string
      files?: string
      from?: string
    } & Filed &
      Key)
  | { do: 'ask-info'; note: string }
  | ({ do: 'give-info'; due: Moment; note?: string; files?: string } & Said)
  | { do: 'accept'; rule: string; calendar: string; due: Moment }
  | { do: 'assign' }
  | { do: 'draft'; draft: string }
  | { do: 'return'; note: string }
  | { do: 'answer'; answer: string; files?: string; published: boolean }
  | ({ do: 'confirm'; rating?: number } & Speaks)
  | ({ do: 'dispute'; reason: string } & Speaks)
  | { do: 'decline'; ground: DeclineGround; note: string }
  | ({ do: 'object'; note: string } & Said)
  | { do: 'review'; upheld: boolean; note: string }
  | { do: 'transfer'; to: UnitId; note: string }
  | { do: 'extend'; due: Moment; note: string }
  | ({ do: 'join' } & Key)
  | ({ do: 'withdraw' } & Said)
  | ({ do: 'resume' } & Said)
  | ({ do: 'merge'; into: string } & Signed)
  | { do: 'ask-rekey'; who: number; key?: string }
  | { do: 'rekey'; who: number; key: string }
  | { do: 'correct'; field?: string; type?: PetitionType; note: string }
  | { do: 'erase'; ground: 'asked' | 'kept-long-enough' | 'law'; who?: number; n?: number; sig?: string }

export type PetitionVerb = PetitionRequest['do']
type Own<Verb> = Verb extends PetitionVerb
  ? Exclude<keyof Extract<PetitionRequest, { do: Verb }>, 'do'>
  : never

/** What an act takes from the request as it stands, and gives back to whoever asks what was requested. */
const own = {
  receive: [
    'field',
    'type',
    'channel',
    'due',
    'rule',
    'calendar',
    'text',
    'place',
    'files',
    'key',
    'keyBy',
    'from',
  ],
  'ask-info': ['note'],
  'give-info': ['due', 'note', 'files', 'who', 'sig'],
  accept: ['rule', 'calendar', 'due'],
  assign: [],
  draft: ['draft'],
  return: ['note'],
  answer: ['answer', 'files', 'published'],
  confirm: ['ref', 'refh', 'who', 'sig', 'rating'],
  dispute: ['ref', 'refh', 'who', 'sig', 'reason'],
  decline: ['ground', 'note'],
  object: ['note', 'who', 'sig'],
  review: ['upheld', 'note'],
  transfer: ['to', 'note'],
  extend: ['due', 'note'],
  join: ['key', 'keyBy'],
  withdraw: ['who', 'sig'],
  resume: ['who', 'sig'],
  merge: ['into', 'who', 'sig'],
  'ask-rekey': ['who', 'key'],
  rekey: ['who', 'key'],
  correct: ['field', 'type', 'note'],
  erase: ['ground', 'who', 'sig'],
} as const satisfies { [Verb in PetitionVerb]: readonly Own<Verb>[] }

/** The kind of act that answers each request. */
export const kindOf = {
  receive: 'petition.received',
  'ask-info': 'petition.info-asked',
  'give-info': 'petition.info-given',
  accept: 'petition.accepted',
  assign: 'petition.assigned',
  draft: 'petition.drafted',
  return: 'petition.returned',
  answer: 'petition.answered',
  confirm: 'petition.confirmed',
  dispute: 'petition.disputed',
  decline: 'petition.declined',
  object: 'petition.objected',
  review: 'petition.reviewed',
  transfer: 'petition.transferred',
  extend: 'petition.extended',
  join: 'petition.joined',
  withdraw: 'petition.withdrawn',
  resume: 'petition.resumed',
  merge: 'petition.merged',
  'ask-rekey': 'petition.rekey-asked',
  rekey: 'petition.rekeyed',
  correct: 'petition.corrected',
  erase: 'petition.erased',
} as const satisfies Record<PetitionVerb, PetitionKind>

const verbOf = new Map(
  Object.entries(kindOf).map(([verb, kind]) => [kind as PetitionKind, verb as PetitionVerb]),
)

/** The members of a request that its act repeats; those that are absent stay so. */
export function ownOf(request: PetitionRequest): Record<string, unknown> {
  return picked(own[request.do], request)
}

/** The request that an act answers: the auditor asks it again. */
export function requestOf(act: PetitionAct): PetitionRequest {
  const verb = verbOf.get(act.kind)!
  const { unit, n } = act
  return {
    do: verb,
    ...picked(own[verb], act),
    ...(verb === 'receive' && { unit }),
    ...('sig' in act && { n }),
  } as PetitionRequest
}

function picked(names: readonly string[], from: object): Record<string, unknown> {
  const all = from as Record<string, unknown>
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])))
}
