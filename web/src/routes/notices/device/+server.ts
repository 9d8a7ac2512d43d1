/** A browser asks to be told itself. It has been allowed to by whoever sits before it, so there is nothing to confirm. */

import { askToBeTold } from '@goc/store/notices/subscriptions.ts'
import { addressOf, noticesRoom, readAskForm } from '#lib/notices/room.ts'
import type { RequestHandler } from './$types'

export const POST: RequestHandler = async ({ request, locals: { lang } }) => {
  const room = noticesRoom()
  const said: unknown = await request.json().catch(() => undefined)
  const form = readAskForm({ ...(typeof said === 'object' ? said : {}), kenh: 'push' })
  const given = addressOf(form)
  if ('problem' in given) return Response.json({ refusal: given.problem }, { status: 400 })
  const asked = await askToBeTold(room, { id: form.viec, permit: form.phep, lang, ...given })
  return Response.json(asked, { status: 'refusal' in asked ? 403 : 200 })
}
