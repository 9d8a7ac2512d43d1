import { exportMatter } from '@goc/store/matters/export.ts'
import { error } from '@sveltejs/kit'
import { mattersRoom } from '#lib/server/matters.ts'
import { holderOf, readReceiptForm } from '#lib/server/receipts.ts'
import type { RequestHandler } from './$types'

/** All that is kept about their matter, for whoever raised it. Who only joined has no claim on another's words. */
export const POST: RequestHandler = async ({ request }) => {
  const room = mattersRoom()
  const holder = await holderOf(room, readReceiptForm(await request.formData()))
  if ('problem' in holder || holder.who !== 0) error(403)
  const exported = await exportMatter(room, holder.id)
  return new Response(`${JSON.stringify(exported, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="goc-${exported.code}.json"`,
      'cache-control': 'no-store',
    },
  })
}
