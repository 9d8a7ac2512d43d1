import { redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { setCookie } from '#lib/server/staff/cookies.ts'
import type { RequestHandler } from './$types'

const HOUR = 3_600

/** Takes the token out of the address bar and the history, and goes on without it. Looking does not use it up. */
export const GET: RequestHandler = (event) => {
  setCookie(event, 'moi', event.params.token.slice(0, 100), HOUR)
  redirect(303, inLang(event.locals.lang, '/can-bo/moi'))
}
