import { wholeYear, withUnit } from '#lib/selection.ts'
import { chosenPlace, findPlace, placesOf } from '#lib/server/place.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const [place, years, units] = await Promise.all([chosenPlace(read, url), read.years(), placesOf(read)])
  const query = url.searchParams
  const found = findPlace(url, units, (unit) => withUnit(url, unit))

  const asked = /^\d{4}$/.exec(query.get('year') ?? '')?.[0]
  const year = asked ? Number(asked) : (years.at(-1) ?? Number(today.slice(0, 4)))
  const of = { unit: place.label.id, ...wholeYear(year) }
  const after = query.get('after')
  const [meetings, claim] = await Promise.all([
    read.meetings({ ...of, ...(after && { after }) }),
    read.claim(of),
  ])
  const address = { pathname: url.pathname, search: url.search }
  return unsent({ place, year, years, units, found, address, meetings, held: claim?.dialogues.held ?? 0 })
}
