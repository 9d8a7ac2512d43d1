import { error, redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { meansOf } from '#lib/server/staff/desk.ts'
import { backTo } from '#lib/server/staff/guard.ts'
import { keepJourney } from '#lib/server/staff/journey.ts'
import type { RequestHandler } from './$types'

/** Sends the browser to the identity provider. */
export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  if (!locals.provider) error(404)
  const begun = await locals.provider.begin(`${url.origin}/can-bo/dang-nhap/sso/ve`)
  if ('refusal' in begun) redirect(303, `${inLang(locals.lang, '/can-bo/dang-nhap')}?vi=${begun.refusal}`)
  const back = backTo(url.searchParams.get('ve'), url)
  keepJourney(event, meansOf(event), { ...begun.journey, lang: locals.lang, ...(back && { back }) })
  return new Response(null, { status: 303, headers: { location: begun.url } })
}
