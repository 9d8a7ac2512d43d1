import { error } from '@sveltejs/kit'
import { selectionOf, usualYear } from '#lib/selection.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const query = url.searchParams
  const [root, years] = await Promise.all([read.root(), read.years()])
  const id = query.get('unit') || root?.id
  const place = id === undefined ? undefined : await read.unit(id)
  if (!place) error(404)

  const selection = selectionOf(query, usualYear(years, today), today)
  const feature = query.get('feature') ?? 'opinions.received'
  const after = query.get('after')
  const of = { unit: place.label.id, from: selection.from, to: selection.to }
  const counted = await read.counted({ ...of, feature, ...(after && { after }) })
  if (!counted) error(404)
  return { place, selection, feature, of, counted }
}
