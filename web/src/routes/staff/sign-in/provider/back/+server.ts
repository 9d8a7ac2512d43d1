import { signInByIdentity } from '@goc/store/people/identities.ts'
import { error, redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { fromOf, keepSession, meansOf } from '#lib/server/staff/desk.ts'
import { takeJourney } from '#lib/server/staff/journey.ts'
import type { RequestHandler } from './$types'

/** Where the identity provider sends the browser back to. */
export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  const means = meansOf(event)
  if (!locals.provider) error(404)
  const journey = takeJourney(event, means)
  const lang = journey?.lang ?? locals.lang
  const refuse = (refusal: string): never =>
    redirect(303, `${inLang(lang, '/can-bo/dang-nhap')}?vi=${refusal}`)
  if (!journey) return refuse('provider-said-no')
  const identity = await locals.provider.finish(url, journey)
  if ('refusal' in identity) return refuse(identity.refusal)
  const answer = await signInByIdentity(means, identity, fromOf(event))
  if ('refusal' in answer) return refuse(answer.refusal)
  keepSession(event, answer)
  const back = journey.back ?? inLang(lang, '/can-bo')
  redirect(
    303,
    answer.next === 'done'
      ? back
      : `${inLang(lang, '/can-bo/dang-nhap/lop-hai')}?ve=${encodeURIComponent(back)}`,
  )
}
