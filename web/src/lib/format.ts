/** Numbers, days and hours as each language writes them. `Intl` objects are made once: they are dear. */

import type { Day } from '@goc/domain/day.ts'
import { dayOf, weekdayOf } from '@goc/domain/day.ts'
import { perMille } from '@goc/domain/figures.ts'
import type { Lang } from './lang.ts'

const numbers = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en-GB') }
const collators = { vi: new Intl.Collator('vi'), en: new Intl.Collator('en') }
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const weekdays = {
  vi: ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

export type Format = ReturnType<typeof formatIn>

function formatIn(lang: Lang) {
  const n = (value: number): string => numbers[lang].format(value)
  const day = (value: Day): string => {
    const [y, m, d] = value.split('-').map(Number)
    return lang === 'vi' ? `${d}/${m}/${y}` : `${d} ${months[m! - 1]} ${y}`
  }
  /** Hour and minute in Vietnam. */
  const hour = (t: number): string => {
    const minutes = Math.floor((t + 7 * 3_600) / 60) % 1_440
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  }
  return {
    n,
    day,
    hour,
    /** `82,6%`, rounded half up; a dash when there is nothing to divide. */
    rate: (part: number, all: number): string => {
      const tenths = perMille(part, all)
      if (tenths === undefined) return '–'
      return `${n(Math.floor(tenths / 10))}${lang === 'vi' ? ',' : '.'}${tenths % 10}%`
    },
    weekday: (value: Day): string => weekdays[lang][weekdayOf(value)]!,
    /** Day and hour of a moment, in Vietnam. */
    moment: (t: number): string => `${day(dayOf(t))} · ${hour(t)}`,
    compare: (a: string, b: string): number => collators[lang].compare(a, b),
  }
}

export const formats = { vi: formatIn('vi'), en: formatIn('en') }
