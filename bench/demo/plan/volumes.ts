/** How much happens in each year of the demo province. */

import { addDays, type Day } from '@goc/domain/day.ts'

export type Volume = {
  periodic: number
  extraordinary: number
  cancelled: number
  /** Postponed without a new day; others were held later. */
  postponed: number
  opinions: number
}

/**
 * 2021 is as the founding document reports it: 202 and 77 dialogues, 2,631 opinions. It held them in the communes
 * of its time; the demo has them in those of today. Later years are invented, and smaller.
 */
const volumes: Record<number, Volume> = {
  2021: { periodic: 202, extraordinary: 77, cancelled: 5, postponed: 3, opinions: 2631 },
  2022: { periodic: 189, extraordinary: 64, cancelled: 4, postponed: 2, opinions: 1388 },
  2023: { periodic: 193, extraordinary: 71, cancelled: 3, postponed: 4, opinions: 1452 },
  2024: { periodic: 204, extraordinary: 69, cancelled: 6, postponed: 2, opinions: 1497 },
  2025: { periodic: 186, extraordinary: 83, cancelled: 7, postponed: 5, opinions: 1561 },
}
const usual: Volume = { periodic: 208, extraordinary: 80, cancelled: 4, postponed: 3, opinions: 1688 }

export const volumeOf = (year: number): Volume => volumes[year] ?? usual

/** So many days ahead, dialogues are called. */
export const AHEAD = 45

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** The years that the demo tells of, as seen on `today`. */
export function yearsUntil(today: Day): number[] {
  const last = Math.max(yearOf(addDays(today, AHEAD)), 2022)
  return Array.from({ length: last - 2021 + 1 }, (_, i) => 2021 + i)
}

/** How the opinions of a year stood on its last day, or stand today. */
export type Standing = { confirmed: number; disputed: number; quiet: number; overdue: number; open: number }

/** 2,172 of 2,631 resolved: the founding document. What people said of it is invented. */
const standing2021: Standing = { confirmed: 1486, disputed: 174, quiet: 512, overdue: 88, open: 371 }

/** @param inTime how many of them could still be open and in time */
export function standingOf(year: number, received: number, inTime: number): Standing {
  if (year === 2021) return standing2021
  // A little better or worse from year to year.
  const drift = ((year * 7) % 5) - 2
  const share = (perMille: number) => Math.round((received * perMille) / 1000)
  const open = Math.min(share(138 - 4 * drift), Math.floor(inTime * 0.85))
  const overdue = share(31 - 3 * drift)
  const disputed = share(64 - 2 * drift)
  const quiet = share(191 + 5 * drift)
  return { open, overdue, disputed, quiet, confirmed: received - open - overdue - disputed - quiet }
}
