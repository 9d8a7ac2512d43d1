import { isCommune } from '@goc/domain/figures.ts'
import { error } from '@sveltejs/kit'
import { MANY_PLACES, SMALLEST_CELL } from '#lib/parts.ts'
import { selectionFrom, selectionOf, usualYear, withUnit } from '#lib/selection.ts'
import { chosenPlace, findPlace, placesOf } from '#lib/server/place.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

const sorts = ['name', 'received', 'resolved', 'rate'] as const
export type Sort = (typeof sorts)[number]

/** Years beside each other on one page. */
const YEARS = 6

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const [place, years, checkpoint, units] = await Promise.all([
    chosenPlace(read, url),
    read.years(),
    read.checkpoint(),
    placesOf(read),
  ])
  const query = url.searchParams
  const found = findPlace(url, units, (unit) => withUnit(url, unit))
  const selection = selectionOf(query, usualYear(years, today), today)
  const of = { unit: place.label.id, from: selection.from, to: selection.to }
  const [claim, breakdown, ...others] = await Promise.all([
    read.claim(of),
    read.breakdown(of),
    ...years.slice(-YEARS).map((year) => sameSpan(year)),
  ])
  if (!claim) error(404)

  const places = breakdown.filter(({ unit }) => unit.kind !== 'village' && unit.kind !== 'residential-group')
  const compared = places.filter(
    ({ unit, figures }) => isCommune(unit.kind) && figures.opinions.received >= SMALLEST_CELL,
  )
  const communes = places.filter(({ unit }) => isCommune(unit.kind)).map(({ unit }) => unit.id)
  const outlines = compared.length > 2 ? await read.outlines(communes) : undefined
  const short = places.length > MANY_PLACES && !query.has('all')
  // A list that is cut begins with what weighs most; by name its cut would mean nothing.
  const sort = sorts.find((known) => known === query.get('sort')) ?? (short ? 'received' : 'name')
  return unsent({
    site: url.origin,
    address: { pathname: url.pathname, search: url.search },
    found,
    place,
    selection,
    claim,
    checkpoint,
    places,
    compared,
    outlines,
    sort,
    sorts,
    short,
    years,
    others: others.filter((other) => other !== undefined && other.claim.opinions.received > 0),
    units,
  })

  /** The chosen span, moved to another year; its own year may be among them. */
  async function sameSpan(year: number) {
    const shift = year - selection.year
    const move = (day: string) => {
      const moved = `${String(Number(day.slice(0, 4)) + shift).padStart(4, '0')}${day.slice(4)}`
      return moved.endsWith('-02-29') ? `${moved.slice(0, 8)}28` : moved
    }
    const from = move(selection.from)
    const to =
      selection.named && !selection.soFar ? lastDayLike(selection.named, year, today) : move(selection.to)
    const claim = await read.claim({ unit: of.unit, from, to })
    return claim && { year, claim, selection: selectionFrom({ from, to }) }
  }
}

/** The last day of the same usual period in another year: February's differs. */
function lastDayLike(named: string, year: number, today: string): string {
  return selectionOf(new URLSearchParams({ year: String(year), part: named.slice(5) }), year, today).to
}
