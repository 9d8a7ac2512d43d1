import { error } from '@sveltejs/kit'
import { usualYear, wholeYear, yearSoFar } from '#lib/selection.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, params, url }) => {
  const [units, years, checkpoint] = await Promise.all([read.units(), read.years(), read.checkpoint()])
  const id = units.find(({ code }) => code === params.code)?.id ?? params.code
  const place = await read.unit(id)
  if (!place) error(404)

  const now = Number(today.slice(0, 4))
  const year = years.includes(now) ? now : usualYear(years, today)
  const of = { unit: place.label.id, ...wholeYear(year) }
  const selection = yearSoFar(year, today)
  const [claim, meetings, children] = await Promise.all([
    read.claim({ unit: of.unit, from: selection.from, to: selection.to }),
    read.meetings({ ...of, limit: 6 }),
    read.children(place.label.id),
  ])
  if (!claim) error(404)
  return unsent({
    site: url.origin,
    place,
    year,
    selection,
    claim,
    checkpoint,
    meetings: meetings.items,
    children,
  })
}
