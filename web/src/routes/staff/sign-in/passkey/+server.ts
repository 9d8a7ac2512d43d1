import { askForPasskey } from '@goc/store/people/passkeys.ts'
import { fromOf, meansOf } from '#lib/server/staff/desk.ts'
import type { RequestHandler } from './$types'

/** What the browser is to ask an authenticator; the same for everyone. */
export const POST: RequestHandler = async (event) => {
  const options = await askForPasskey(meansOf(event), { origin: event.url.origin }, fromOf(event))
  return Response.json(options, { status: 'refusal' in options ? 429 : 200 })
}
