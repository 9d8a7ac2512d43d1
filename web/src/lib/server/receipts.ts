/** Whoever stands before a receipt's page: by a proof that their own device signed, or by the code that they typed. */

import { parseReceiptSecret } from '@goc/record/receipt.ts'
import { now } from '@goc/store/clock.ts'
import type { Means } from '@goc/store/matters/means.ts'
import { holdsReceipt, keyOfSecret, matterOfKey } from '@goc/store/matters/open.ts'
import type { Saying } from '@goc/store/matters/speak.ts'
import * as v from 'valibot'

const text = (longest: number) => v.fallback(v.pipe(v.string(), v.maxLength(longest)), '')
const Form = v.object({
  /** The code of a receipt, typed where no script runs. It is used and forgotten. */
  ma: text(100),
  khoa: text(43),
  gio: v.fallback(v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number)), 0),
  ky: text(86),
  noi: v.fallback(
    v.picklist(['confirm', 'dispute', 'add', 'object', 'withdraw', 'resume', 'erase']),
    'confirm',
  ),
  loi: v.fallback(
    v.pipe(
      v.string(),
      v.transform((words) => words.normalize('NFC').slice(0, 3_000)),
    ),
    '',
  ),
  diem: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[1-5]$/), v.transform(Number))), undefined),
  chuky: text(86),
})
export type ReceiptForm = v.InferOutput<typeof Form>
export const readReceiptForm = (form: FormData): ReceiptForm => v.parse(Form, Object.fromEntries(form))

export type Holder = { key: string; id: string; who: number; secret?: Uint8Array }

/** The matter that this receipt opens, or why none. */
export async function holderOf(
  { store: { db } }: Means,
  { ma, khoa, gio, ky }: ReceiptForm,
): Promise<Holder | { problem: 'wrong' | 'unknown' }> {
  const secret = ma === '' ? undefined : secretIn(ma)
  if (ma !== '' && !secret) return { problem: 'wrong' }
  const key = secret ? keyOfSecret(secret) : khoa
  if (!secret && !(await holdsReceipt(db, { key, time: gio, sig: ky }, now()))) return { problem: 'wrong' }
  const matter = await matterOfKey(db, key)
  return matter ? { key, ...matter, ...(secret && { secret }) } : { problem: 'unknown' }
}

function secretIn(typed: string): Uint8Array | undefined {
  try {
    return parseReceiptSecret(typed.trim())
  } catch {
    return undefined
  }
}

export function sayingOf({ noi: say, loi: words, diem: rating }: ReceiptForm): Saying {
  if (say === 'confirm') return rating === undefined ? { say } : { say, rating }
  return say === 'dispute' || say === 'add' || say === 'object' ? { say, words } : { say }
}
