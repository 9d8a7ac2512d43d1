/**
 * What happens to an opinion raised at a dialogue. The words themselves are letters, kept apart; acts carry
 * commitments. Field, type and channel are codes as the offices' books have them.
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

/** Petition, feedback, complaint. A complaint counts as an opinion and is settled under its own law. */
export const opinionTypes = ['kien_nghi', 'phan_anh', 'khieu_nai'] as const
export const channels = ['tai_phong', 'truc_tuyen'] as const
/** What the person who raised it said of the answer. */
export const verdicts = ['confirmed', 'disputed'] as const
export type Verdict = (typeof verdicts)[number]

/** So many answers one opinion may have: reopening ends somewhere. */
export const ROUNDS = 99

// Each fact says all that counting it needs, so figures are one pass over acts and no lookup: the day of the
// dialogue (`held`), the day it is due, what it is filed under, and whether a receipt can speak for it (`keyed`).
const counted = {
  held: day,
  due: day,
  field: code,
  type: oneOf(opinionTypes),
  channel: oneOf(channels),
  keyed: flag,
}

const signed = {
  ...counted,
  /** The day of the answer it speaks of, that answer's index in the record and its leaf hash. */
  resolved: day,
  ref: whole(0),
  refh: leafDigest,
  /** What was said before, when this overrides it. */
  before: optional(oneOf(verdicts)),
  sig: signature,
}

export const shapes = {
  'opinion.raised': {
    ...counted,
    meeting: subjectOf('meeting'),
    assigned: unitId,
    /** The row of the law table that `due` was computed under; `books` where the books gave the day. */
    rule: code,
    text: commitment,
    /** The receipt's public key; `office` when the office made it for someone without a device. */
    key: optional(publicKey),
    keyBy: optional(oneOf(['office'])),
  },
  'opinion.resolved': {
    ...counted,
    /** 1 for the first answer, 2 for the one after a reopening, … */
    round: whole(1, ROUNDS),
    method: code,
    document: optional(commitment),
    answer: optional(commitment),
    published: flag,
  },
  'opinion.reopened': {
    ...counted,
    round: whole(1, ROUNDS),
    /** The day of the answer that is taken back, and what had been said of it. */
    resolved: day,
    before: optional(oneOf(verdicts)),
  },
  /** A mark in older books. It is shown, and is no confirmation: no receipt signed it. */
  'opinion.rated': { rating: whole(1, 5) },
  'opinion.confirmed': { ...signed, rating: optional(whole(1, 5)) },
  'opinion.disputed': { ...signed, reason: optional(commitment) },
} as const

export type OpinionFact = FactOf<typeof shapes>
export type OpinionAct = Act<OpinionFact>
