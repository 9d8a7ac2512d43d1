import { endSession } from '@goc/store/people/sessions.ts'
import { redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { dropCookie, readCookie } from '#lib/server/staff/cookies.ts'
import { meansOf } from '#lib/server/staff/desk.ts'
import type { RequestHandler } from './$types'

/** Ends the session, also one that stopped half-way. */
export const POST: RequestHandler = async (event) => {
  const token = readCookie(event, 'phien')
  if (token !== undefined) await endSession(meansOf(event), token)
  dropCookie(event, 'phien')
  redirect(303, inLang(event.locals.lang, '/can-bo/dang-nhap'))
}
