/** The form of a matter, as someone has filled it so far: parsed at the border, kept whole through errors and back. */

import * as v from 'valibot'
import { findUnits } from '#lib/find-units.ts'
import type { UnitLabel } from '#lib/server/read.ts'

/** What is typed, and nothing checked but its length: whatever was typed comes back. */
const typed = (longest: number) =>
  v.fallback(
    v.pipe(
      v.string(),
      v.transform((text) => text.normalize('NFC').slice(0, longest)),
    ),
    '',
  )

const coordinate = (most: number) =>
  v.fallback(
    v.optional(
      v.pipe(
        v.string(),
        v.regex(/^-?\d{1,3}\.\d{1,3}$/),
        v.transform(Number),
        v.minValue(-most),
        v.maxValue(most),
      ),
    ),
    undefined,
  )

const Draft = v.object({
  chuyen: typed(6_000),
  linhvuc: typed(32),
  noi: typed(100),
  cho: typed(400),
  lat: coordinate(90),
  lon: coordinate(180),
  lienhe: typed(300),
  dang: v.fallback(v.picklist(['', '1']), ''),
  /** Said to be no complaint and no denunciation. */
  thuong: v.fallback(v.picklist(['', '1']), ''),
  /** This request's own id. */
  ma: v.fallback(v.pipe(v.string(), v.uuid()), ''),
  /** The public key of a receipt that the browser made. */
  /** What binds files that were sent before (store/files/token.ts). */
  tep: typed(80),
  khoa: v.fallback(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)), ''),
})
export type Draft = v.InferOutput<typeof Draft>

export const readDraft = (form: FormData): Draft => v.parse(Draft, Object.fromEntries(form))
export const emptyDraft = (ma: string): Draft => v.parse(Draft, { ma })

export type Problem =
  | { at: 'chuyen'; why: 'textMissing' | 'textShort' | 'textLong' }
  | { at: 'noi'; why: 'unitMissing' | 'unitUnknown' | 'unitSeveral'; units?: UnitLabel[] }
  | { at: 'cho'; why: 'placeLong' }
  | { at: 'lienhe'; why: 'contactLong' }

export const LONGEST_TEXT = 5_000

/** What is wrong with what the first step asks. */
export function problemOfText({ chuyen }: Draft): Problem | undefined {
  const letters = chuyen.trim().length
  if (letters === 0) return { at: 'chuyen', why: 'textMissing' }
  if (letters < 10) return { at: 'chuyen', why: 'textShort' }
  return letters > LONGEST_TEXT ? { at: 'chuyen', why: 'textLong' } : undefined
}

/** The place meant, or what is wrong with what the second step asks. */
export function placeOf(
  draft: Draft,
  units: readonly UnitLabel[],
): { unit: UnitLabel } | { problem: Problem } {
  if (draft.cho.length > 300) return { problem: { at: 'cho', why: 'placeLong' } }
  if (draft.noi.trim() === '') return { problem: { at: 'noi', why: 'unitMissing' } }
  const found = findUnits(units, draft.noi)
  if (found.length === 1) return { unit: found[0]! }
  return {
    problem:
      found.length === 0
        ? { at: 'noi', why: 'unitUnknown' }
        : { at: 'noi', why: 'unitSeveral', units: found.slice(0, 12) },
  }
}

export const problemOfContact = ({ lienhe }: Draft): Problem | undefined =>
  lienhe.length > 200 ? { at: 'lienhe', why: 'contactLong' } : undefined
