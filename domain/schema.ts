/**
 * Closed schemas of acts. A leaf of the record holds its kind's fields and no other: ASCII codes, days, whole
 * numbers and commitments, never free text (record.md §4.1). The types of acts are read off these tables.
 */

import { isDay } from './day.ts'

/** One field: what it may hold. `T` is only for the compiler. */
export type Field<T = unknown> = { holds(value: unknown): boolean; optional: boolean; type?: T }
export type Shape = Record<string, Field>

type Required<S extends Shape> = { [K in keyof S as S[K]['optional'] extends true ? never : K]: TypeOf<S[K]> }
type Optional<S extends Shape> = {
  [K in keyof S as S[K]['optional'] extends true ? K : never]?: TypeOf<S[K]>
}
type TypeOf<F> = F extends Field<infer T> ? T : never

/** The fact of one kind, as its shape describes it. */
export type FactOf<Kinds extends Record<string, Shape>> = {
  [Kind in keyof Kinds & string]: { kind: Kind } & Required<Kinds[Kind]> & Optional<Kinds[Kind]>
}[keyof Kinds & string]

type Must<T> = Field<T> & { optional: false }
type May<T> = Field<T> & { optional: true }

const must = <T>(holds: (value: unknown) => boolean): Must<T> => ({ holds, optional: false })

/** The field may be absent; it is never null. */
export const optional = <T>(field: Field<T>): May<T> => ({ ...field, optional: true })

export const matching = (pattern: RegExp): Must<string> =>
  must((value) => typeof value === 'string' && pattern.test(value))

export const oneOf = <const Values extends readonly string[]>(values: Values): Must<Values[number]> => {
  const set = new Set<unknown>(values)
  return must((value) => set.has(value))
}

export const whole = (least: number, most = Number.MAX_SAFE_INTEGER): Must<number> =>
  must((value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)

export const day: Must<string> = must(isDay)
export const flag: Must<boolean> = must((value) => typeof value === 'boolean')

/** A short code of ours or of an office's books: `dat_dai`, `kien_nghi`. */
export const code: Must<string> = matching(/^[a-z0-9](?:[a-z0-9_-]{0,30}[a-z0-9])?$/)

/** An id of a unit. Codes of the statistics office are text with leading zeros; `00004.2025` is one that ended. */
export const unitId: Must<string> = matching(/^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?$/)

/** `feature/id`: what an act is about, or what it refers to. */
export const subjectOf = (feature: string): Must<string> =>
  matching(new RegExp(`^${feature}/[0-9A-Za-z](?:[0-9A-Za-z._-]{0,62}[0-9A-Za-z])?$`))

/** base64url without padding, and without stray bits in its last letter. */
const base64url = (bytes: 32 | 64): Must<string> =>
  matching(bytes === 32 ? /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/ : /^[A-Za-z0-9_-]{85}[AQgw]$/)

/** A salted SHA-256 of someone's words (record.md §4.2). */
export const commitment = base64url(32)
export const publicKey = base64url(32)
export const leafDigest = base64url(32)
export const signature = base64url(64)
