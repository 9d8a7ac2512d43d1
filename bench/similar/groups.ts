/**
 * Invented matters with labels. A group begins with `# field unit day` (and `at=x,y` for a point, in steps of 0.001°) and has
 *
 *   =            the matter, in full
 *   p u t c j    the same one: in other words, without marks, with slips, in chat spelling, without spaces
 *   n place      the same words about another place; n subject: the same place, another subject; n time: another time
 *
 * `{unit=… at=… day=±n}` at the end of a line says where it differs from its group; day without a sign of its own never.
 */

import { addDays } from '@goc/domain/day.ts'
import type { Matter } from '@goc/domain/similar/traits.ts'
import { randomFor } from '../demo/random.ts'
import { living } from './pairs/living.ts'
import { offices } from './pairs/offices.ts'
import { roads } from './pairs/roads.ts'

export type Variant = 'full' | 'paraphrase' | 'unmarked' | 'slips' | 'chat' | 'joined'
export type Difference = 'place' | 'subject' | 'time'
type Told<Kind> = { kind: Kind; matter: Matter }
export type Group = { same: Told<Variant>[]; other: Told<Difference>[] }

const variants: Record<string, Variant> = {
  '=': 'full',
  p: 'paraphrase',
  u: 'unmarked',
  t: 'slips',
  c: 'chat',
  j: 'joined',
}

export const groups: readonly Group[] = [roads, living, offices].flatMap((words) =>
  words.trim().split(/\n\n+/).map(groupOf),
)

function groupOf(words: string): Group {
  const [head, ...lines] = words.split('\n')
  const [, field, unit, day, at] = head!.split(' ')
  const group: Group = { same: [], other: [] }
  const began: Matter = { field: field!, unit: unit!, day: day!, text: '', ...pointOf(at) }
  for (const [i, line] of lines.entries()) {
    const [, mark, difference, text, notes = ''] =
      /^([=putcjn]) (?:(place|subject|time) )?(.+?)(?: \{(.+)\})?$/.exec(line)!
    // Neighbours do not all write on one day.
    const matter = { ...began, day: addDays(began.day, i === 0 ? 0 : (i * 5) % 17), text: text! }
    for (const note of notes.split(' ')) {
      const [name, value = ''] = note.split('=')
      if (name === 'unit') matter.unit = value
      if (name === 'at') Object.assign(matter, pointOf(note))
      if (name === 'day') matter.day = addDays(began.day, Number(value))
    }
    if (mark === 'n') group.other.push({ kind: difference as Difference, matter })
    else group.same.push({ kind: variants[mark!]!, matter })
  }
  return group
}

function pointOf(at = ''): Pick<Matter, 'point'> {
  const [, y, x] = /^at=(\d+),(\d+)$/.exec(at) ?? []
  return x && y ? { point: { lat: Number(y) / 1_000, lon: Number(x) / 1_000 } } : {}
}

export type Pair = { a: Matter; b: Matter; same: boolean; kind: Variant | Difference }

/**
 * The pairs of one group: the full words with each other way to say them, and each way with the next; the full words and
 * the last way (chat spelling, mostly) with each that is no duplicate.
 */
export function pairsOf({ same, other }: Group): Pair[] {
  const pairs: Pair[] = []
  const full = same[0]!.matter
  for (const [i, { kind, matter }] of same.entries()) {
    if (i > 0) pairs.push({ a: full, b: matter, same: true, kind })
    if (i > 1) pairs.push({ a: same[i - 1]!.matter, b: matter, same: true, kind })
  }
  for (const { kind, matter } of other)
    for (const a of [full, same.at(-1)!.matter]) pairs.push({ a, b: matter, same: false, kind })
  return pairs
}

/**
 * Half of the groups to tune with, the other half to measure with, drawn by a seed. Whole groups, so that what is measured
 * is about matters that tuning never saw.
 */
export function halves(): { tuning: Pair[]; heldOut: Pair[] } {
  const drawn = randomFor('similar').shuffled(groups)
  const half = Math.floor(drawn.length / 2)
  return { tuning: drawn.slice(0, half).flatMap(pairsOf), heldOut: drawn.slice(half).flatMap(pairsOf) }
}
