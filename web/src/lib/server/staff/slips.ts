/** Lays a receipt out for printing. The secret goes into the page, and nowhere else. */

import { receiptCode, receiptUrlSecret } from '@goc/record/receipt.ts'
import type { Means } from '@goc/store/matters/means.ts'
import type { Raised } from '@goc/store/matters/raise.ts'
import { readMatter } from '@goc/store/matters/read.ts'
import { inLang, type Lang } from '#lib/lang.ts'
import { qrOf } from '#lib/matters/qr.ts'
import { enteredSoon } from '#lib/server/matters.ts'
import type { Slip } from '#lib/staff/slip.ts'

export async function slipOf(
  room: Means,
  raised: Raised,
  {
    origin,
    lang,
    request,
    joined = false,
    anew = false,
    envelope = false,
  }: {
    origin: string
    lang: Lang
    request: string
    joined?: boolean
    anew?: boolean
    envelope?: boolean
  },
): Promise<Slip> {
  const entered = await enteredSoon(room, raised.acts)
  const { id, code, unit, field, due } = (await readMatter(room.store.db, raised.id))!
  const { secret } = raised
  const link = secret && `${origin}${inLang(lang, '/b')}#${receiptUrlSecret(secret)}`
  return {
    id,
    code,
    request,
    unit,
    field,
    due,
    joined,
    anew,
    envelope,
    ...(entered && { index: entered[0]! }),
    ...(secret && link && { receipt: { link, letters: receiptCode(secret), qr: qrOf(link) } }),
  }
}
