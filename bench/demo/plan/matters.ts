/** What is raised at the dialogues of a year, and how each opinion stands at its end. */

import { dueAfter } from '@goc/domain/calendar/due.ts'
import { vietnamCalendar } from '@goc/domain/calendar/vietnam.ts'
import { type Day, dayOf, daysBetween, numberOf } from '@goc/domain/day.ts'
import type { channels, opinionTypes } from '@goc/domain/opinions/acts.ts'
import { offices } from '../phu-tho.ts'
import { type Random, randomFor } from '../random.ts'
import { type Field, fields, fieldWeights } from '../words/fields.ts'
import { type Dialogue, officeFor, type Part, topicOf } from './dialogues.ts'
import { type Standing, standingOf } from './volumes.ts'

export type Matter = {
  id: string
  dialogue: Dialogue
  held: Day
  due: Day
  rule: string
  field: Field
  type: (typeof opinionTypes)[number]
  channel: (typeof channels)[number]
  assigned: string
  /** How it stands at the end of the day `until`. */
  stands: keyof Standing
  until: Day
  reopened: boolean
  /** Whether whoever raised it holds a receipt, and whether the office made it for them. */
  keyed: boolean
  keyBy?: 'office'
}

const UNKEYED_PER_MILLE = 150
const REOPENED_PER_MILLE = { confirmed: 24, quiet: 12, overdue: 57, disputed: 0, open: 0 }
/** Answered, disputed, opened again and answered again takes so long. */
const REOPENED_WITHIN = 42

/** @param held those of the year's dialogues that were held by `until` */
export function mattersOf(part: Part, held: readonly Dialogue[], until: Day): Matter[] {
  const { seed, year, copy } = part
  const matters = held.flatMap((dialogue) =>
    Array.from({ length: dialogue.opinions }, (_, i) => aMatter(part, dialogue, i, until)),
  )
  const random = randomFor(`${seed} matters ${year} ${copy}`)
  settle(random, year, matters)
  giveReceipts(random, year, matters)
  for (const stands of ['confirmed', 'quiet', 'overdue'] as const) {
    const able = matters.filter(
      (one) => one.stands === stands && daysBetween(one.held, until) >= REOPENED_WITHIN && one.keyed,
    )
    const of = matters.filter((one) => one.stands === stands).length
    const wanted = Math.round((of * REOPENED_PER_MILLE[stands]) / 1000)
    for (const one of random.shuffled(able).slice(0, wanted)) one.reopened = true
  }
  return matters
}

function aMatter({ seed, year }: Part, dialogue: Dialogue, i: number, until: Day): Matter {
  const id = `YK${year}-${String(dialogue.before + i + 1).padStart(6, '0')}`
  const random = randomFor(`${seed} ${id}`)
  const held = dayOf(dialogue.starts)
  // A dialogue has its subject, though not everyone keeps to it.
  const topical = topicOf(seed, dialogue)
  const field = topical && random.chance(0.55) ? topical : random.weighted(fields, fieldWeights)
  const online = { inPerson: 0.04, online: 1, hybrid: 0.45 }[dialogue.mode]
  return {
    id,
    dialogue,
    held,
    ...dueOf(random, held),
    field,
    type: random.weighted(
      ['kien_nghi', 'phan_anh', 'khieu_nai'],
      field === 'dat_dai' ? [66, 26, 8] : [69, 31, 0],
    ),
    channel: random.chance(online) ? 'truc_tuyen' : 'tai_phong',
    assigned: assignedTo(random, dialogue, field),
    stands: 'confirmed',
    until,
    reopened: false,
    keyed: true,
    ...(random.chance(0.1) && { keyBy: 'office' }),
  }
}

function dueOf(random: Random, held: Day): { due: Day; rule: string } {
  const days = random.weighted([0, 30, 60], [50, 36, 14])
  const length = days === 0 ? { workingDays: 15 } : { days }
  const { due } = dueAfter(vietnamCalendar, held, length)
  return { due, rule: days === 0 ? 'opinion-answer' : 'books' }
}

function assignedTo(random: Random, { place }: Dialogue, field: Field): string {
  const own = place.kind === 'province' || place.kind === 'office' ? 0.1 : 0.78
  return random.chance(own) ? place.id : offices[officeFor[field]]!.id
}

/** Says of each how it stands, so that together they stand as the year does. */
function settle(random: Random, year: number, matters: readonly Matter[]): void {
  // The newest are the likeliest to be open.
  const byAge = (day: (one: Matter) => Day, blur: number) =>
    matters
      .map((one) => ({ one, at: numberOf(day(one)) + random.between(0, blur) }))
      .sort((a, b) => b.at - a.at)
      .map(({ one }) => one)
  giveTime(matters, standingOf(year, matters.length, matters.length).open)
  const inTime = byAge(({ held }) => held, 20).filter(({ due, until }) => due >= until)
  const late = byAge(({ due }) => due, 150).filter(({ due, until }) => due < until)
  const want = standingOf(year, matters.length, inTime.length)
  if (inTime.length < want.open || late.length < want.overdue)
    throw new Error(`${year}: ${inTime.length} opinions can be open in time, ${want.open} should be`)

  const open = new Set(inTime.slice(0, want.open))
  const overdue = new Set(late.slice(0, want.overdue))
  for (const one of open) one.stands = 'open'
  for (const one of overdue) one.stands = 'overdue'
  const resolved = random.shuffled(matters.filter((one) => !open.has(one) && !overdue.has(one)))
  for (const [i, one] of resolved.entries()) {
    if (i < want.disputed) one.stands = 'disputed'
    else if (i < want.disputed + want.quiet) one.stands = 'quiet'
  }
}

/** Where fewer are still in time than stand open, the newest of the others are the involved ones that were given longer. */
function giveTime(matters: readonly Matter[], open: number): void {
  const wanted = Math.ceil(open * 1.1)
  let inTime = matters.filter(({ due, until }) => due >= until).length
  for (const one of matters.toSorted((a, b) => (a.held < b.held ? 1 : -1))) {
    if (inTime >= wanted) return
    if (one.due >= one.until) continue
    for (const days of [60, 90, 120]) {
      const { due } = dueAfter(vietnamCalendar, one.held, { days })
      if (due < one.until) continue
      one.due = due
      one.rule = 'books'
      inTime++
      break
    }
  }
}

/** About one in seven leaves no way to be asked: they raised it on paper, or want no receipt. */
function giveReceipts(random: Random, year: number, matters: readonly Matter[]): void {
  const without = matters.filter(({ stands }) =>
    // In 2021 every answer without a word is one that a receipt could speak of: silent, or waiting.
    year === 2021 ? ['open', 'overdue'].includes(stands) : ['open', 'overdue', 'quiet'].includes(stands),
  )
  const count = Math.round((matters.length * UNKEYED_PER_MILLE) / 1000)
  for (const one of random.shuffled(without).slice(0, count)) {
    one.keyed = false
    delete one.keyBy
  }
}
