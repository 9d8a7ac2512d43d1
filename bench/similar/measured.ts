/** How well pairs are told apart. */

import { likeness, otherOf } from '@goc/domain/similar/score.ts'
import { type Matter, traitsOf } from '@goc/domain/similar/traits.ts'
import { foldedName } from '@goc/domain/units/names.ts'
import type { Pair } from './groups.ts'

export type Quality = { precision: number; recall: number; f1: number }

/** What comes of offering every pair that scores at least `threshold`. */
export function quality(
  pairs: readonly Pair[],
  score: (a: Matter, b: Matter) => number,
  threshold: number,
): Quality {
  let right = 0
  let offered = 0
  let same = 0
  for (const pair of pairs) {
    const found = score(pair.a, pair.b) >= threshold
    if (pair.same) same++
    if (found) offered++
    if (found && pair.same) right++
  }
  const precision = offered === 0 ? 1 : right / offered
  const recall = same === 0 ? 1 : right / same
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

export const scored = (a: Matter, b: Matter): number => likeness(traitsOf(a), otherOf(traitsOf(b))).score

/** The plain way: words in common over words in all, marks and capitals aside. */
export function overlap(a: Matter, b: Matter): number {
  const words = ({ text }: Matter) => new Set(foldedName(text).match(/[a-z0-9]+/g))
  const [one, two] = [words(a), words(b)]
  const both = [...one].filter((word) => two.has(word)).length
  return both / (one.size + two.size - both)
}

/** The threshold of those from 0.02 to 0.98 that has the best F1 on these pairs. */
export function bestThreshold(pairs: readonly Pair[], score: (a: Matter, b: Matter) => number): number {
  const steps = Array.from({ length: 49 }, (_, i) => (i + 1) / 50)
  const f1 = (threshold: number) => quality(pairs, score, threshold).f1
  return steps.reduce((best, threshold) => (f1(threshold) > f1(best) ? threshold : best))
}
