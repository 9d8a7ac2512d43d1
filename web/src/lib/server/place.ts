/** The place that a page is about. Its address names it by `unit`; `noi` is what someone typed to find another. */

import { error, redirect } from '@sveltejs/kit'
import { findUnits } from '#lib/find-units.ts'
import type { Readers, UnitLabel } from './read.ts'

/** What was typed, and the places that it may mean: none, or several. */
export type Found = { asked: string; units: UnitLabel[] }

/** Those that hold dialogues of their own or sum them up. */
export async function placesOf(read: Readers): Promise<UnitLabel[]> {
  const units = await read.units()
  return units.filter(({ kind }) => kind !== 'village' && kind !== 'residential-group')
}

/** What `noi` finds; goes to the address that `there` gives when it is one place. */
export function findPlace(
  url: URL,
  units: UnitLabel[],
  there: (unit: UnitLabel) => string,
): Found | undefined {
  const asked = (url.searchParams.get('noi') ?? '').trim().slice(0, 100)
  if (asked === '') return undefined
  const found = findUnits(units, asked)
  if (found.length === 1) redirect(303, there(found[0]!))
  return { asked, units: found }
}

/** The place that `unit` names, the whole record's without it; 404 when there is none. */
export async function chosenPlace(read: Readers, url: URL) {
  const id = url.searchParams.get('unit') || (await read.root())?.id
  const place = id === undefined ? undefined : await read.unit(id)
  if (!place) error(404)
  return place
}
