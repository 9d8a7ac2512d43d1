/**
 * What happens to a matter that someone raised: a petition (kiến nghị) or feedback (phản ánh). Words, names and
 * files are letters, kept apart; acts carry commitments. Persons are never named: `who` counts those who stand
 * behind the matter, 0 being the one who raised it, each with the key of a receipt.
 */

import type { Act } from '../act.ts'
import {
  code,
  commitment,
  day,
  type FactOf,
  flag,
  leafDigest,
  oneOf,
  optional,
  publicKey,
  signature,
  subjectOf,
  unitId,
  whole,
} from '../schema.ts'

export const petitionTypes = ['kien_nghi', 'phan_anh'] as const
export type PetitionType = (typeof petitionTypes)[number]
/** How it came: by a page, at the desk, by telephone, on paper, through another system, out of a meeting. */
export const petitionChannels = ['web', 'desk', 'phone', 'paper', 'api', 'meeting'] as const
export type PetitionChannel = (typeof petitionChannels)[number]
/** The ways in which a matter comes to a desk. */
export const deskChannels = ['desk', 'phone', 'paper'] as const satisfies readonly PetitionChannel[]

/** Presets of the law table: how long an answer may take. */
export const presets = ['petition-urgent', 'petition-normal', 'petition-complex'] as const
export type Preset = (typeof presets)[number]

/**
 * The only grounds on which a matter may be declined (domain.md §2.4). `other-procedure` is a complaint or a
 * denunciation, which have laws of their own: its words are sealed.
 */
export const declineGrounds = [
  'other-procedure',
  'another-authority',
  'already-decided',
  'unreadable',
  'foreign-language',
  'abusive',
  'information-not-given',
] as const
export type DeclineGround = (typeof declineGrounds)[number]

/** What a person said of the answer. */
export const petitionVerdicts = ['confirmed', 'disputed'] as const
export type PetitionVerdict = (typeof petitionVerdicts)[number]

/** Answers that one matter may have: the first, and one after each reopening. */
export const REOPENINGS = 2
const round = whole(1, REOPENINGS + 1)

// Each fact says all that counting it needs: the day of receipt, the end of the citizen's clock (Unix seconds), what
// it is filed under and whether a receipt can speak for it.
const filed = { field: code, type: oneOf(petitionTypes), channel: oneOf(petitionChannels), keyed: flag }
const counted = { received: day, due: whole(0), ...filed }
/** An act of someone's receipt: who of those behind the matter, and the signature. An office enters it without one. */
const spoken = { who: whole(0, 100_000), sig: optional(signature) }
/** What is moved or given up with a matter: those who joined it, and what is said of its last answer. */
const moved = { people: whole(0, 100_000), before: optional(oneOf(petitionVerdicts)) }
const answered = {
  round,
  /** The day of the answer, and whether it came after the citizen's clock had run out. */
  answered: day,
  late: flag,
  /** The answer's index in the record and its leaf hash. */
  ref: whole(0),
  refh: leafDigest,
  before: optional(oneOf(petitionVerdicts)),
  /** What stands of the answer after this, of all who spoke. */
  stands: optional(oneOf(petitionVerdicts)),
}

/** Said with a receipt that offices have made anew: counted apart. */
const rekeyed = optional(flag)

export const shapes = {
  'petition.received': {
    due: whole(0),
    ...filed,
    rule: code,
    calendar: code,
    text: commitment,
    place: optional(commitment),
    files: optional(commitment),
    key: optional(publicKey),
    /** Whose device made the key, when not the person's own. */
    keyBy: optional(oneOf(['server', 'office', 'envelope'])),
    from: optional(subjectOf('meeting')),
  },
  'petition.info-asked': { ...counted, note: commitment },
  'petition.info-given': {
    ...counted,
    dueWas: whole(0),
    note: optional(commitment),
    files: optional(commitment),
    ...spoken,
  },
  'petition.accepted': { ...counted, dueWas: whole(0), rule: code, calendar: code },
  'petition.assigned': {},
  'petition.drafted': { draft: commitment },
  'petition.returned': { note: commitment },
  'petition.answered': {
    ...counted,
    round,
    answer: commitment,
    files: optional(commitment),
    published: flag,
    before: optional(oneOf(petitionVerdicts)),
  },
  'petition.confirmed': {
    ...counted,
    ...answered,
    /** The matter had been reopened by the same person, and is answered again. */
    undoes: flag,
    rating: optional(whole(1, 5)),
    rekeyed,
    who: whole(0, 100_000),
    sig: signature,
  },
  'petition.disputed': {
    ...counted,
    ...answered,
    reopens: flag,
    reason: commitment,
    rekeyed,
    who: whole(0, 100_000),
    sig: signature,
  },
  'petition.declined': { ...counted, ground: oneOf(declineGrounds), note: commitment },
  'petition.objected': { note: commitment, ...spoken },
  'petition.reviewed': { ...counted, upheld: flag, note: commitment },
  'petition.transferred': { ...counted, ...moved, to: unitId, note: commitment },
  'petition.extended': { ...counted, dueWas: whole(0), note: commitment },
  'petition.joined': {
    ...counted,
    key: optional(publicKey),
    keyBy: optional(oneOf(['server', 'office', 'envelope'])),
  },
  /** `ends`: nobody stands behind the matter any more. */
  'petition.withdrawn': { ...counted, ...moved, ends: flag, ...spoken },
  'petition.resumed': { ...counted, ...moved, ...spoken },
  'petition.merged': { ...counted, ...moved, into: subjectOf('petition'), who: whole(0, 0), sig: signature },
  /** Without a key: whoever grants it has it made, and no office holds a secret in between. */
  'petition.rekey-asked': { who: whole(0, 100_000), key: optional(publicKey) },
  'petition.rekeyed': { who: whole(0, 100_000), key: publicKey },
  'petition.corrected': { field: optional(code), type: optional(oneOf(petitionTypes)), note: commitment },
  'petition.erased': {
    ground: oneOf(['asked', 'kept-long-enough', 'law']),
    who: optional(whole(0, 100_000)),
    sig: optional(signature),
  },
} as const

export type PetitionFact = FactOf<typeof shapes>
export type PetitionKind = PetitionFact['kind']
export type PetitionAct = Act<PetitionFact>
