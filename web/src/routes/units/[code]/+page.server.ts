import { error } from '@sveltejs/kit'
import { usualYear, yearSoFar } from '#lib/selection.ts'
import { meetingsAround } from '#lib/server/meetings-around.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, params, url }) => {
  const [units, years, checkpoint] = await Promise.all([read.units(), read.years(), read.checkpoint()])
  const id = units.find(({ code }) => code === params.code)?.id ?? params.code
  const place = await read.unit(id)
  if (!place) error(404)

  const now = Number(today.slice(0, 4))
  const year = years.includes(now) ? now : usualYear(years, today)
  const selection = yearSoFar(year, today)
  const [claim, { coming, meetings }, children] = await Promise.all([
    read.claim({ unit: place.label.id, from: selection.from, to: selection.to }),
    meetingsAround(read, { unit: place.label.id, today, shown: 6 }),
    read.children(place.label.id),
  ])
  if (!claim) error(404)
  return unsent({ site: url.origin, place, year, selection, claim, checkpoint, coming, meetings, children })
}
