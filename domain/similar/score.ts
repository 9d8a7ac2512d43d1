/**
 * How likely two matters are the same one. Three questions, and all must be answered yes: is it the same subject, is it the
 * same place, is it the same time. Words alone do not tell: “ngõ 12 ngập” and “ngõ 21 ngập” are nearly the same words.
 */

import { type Day, daysBetween } from '../day.ts'
import { type Cell, NEAR, type Traits, tokensOf } from './traits.ts'
import { weights } from './weights.ts'

/** Why a matter is offered: shown beside it, so that the sender sees what was compared. */
export type Why = 'same-place' | 'near' | 'same-subject' | 'similar-words'

export type Likeness = { score: number; why: Why[] }

/** The matter that a draft is compared with; its tokens may be hashes. */
export type Other = {
  unit: string
  field: string
  day: Day
  cell?: Cell
  has(token: string): boolean
  subjects: number
  words: number
  pairs: number
  places: number
}

export const otherOf = (traits: Traits): Other => {
  const tokens = new Set(tokensOf(traits))
  return {
    unit: traits.unit,
    field: traits.field,
    day: traits.day,
    ...(traits.cell && { cell: traits.cell }),
    has: (token) => tokens.has(token),
    subjects: traits.subjects.length,
    words: traits.words.length,
    pairs: traits.pairs.length,
    places: traits.places.length,
  }
}

/** From this on a matter is offered. */
export const OFFERED = 0.5

/** A score from 0 to 1, with what speaks for it. */
export function likeness(draft: Traits, other: Other): Likeness {
  const features = featuresOf(draft, other)
  const why: Why[] = []
  if (features.sameNumber + features.sameName + features.likelyName > 0 && features.otherNumber === 0)
    why.push('same-place')
  if (features.near > 0) why.push('near')
  if (features.subjects > 0) why.push('same-subject')
  if (features.words + features.pairs > 0.3) why.push('similar-words')
  return { score: scoreOf(features, weights), why }
}

export type Features = ReturnType<typeof featuresOf>
export type Weights = {
  subject: Readonly<Record<string, number>>
  place: Readonly<Record<string, number>>
  time: { readonly days: number; readonly width: number }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const sum = (weights: Readonly<Record<string, number>>, features: Readonly<Record<string, number>>) =>
  Object.entries(weights).reduce((so, [name, weight]) => so + weight * (features[name] ?? 0), 0)

export const scoreOf = (features: Features, { subject, place, time }: Weights): number =>
  sigmoid(sum(subject, features)) *
  sigmoid(sum(place, features)) *
  sigmoid((time.days - features.days) / time.width)

export function featuresOf(draft: Traits, other: Other) {
  return { always: 1, ...aboutOf(draft, other), ...whereOf(draft, other), days: apart(draft, other) }
}

const apart = (draft: Traits, other: Other): number => Math.abs(daysBetween(draft.day, other.day))

function aboutOf({ subjects, words, pairs, field }: Traits, other: Other) {
  const shared = (kind: string, tokens: readonly string[]) =>
    tokens.filter((token) => other.has(`${kind}:${token}`)).length
  const dice = (both: number, a: number, b: number) => (a + b === 0 ? 0 : (2 * both) / (a + b))
  const common = shared('s', subjects)
  const known = subjects.length > 0 && other.subjects > 0
  return {
    subjects: known && common > 0 ? dice(common, subjects.length, other.subjects) : 0,
    anySubject: common > 0 ? 1 : 0,
    otherSubject: known && common === 0 ? 1 : 0,
    words: dice(shared('w', words), words.length, other.words),
    pairs: dice(shared('b', pairs), pairs.length, other.pairs),
    sameField: field !== '' && field === other.field ? 1 : 0,
    otherField: field !== '' && other.field !== '' && field !== other.field ? 1 : 0,
  }
}

function whereOf(draft: Traits, other: Other) {
  const slots = new Map<string, Verdict>()
  for (const mention of draft.places) {
    const verdict = verdictOf(mention, other)
    const before = slots.get(mention.slot)
    // Of several values of a slot (“từ thôn 3 đến thôn 5”) one that both name is enough.
    if (!before || order.indexOf(verdict) < order.indexOf(before)) slots.set(mention.slot, verdict)
  }
  const verdicts = [...slots.values()]
  const count = (verdict: Verdict) => Math.min(2, verdicts.filter((one) => one === verdict).length)
  const headless = draft.pairs.some((pair) => other.has(`n:${pair}`))
  const distance = distanceOf(draft.cell, other.cell)
  const silent = verdicts.every((one) => one === 'unknown') && !headless && distance === undefined
  return {
    sameNumber: count('same-number'),
    sameName: count('same-name'),
    likelyName: Math.min(2, count('likely-name') + (headless ? 1 : 0)),
    sameKind: count('same-kind'),
    otherNumber: count('other-number'),
    otherName: count('other-name'),
    neither: draft.places.length + other.places === 0 && distance === undefined ? 1 : 0,
    nothingShared: silent && draft.places.length + other.places > 0 ? 1 : 0,
    near: distance !== undefined && distance <= NEAR ? 1 : 0,
    far: distance !== undefined && distance > 8 ? 1 : 0,
    otherUnit: draft.unit === other.unit ? 0 : 1,
  }
}

const order = [
  'same-number',
  'same-name',
  'likely-name',
  'other-number',
  'other-name',
  'same-kind',
  'unknown',
] as const
type Verdict = (typeof order)[number]

function verdictOf({ slot, value, numbered }: Traits['places'][number], other: Other): Verdict {
  if (numbered && other.has(`p:${slot}=${value}`)) return 'same-number'
  if (value !== '' && !numbered) {
    const first = value.split(' ')[0]!
    const single = first === value
    if (other.has(`p:${slot}=${value}$`)) return 'same-name'
    if (single ? other.has(`p:${slot}=${value}`) : other.has(`p:${slot}=${first}$`)) return 'likely-name'
    // Named without the word before it, or after another one: “đèn Hùng Vương”, “phố … đường …”.
    if (!single && (other.has(`b:${value}`) || other.has(`n:${value}`))) return 'likely-name'
  }
  if (!other.has(`p:${slot}`)) return 'unknown'
  if (value === '' || !other.has(`p:${slot}=*`)) return 'same-kind'
  return numbered ? 'other-number' : 'other-name'
}

function distanceOf(a: Cell | undefined, b: Cell | undefined): number | undefined {
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : undefined
}
