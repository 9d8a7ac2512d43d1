/** The desk's form, as an officer has filled it so far: parsed at the border, kept whole through refusals. */

import { deskChannels, petitionTypes, presets } from '@goc/domain/petitions/acts.ts'
import { otherProcedureIn } from '@goc/domain/petitions/other-procedure.ts'
import * as v from 'valibot'

const typed = (longest: number) =>
  v.fallback(
    v.pipe(
      v.string(),
      v.transform((text) => text.normalize('NFC').slice(0, longest)),
    ),
    '',
  )
const ticked = v.fallback(v.picklist(['', '1']), '')

const Taken = v.object({
  chuyen: typed(6_000),
  linhvuc: typed(32),
  loai: v.fallback(v.picklist(petitionTypes), 'phan_anh'),
  kenh: v.fallback(v.picklist(deskChannels), 'desk'),
  /** The unit in charge, by its id; empty: the office's own. */
  noi: typed(32),
  cho: typed(300),
  lienhe: typed(200),
  han: v.fallback(v.picklist(presets), 'petition-normal'),
  /** The code outside an envelope; empty: a receipt is made. */
  phongbi: typed(60),
  dang: ticked,
  /** Said to be no complaint and no denunciation. */
  thuong: ticked,
  /** This request's own id, by which a form sent twice is one matter. */
  ma: v.fallback(v.pipe(v.string(), v.uuid()), ''),
  /** The public key of a receipt that this officer's device made. */
  khoa: v.fallback(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)), ''),
  /** What the button asked: take in, take in as another matter, or join one. */
  den: typed(40),
})
export type Taken = v.InferOutput<typeof Taken>

export const readTaken = (form: FormData): Taken => v.parse(Taken, Object.fromEntries(form))
export const nothingTaken = (ma: string): Taken => v.parse(Taken, { ma })

export type TakenProblem = 'textMissing' | 'textShort' | 'textLong'

/** What is wrong with the words. */
export function problemOf({ chuyen }: Taken): TakenProblem | undefined {
  const letters = chuyen.trim().length
  if (letters === 0) return 'textMissing'
  if (letters < 10) return 'textShort'
  return letters > 5_000 ? 'textLong' : undefined
}

/** The other procedure that the words may belong to; undefined when nothing suggests one, or the officer said no. */
export const otherOf = ({ chuyen, thuong }: Taken) => (thuong === '1' ? undefined : otherProcedureIn(chuyen))

/** The matter that the button asked to join. */
export const joinedBy = ({ den }: Taken): string | undefined => /^cung:([0-9A-Z]{26})$/.exec(den)?.[1]
