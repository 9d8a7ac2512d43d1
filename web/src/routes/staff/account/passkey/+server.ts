import { whyNotEnrol } from '@goc/store/people/own.ts'
import { offerPasskey } from '@goc/store/people/passkeys.ts'
import { served } from '#lib/server/staff/desk.ts'
import type { RequestHandler } from './$types'

/** What the browser is to ask an authenticator, to add a passkey to one's own account. */
export const POST: RequestHandler = async (event) => {
  const { means, person } = served(event)
  const refusal = whyNotEnrol(person)
  if (refusal) return Response.json({ refusal }, { status: 403 })
  return Response.json(await offerPasskey(means, { origin: event.url.origin }, person.account))
}
