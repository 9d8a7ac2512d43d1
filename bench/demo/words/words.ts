/** Fills the gaps of a sentence with places and small numbers. No number has more than four digits in a row. */

import { addDays, type Day } from '@goc/domain/day.ts'
import { landOf } from '../phu-tho.ts'
import type { Random } from '../random.ts'
import { hamlets } from './dialogues.ts'

export type Gaps = {
  /** The commune or ward, `xã Tân Lạc`. */
  unit: string
  hamlet: string
  /** The office that answers. */
  office?: string
  /** Counted from here, days to come are named. */
  day?: Day
  count?: number
}

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

export function fill(random: Random, sentence: string, gaps: Gaps): string {
  const text = sentence.replace(/\{([a-z])\}/g, (_, gap: string) => {
    switch (gap) {
      case 'o':
        return gaps.hamlet
      case 'x':
        return gaps.unit
      case 'c':
        return gaps.office ?? gaps.unit
      case 'k':
        return String(gaps.count ?? 0)
      case 'm':
        return String(random.between(4, 90) * 10)
      case 'h':
        return String(random.between(8, 140))
      case 't':
        return String(random.between(1, 12))
      case 'd':
        return spokenDay(addDays(gaps.day ?? '', random.between(7, 60)))
      default:
        return String(random.between(2, 9))
    }
  })
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `9/4/2026`, as people write it. */
export const spokenDay = (day: Day): string =>
  `${Number(day.slice(8))}/${Number(day.slice(5, 7))}/${day.slice(0, 4)}`
