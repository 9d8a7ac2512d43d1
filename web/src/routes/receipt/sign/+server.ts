import { toSign } from '@goc/store/matters/speak.ts'
import { mattersRoom } from '#lib/server/matters.ts'
import { holderOf, readReceiptForm, sayingOf } from '#lib/server/receipts.ts'
import type { RequestHandler } from './$types'

/** The act that would say this, for the receipt to sign where it lies. */
export const POST: RequestHandler = async ({ request }) => {
  const room = mattersRoom()
  const form = readReceiptForm(await request.formData())
  const holder = await holderOf(room, form)
  if ('problem' in holder) return Response.json({ refusal: 'only-the-receipt' }, { status: 403 })
  return Response.json(await toSign(room, holder.id, holder.key, sayingOf(form)), {
    headers: { 'cache-control': 'no-store' },
  })
}
