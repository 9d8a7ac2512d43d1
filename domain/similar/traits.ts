/**
 * What a matter is compared by: a bag of tokens, that can be kept as keyed hashes because nothing is asked of them but
 * whether one is there. A hash cannot be nearly equal, so all tolerance is in how tokens are made: slips and chat spelling
 * are mended before (normalise.ts), sounds that regions do not tell apart are one (`heard`), words for one subject are one
 * (subjects.ts), and a name is there whole and by its first syllable, so that it may be heard longer or shorter.
 *
 *   s:flood          a subject
 *   w:xuc  b:xe tai  a word; two in a row
 *   p:hamlet  p:hamlet=*  p:hamlet=3  p:street=nguyen hue  p:street=nguyen  p:street=hue$   a place: its slot, its value
 *   n:nguyen hue     a name of two syllables, whatever stood before it
 */

import type { Day } from '../day.ts'
import { fillers } from './fillers.ts'
import { syllablesOf } from './normalise.ts'
import { type Mention, placesIn } from './places.ts'
import { subjectsIn } from './subjects.ts'
import { heard } from './syllable.ts'

/** A point in steps of 0.001°, about 100 m: nothing finer is kept. */
export type Cell = { x: number; y: number }

/** So many steps apart is still the same place. Less than half a square, so that four squares hold all of it. */
export const NEAR = 3

export type Matter = {
  unit: string
  /** The code of its field; empty when nobody has said. */
  field: string
  text: string
  /** Where, in words of its own. */
  place?: string
  point?: { lat: number; lon: number }
  /** When it was raised. */
  day: Day
}

export type Traits = {
  unit: string
  field: string
  day: Day
  cell?: Cell
  subjects: readonly string[]
  words: readonly string[]
  pairs: readonly string[]
  places: readonly Mention[]
}

/** What matters say at length is said in their first words; more would only make all of them alike. */
const MOST_SYLLABLES = 120
const MOST_WORDS = 24
const MOST_PLACES = 8

export function traitsOf({ unit, field, text, place, point, day }: Matter): Traits {
  const said = syllablesOf(text.slice(0, 4_000)).slice(0, MOST_SYLLABLES)
  const where = syllablesOf((place ?? '').slice(0, 400)).slice(0, 40)
  const { subjects, at: about } = subjectsIn(said.map(({ letters }) => letters))
  const inText = placesIn(said)
  const inPlace = placesIn(where)
  const words = new Set<string>()
  const pairs = new Set<string>()
  let before: string | undefined
  for (const [i, { letters: syllable }] of said.entries()) {
    const counts = !inText.at.has(i) && !fillers.has(syllable) && !/^\d/.test(syllable)
    const word = counts ? heard(syllable) : undefined
    if (word && !about.has(i) && words.size < MOST_WORDS) words.add(word)
    if (word && before && pairs.size < MOST_WORDS) pairs.add(`${before} ${word}`)
    before = word
  }
  return {
    unit,
    field,
    day,
    ...(point && { cell: cellOf(point) }),
    subjects: [...subjects],
    words: [...words],
    pairs: [...pairs],
    places: distinct([...inPlace.mentions, ...inText.mentions]).slice(0, MOST_PLACES),
  }
}

export const cellOf = ({ lat, lon }: { lat: number; lon: number }): Cell => ({
  x: Math.round(lon * 1_000),
  y: Math.round(lat * 1_000),
})

function distinct(mentions: readonly Mention[]): Mention[] {
  return [...new Map(mentions.map((mention) => [`${mention.slot}=${mention.value}`, mention])).values()]
}

/** The tokens of a place: its slot, its value and, of a name, what may be left of it. */
export function placeTokens({ slot, value, numbered }: Mention): string[] {
  if (value === '') return [`p:${slot}`]
  const any = [`p:${slot}`, `p:${slot}=*`, `p:${slot}=${value}`]
  if (numbered) return any
  const first = value.split(' ')[0]!
  const whole = [...any, `p:${slot}=${value}$`]
  return first === value ? whole : [...whole, `p:${slot}=${first}`, `n:${value}`]
}

/** Everything that is kept of a matter's words. */
export function tokensOf({ subjects, words, pairs, places }: Traits): string[] {
  return [
    ...new Set([
      ...subjects.map((subject) => `s:${subject}`),
      ...words.map((word) => `w:${word}`),
      ...pairs.map((pair) => `b:${pair}`),
      ...places.flatMap(placeTokens),
    ]),
  ]
}

/** What each kind of key says of a matter that has it, too: how soon it is looked at. */
export type Key = { key: string; weight: number; narrow: boolean }

/**
 * The keys under which a matter is found. Each is narrow by itself (a subject at a place; some square of 800 m) or by its
 * month, so that nothing common is ever walked: that does the work of counting how rare words are, and keeps no counts.
 */
export function keysOf(traits: Traits): string[] {
  return [
    ...narrowKeys(traits).map(({ key }) => key),
    ...(traits.cell ? [squareKey(square(traits.cell.x), square(traits.cell.y))] : []),
    ...broadKeys(traits, [monthOf(traits.day)]).map(({ key }) => key),
  ]
}

/** The keys to look under: those of the draft, of the squares around it, of its month and the two before. */
export function lookupOf(traits: Traits): Key[] {
  const month = monthOf(traits.day)
  const { cell } = traits
  const around = new Set<string>()
  if (cell)
    for (const dx of [-NEAR, NEAR])
      for (const dy of [-NEAR, NEAR]) around.add(squareKey(square(cell.x + dx), square(cell.y + dy)))
  return [
    ...narrowKeys(traits),
    ...[...around].map((key) => ({ key, weight: 2, narrow: true })),
    ...broadKeys(traits, [month, month - 1, month - 2]),
  ]
}

const square = (n: number) => Math.floor(n / 8)
const squareKey = (x: number, y: number) => `k:${x},${y}`
/** Months since the year 0. */
const monthOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

function narrowKeys({ subjects, places }: Traits): Key[] {
  return places
    .filter(({ value }) => value !== '')
    .slice(0, 4)
    .flatMap(({ slot, value }) =>
      subjects.slice(0, 4).map((subject) => ({
        key: `k:${subject}|${slot}=${value}`,
        weight: 4,
        narrow: true,
      })),
    )
}

function broadKeys({ subjects, places, pairs }: Traits, months: readonly number[]): Key[] {
  const broad = (key: string, weight: number) =>
    months.map((month) => ({ key: `${key}|${month}`, weight, narrow: false }))
  return [
    ...subjects.slice(0, 4).flatMap((subject) => broad(`k:${subject}`, 1)),
    ...places.slice(0, 4).flatMap(({ slot, value }) => broad(`k:${slot}=${value}`, 1.5)),
    // Only where nothing says what it is about: a subject finds more than words do.
    ...(subjects.length === 0 ? pairs.slice(0, 8).flatMap((pair) => broad(`k:${pair}`, 1)) : []),
  ]
}
