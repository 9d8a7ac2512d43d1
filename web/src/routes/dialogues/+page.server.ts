import { error } from '@sveltejs/kit'
import { wholeYear } from '#lib/selection.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const [root, years, units] = await Promise.all([read.root(), read.years(), read.units()])
  const query = url.searchParams
  const id = query.get('unit') || root?.id
  const place = id === undefined ? undefined : await read.unit(id)
  if (!place) error(404)

  const asked = /^\d{4}$/.exec(query.get('year') ?? '')?.[0]
  const year = asked ? Number(asked) : (years.at(-1) ?? Number(today.slice(0, 4)))
  const of = { unit: place.label.id, ...wholeYear(year) }
  const after = query.get('after')
  const [meetings, claim] = await Promise.all([
    read.meetings({ ...of, ...(after && { after }) }),
    read.claim(of),
  ])
  return {
    place,
    year,
    years: years.includes(year) ? years : [...years, year],
    units: units.filter(({ kind }) => kind !== 'village' && kind !== 'residential-group'),
    meetings,
    held: claim?.dialogues.held ?? 0,
  }
}
