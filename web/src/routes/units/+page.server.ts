import { inLang } from '#lib/lang.ts'
import { findPlace, placesOf } from '#lib/server/place.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, lang }, url }) => {
  const units = await placesOf(read)
  return unsent({ units, found: findPlace(url, units, ({ code }) => inLang(lang, `/don-vi/${code}`)) })
}
