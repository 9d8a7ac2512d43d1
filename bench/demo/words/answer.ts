/** An answer to one opinion: how, under which number, in which words. */

import type { Day } from '@goc/domain/day.ts'
import { offices } from '../phu-tho.ts'
import type { Random } from '../random.ts'
import { again, answersBy, methodOf, spoken } from './answers.ts'
import { type Field, reasons } from './opinions.ts'
import { fill, type Gaps, spokenDay } from './words.ts'

export type Answer = { method: string; text: string; document?: string }

export function answerTo(
  random: Random,
  about: { field: Field; held: Day; assigned: string },
  gaps: Gaps,
  { on, round }: { on: Day; round: number },
): Answer {
  const { field, held, assigned } = about
  const office = offices.find(({ id }) => id === assigned)?.name ?? `UBND ${gaps.unit}`
  const told = { ...gaps, office, day: on }
  if (round === 0 && on === held)
    return { method: 'tra_loi_tai_cho', text: fill(random, random.pick(spoken), told) }

  const document = numberOf(random, office)
  const words = fill(random, random.pick(round > 0 ? again : answersBy[field]), told)
  const method = random.chance(0.35) ? (methodOf[field] ?? 'van_ban') : 'van_ban'
  return { method, text: `${document} ngày ${spokenDay(on)}: ${words}`, document }
}

export const reasonOf = (random: Random, gaps: Gaps): string => fill(random, random.pick(reasons), gaps)

/** `Công văn số 215/UBND-VP`, as offices number their papers. */
function numberOf(random: Random, office: string): string {
  const kind = random.weighted(['Công văn', 'Thông báo', 'Báo cáo'], [70, 22, 8])
  const number = random.between(11, 986)
  const from = office.startsWith('UBND') ? 'UBND' : initialsOf(office)
  return kind === 'Công văn'
    ? `${kind} số ${number}/${from}-VP`
    : `${kind} số ${number}/${kind === 'Thông báo' ? 'TB' : 'BC'}-${from}`
}

/** `SXD` of Sở Xây dựng. */
const initialsOf = (office: string): string =>
  office
    .split(/[\s,]+/)
    .filter((word) => word !== 'và')
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
