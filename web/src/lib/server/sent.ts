/** What someone is told who has raised or joined a matter, with the receipt where it was made here. */

import { receiptCode, receiptUrlSecret } from '@goc/record/receipt.ts'
import type { Means } from '@goc/store/matters/means.ts'
import type { Raised } from '@goc/store/matters/raise.ts'
import { readMatter } from '@goc/store/matters/read.ts'
import { inLang, type Lang } from '#lib/lang.ts'
import { qrOf } from '#lib/matters/qr.ts'

/** `entered`: the places of its acts in the record, where they came in time. */
export async function sentOf(
  room: Means,
  { id, code, secret }: Raised,
  entered: readonly number[] | undefined,
  url: URL,
  lang: Lang,
) {
  const matter = (await readMatter(room.store.db, id))!
  const link = secret && `${url.origin}${inLang(lang, '/b')}#${receiptUrlSecret(secret)}`
  return {
    id,
    code,
    unit: matter.unit,
    due: matter.due,
    ...(entered && { index: entered[0]! }),
    ...(secret && link && { receipt: { link, letters: receiptCode(secret), qr: qrOf(link) } }),
  }
}
