/** An answer to one opinion: how, under which number, in which words. */

import type { Day } from '@goc/domain/day.ts'
import { offices } from '../phu-tho.ts'
import type { Random } from '../random.ts'
import { again, type Field, methodOf, onTheSpot, type Pair, reasons } from './fields.ts'
import { fill, type Gaps, spokenDay } from './words.ts'

export type Answer = { method: string; text: string; document?: string }

/** @param round 0 for the first answer, 1 for the one after a reopening */
export function answerTo(
  random: Random,
  about: { field: Field; held: Day; assigned: string; pair: Pair },
  gaps: Gaps,
  { on, round }: { on: Day; round: number },
): Answer {
  const { field, held, assigned, pair } = about
  const office = offices.find(({ id }) => id === assigned)?.name ?? `UBND ${gaps.x}`
  const inWords = (sentence: string) => fill(random, sentence, { ...gaps, c: office }, on)
  // Said on the spot: no document is written, and nothing is done yet.
  if (round === 0 && on === held) {
    const promise = pair.answer.includes('{d}') ? pair.answer : onTheSpot
    return { method: 'tra_loi_tai_cho', text: `Chủ trì trả lời tại hội nghị: ${inWords(promise)}` }
  }
  const words = inWords(round > 0 ? random.pick(again) : pair.answer)

  const document = numberOf(random, office)
  const method = random.chance(0.35) ? (methodOf[field] ?? 'van_ban') : 'van_ban'
  return { method, text: `${document} ngày ${spokenDay(on)}: ${words}`, document }
}

export const reasonOf = (random: Random, gaps: Gaps): string => fill(random, random.pick(reasons), gaps)

/** `Công văn số 215/UBND-VP`, as offices number their papers. */
function numberOf(random: Random, office: string): string {
  const kind = random.weighted(['Công văn', 'Thông báo', 'Báo cáo'], [70, 22, 8])
  const number = random.between(11, 986)
  const from = office.startsWith('UBND') ? 'UBND' : initialsOf(office)
  const after = { 'Công văn': `${from}-VP`, 'Thông báo': `TB-${from}`, 'Báo cáo': `BC-${from}` }[kind]
  return `${kind} số ${number}/${after}`
}

/** `SXD` of Sở Xây dựng. */
const initialsOf = (office: string): string =>
  office
    .split(/[\s,]+/)
    .filter((word) => word !== 'và')
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
