import { error } from '@sveltejs/kit'
import { selectionOf, usualYear } from '#lib/selection.ts'
import { chosenPlace } from '#lib/server/place.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const query = url.searchParams
  const [place, years] = await Promise.all([chosenPlace(read, url), read.years()])
  const selection = selectionOf(query, usualYear(years, today), today)
  const feature = query.get('feature') ?? 'opinions.received'
  const after = query.get('after')
  const of = { unit: place.label.id, from: selection.from, to: selection.to }
  const counted = await read.counted({ ...of, feature, ...(after && { after }) })
  if (!counted) error(404)
  return unsent({ place, selection, feature, of, counted })
}
