/** Which dialogues a year has: where, when, of which kind, and how many opinions each brings. */

import { vietnamCalendar } from '@goc/domain/calendar/vietnam.ts'
import { addDays, type Day, dayOf, type Moment, startOf } from '@goc/domain/day.ts'
import type { Mode, Regularity } from '@goc/domain/meetings/acts.ts'
import { communes, offices, province } from '../phu-tho.ts'
import { type Random, randomFor } from '../random.ts'
import { type Field, fields, fieldWeights } from '../words/fields.ts'
import { volumeOf } from './volumes.ts'

/** A unit that holds dialogues. */
export type Place = { id: string; name: string; kind: 'province' | 'office' | 'commune' | 'ward' }

export type Dialogue = {
  id: string
  place: Place
  regularity: Regularity
  mode: Mode
  starts: Moment
  calledOn: Day
  becomes: 'held' | 'cancelled' | 'postponed'
  /** When it was to start at first. */
  postponedFrom?: Moment
  attendees: number
  minutesOn?: Day
  /** How many opinions, and how many the year's dialogues before it have. */
  opinions: number
  before: number
}

/** One year of one copy of the province; the copies are there for load. */
export type Part = { seed: string; year: number; copy: number }

const places: readonly Place[] = [
  { ...province, kind: 'province' },
  ...offices.map((office): Place => ({ ...office, kind: 'office' })),
  ...communes,
]
const MOST_IN_A_COMMUNE = 4
// Before Tết hardly any; conferences crowd towards the end of the year.
const monthWeights = [2, 1, 7, 8, 8, 9, 7, 8, 9, 10, 14, 17]
const hours = [7.5, 8, 8, 8.5, 14, 14]

export function dialoguesOf({ seed, year, copy }: Part): Dialogue[] {
  const random = randomFor(`${seed} dialogues ${year} ${copy}`)
  const { periodic, extraordinary, cancelled, postponed, opinions } = volumeOf(year)
  const held = periodic + extraordinary
  const kinds = random.shuffled<Regularity>([
    ...Array<Regularity>(periodic).fill('periodic'),
    ...Array<Regularity>(extraordinary).fill('extraordinary'),
  ])
  const where = placesOf(random, held)
  const all = kinds.map((regularity, i) => aDialogue(random, year, where[i]!, regularity, 'held'))
  for (let i = 0; i < cancelled + postponed; i++) {
    const becomes = i < cancelled ? 'cancelled' : 'postponed'
    all.push(aDialogue(random, year, random.pick(communes), 'periodic', becomes))
  }
  all.sort((a, b) => a.starts - b.starts)

  const counts = opinionsEach(random, all, opinions)
  let before = 0
  return all.map((dialogue, i) => {
    const id = `DT${year}-${String(copy * all.length + i + 1).padStart(5, '0')}`
    const numbered = { ...dialogue, id, opinions: counts[i]!, before: copy * opinions + before }
    before += counts[i]!
    return numbered
  })
}

/** Six at the province, one or two at each office, the rest in communes: none to four in each. */
function placesOf(random: Random, count: number): Place[] {
  const chosen = places.flatMap((place) => {
    if (place.kind === 'province') return Array<Place>(6).fill(place)
    return place.kind === 'office' ? Array<Place>(random.between(1, 2)).fill(place) : []
  })
  const used = new Map<Place, number>()
  const eagerness = communes.map(() => 0.15 + random.next() ** 2)
  while (chosen.length < count) {
    const commune = random.weighted<Place>(communes, eagerness)
    const n = used.get(commune) ?? 0
    if (n === MOST_IN_A_COMMUNE) continue
    used.set(commune, n + 1)
    chosen.push(commune)
  }
  return random.shuffled(chosen)
}

/** Which office answers for each field, by its place among `offices`. */
export const officeFor: Record<Field, number> = {
  dat_dai: 0,
  moi_truong: 0,
  nong_thon_moi: 0,
  giao_thong: 1,
  chinh_sach_xa_hoi: 2,
  thu_tuc_hanh_chinh: 2,
  dau_tu_cong: 3,
  giao_duc: 4,
  y_te: 5,
  dien_nuoc: 6,
  an_ninh_trat_tu: 11,
}

/** The field that a dialogue is about; undefined when it is about everything. */
export function topicOf(seed: string, { id, place, regularity }: Dialogue): Field | undefined {
  const random = randomFor(`${seed} topic ${id}`)
  const own = fields.filter((field) => offices[officeFor[field]]!.id === place.id)
  if (own.length > 0) return random.pick(own)
  return random.chance(regularity === 'periodic' ? 0.45 : 0.95)
    ? random.weighted(fields, fieldWeights)
    : undefined
}

type Unnumbered = Omit<Dialogue, 'id' | 'opinions' | 'before'>

function aDialogue(
  random: Random,
  year: number,
  place: Place,
  regularity: Regularity,
  becomes: Dialogue['becomes'],
): Unnumbered {
  const month = random.weighted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], monthWeights)
  const day = aWorkingDay(random, `${year}-${String(month).padStart(2, '0')}-01`)
  const starts = startOf(day) + random.pick(hours) * 3600
  const wasPostponed = becomes === 'held' && month > 2 && random.chance(0.015)
  const postponedFrom = starts - random.between(7, 21) * 86_400
  const calledOn = addDays(dayOf(wasPostponed ? postponedFrom : starts), -noticeOf(random, regularity))
  const minutesAfter = random.chance(0.92) ? random.between(1, 10) : random.between(11, 26)
  return {
    place,
    regularity,
    mode: random.weighted<Mode>(['inPerson', 'online', 'hybrid'], [62, 13, 25]),
    starts,
    calledOn,
    becomes,
    ...(wasPostponed && { postponedFrom }),
    attendees: Math.round(40 + 260 * random.next() ** (place.kind === 'province' ? 0.4 : 1.8)),
    ...(random.chance(0.94) && { minutesOn: addDays(day, minutesAfter) }),
  }
}

/** The law wants seven days; what is urgent is sometimes called later. */
const noticeOf = (random: Random, regularity: Regularity): number =>
  regularity === 'periodic' ? random.between(7, 21) : random.between(3, 12)

function aWorkingDay(random: Random, first: Day): Day {
  for (;;) {
    const day = addDays(first, random.between(0, 30))
    if (day.slice(0, 7) === first.slice(0, 7) && vietnamCalendar.isWorkingDay(day)) return day
  }
}

/** Shares `total` out among those held: some bring two, some twenty, and together exactly so many. */
function opinionsEach(random: Random, all: readonly Unnumbered[], total: number): number[] {
  const weights = all.map(({ place, becomes }) =>
    becomes === 'held' ? (0.25 + 2 * random.next()) * (place.kind === 'province' ? 2.5 : 1) : 0,
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  const counts = weights.map((weight) => Math.floor((weight / sum) * total))
  let left = total - counts.reduce((a, b) => a + b, 0)
  for (let i = 0; left > 0; i = (i + 1) % all.length) {
    if (weights[i] === 0) continue
    counts[i]!++
    left--
  }
  return counts
}
