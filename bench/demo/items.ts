/** All that the demo province consists of, part by part. */

import { addDays, startOf } from '@goc/domain/day.ts'
import { meetings } from '@goc/store/meetings.ts'
import { opinions } from '@goc/store/opinions.ts'
import { units } from '@goc/store/units.ts'
import { type Item, itemOf } from './item.ts'
import { dialoguesOf, type Part } from './plan/dialogues.ts'
import { mattersOf } from './plan/matters.ts'
import { upcoming } from './plan/upcoming.ts'
import { yearsUntil } from './plan/volumes.ts'
import type { DemoPlan } from './state.ts'
import { tellDialogue, tellMatter, tellUnits } from './tell.ts'

/** Year by year, so that the record tells the years in their order. */
export const partsOf = ({ seed, scale, today }: DemoPlan): Part[] =>
  yearsUntil(today).flatMap((year) => Array.from({ length: scale }, (_, copy) => ({ seed, year, copy })))

export const unitItems = (): Item[] => tellUnits().map((told) => itemOf(units, told))

/** The dialogues and opinions of a part, made one at a time. */
export function* itemsOf(part: Part, { seed, today }: DemoPlan): Iterable<Item> {
  const { year, copy } = part
  const dialogues = dialoguesOf(part)
  if (copy === 0) {
    const soon = upcoming(seed, today)
    dialogues.push(...soon.filter(({ id }) => id.startsWith(`DT${year}`)))
  }
  for (const one of dialogues) for (const told of tellDialogue(seed, one, today)) yield itemOf(meetings, told)

  const yearEnd = `${year}-12-31`
  const until = yearEnd < today ? yearEnd : today
  const over = startOf(addDays(until, 1))
  const held = dialogues.filter(({ becomes, starts }) => becomes === 'held' && starts < over)
  for (const one of mattersOf(part, held, until)) yield itemOf(opinions, tellMatter(seed, one, today))
}
