/** Fills the gaps of a sentence with places and small numbers. No number has more than four digits in a row. */

import { addDays, type Day } from '@goc/domain/day.ts'
import { landOf } from '../phu-tho.ts'
import type { Random } from '../random.ts'
import { hamlets } from './dialogues.ts'

/** What the gaps of the sentences about one matter are filled with: an answer names the numbers of its question. */
export type Gaps = {
  o: string
  x: string
  c?: string
  k?: number
  n: number
  m: number
  h: number
  t: number
}

export const gapsOf = (random: Random, about: { unit: string; hamlet: string; count?: number }): Gaps => ({
  x: about.unit,
  o: about.hamlet,
  ...(about.count !== undefined && { k: about.count }),
  n: random.between(2, 9),
  m: random.between(4, 90) * 10,
  h: random.between(8, 140),
  t: random.between(1, 12),
})

/** One of the hamlets of a commune, named as that part of the province names them. */
export function hamletIn(random: Random, commune: { id: string; name: string }): string {
  if (commune.name.startsWith('phường')) {
    const word = landOf(commune.id) === 'phu-tho' && random.chance(0.5) ? 'khu' : 'tổ dân phố'
    return `${word} ${random.between(1, 14)}`
  }
  switch (landOf(commune.id)) {
    case 'hoa-binh':
      return `xóm ${random.pick(hamlets)}`
    case 'phu-tho':
      return random.chance(0.7) ? `khu ${random.between(1, 16)}` : `khu ${random.pick(hamlets)}`
    case 'vinh-phuc':
      return `thôn ${random.pick(hamlets)}`
  }
}

/** @param on the day of saying it, after which `{d}` is */
export function fill(random: Random, sentence: string, gaps: Gaps, on?: Day): string {
  const text = sentence.replace(/\{([a-z])\}/g, (gap, name: string) => {
    const value =
      name === 'd' && on !== undefined
        ? spokenDay(addDays(on, random.between(7, 60)))
        : gaps[name as keyof Gaps]
    if (value === undefined) throw new Error(`nothing for ${gap} in “${sentence}”`)
    return String(value)
  })
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `9/4/2026`, as people write it. */
export const spokenDay = (day: Day): string =>
  `${Number(day.slice(8))}/${Number(day.slice(5, 7))}/${day.slice(0, 4)}`
