/** The parts that opinions received fall into. They add up to what was received. */

import type { Figures } from '@goc/domain/figures.ts'

export type PartName = 'confirmed' | 'unconfirmed' | 'disputed' | 'onTime' | 'late' | 'open' | 'overdue'
export type PartOf = { name: PartName; n: number; colour: string; feature?: string }

/** Whether any receipt spoke or could have spoken: without one, marks in older books are no confirmation. */
export const hasReceipts = ({ confirmed, disputed, silent }: Figures['opinions']): boolean =>
  confirmed + disputed + silent > 0

export function partsOf(opinions: Figures['opinions']): PartOf[] {
  const { resolved, open, openOverdue, confirmed, disputed } = opinions
  const left: PartOf[] = [
    { name: 'open', n: open - openOverdue, colour: 'c-open', feature: 'opinions.openInTime' },
    { name: 'overdue', n: openOverdue, colour: 'c-late', feature: 'opinions.openOverdue' },
  ]
  if (!hasReceipts(opinions)) {
    return [
      { name: 'onTime', n: opinions.resolvedOnTime, colour: 'c-kept', feature: 'opinions.resolvedOnTime' },
      { name: 'late', n: opinions.resolvedLate, colour: 'c-disputed', feature: 'opinions.resolvedLate' },
      ...left,
    ]
  }
  return [
    { name: 'confirmed', n: confirmed, colour: 'c-kept', feature: 'opinions.confirmed' },
    {
      name: 'unconfirmed',
      n: resolved - confirmed - disputed,
      colour: 'c-said',
      feature: 'opinions.unconfirmed',
    },
    { name: 'disputed', n: disputed, colour: 'c-disputed', feature: 'opinions.disputed' },
    ...left,
  ]
}

/** Fewer than this reveal persons: no rate, no rank, no cell of their own (domain.md §11). */
export const SMALLEST_CELL = 5

/** Widths of bars in percent of the longest, to one decimal: no eye sees more, and each bar stands in many pages. */
export const percentOf =
  (longest: number) =>
  (n: number): number =>
    longest === 0 ? 0 : Math.round((n / longest) * 1_000) / 10

/** More places than this are too many to take in one by one: they are counted together, and their table begins short. */
export const MANY_PLACES = 30
export const PLACES_SHOWN = 20
