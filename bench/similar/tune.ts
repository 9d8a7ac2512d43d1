/**
 * Finds the weights of domain/similar/weights.ts on the tuning half, and prints them: the least log loss with a pull towards
 * the weights that are there, by steps along the numeric gradient. `--errors` prints the tuning pairs that come out wrong.
 */

import { featuresOf, OFFERED, otherOf, scoreOf, type Weights } from '@goc/domain/similar/score.ts'
import { traitsOf } from '@goc/domain/similar/traits.ts'
import { weights } from '@goc/domain/similar/weights.ts'
import { halves } from './groups.ts'
import { bestThreshold, overlap, quality, scored } from './measured.ts'

const { tuning } = halves()

if (process.argv.includes('--errors')) {
  for (const { a, b, same, kind } of tuning) {
    const score = scored(a, b)
    if (score >= OFFERED !== same) console.log(`${score.toFixed(2)} ${kind}\n  ${a.text}\n  ${b.text}`)
  }
  console.log('scorer', quality(tuning, scored, OFFERED))
  console.log('overlap', quality(tuning, overlap, bestThreshold(tuning, overlap)))
  process.exit()
}

const samples = tuning.map(({ a, b, same }) => ({
  features: featuresOf(traitsOf(a), otherOf(traitsOf(b))),
  same,
}))
const places: [keyof Weights, string][] = (['subject', 'place'] as const).flatMap((part) =>
  Object.keys(weights[part]).map((name) => [part, name] as [keyof Weights, string]),
)
const began = structuredClone(weights) as Record<string, Record<string, number>>
const now = structuredClone(weights) as unknown as Record<string, Record<string, number>>

function loss(): number {
  let sum = 0
  for (const { features, same } of samples) {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, scoreOf(features, now as unknown as Weights)))
    sum -= Math.log(same ? p : 1 - p)
  }
  for (const [part, name] of places) sum += 0.3 * (now[part]![name]! - began[part]![name]!) ** 2
  return sum
}

const before = loss()
for (let step = 0; step < 400; step++) {
  const gradient = places.map(([part, name]) => {
    const at = now[part]![name]!
    now[part]![name] = at + 1e-4
    const up = loss()
    now[part]![name] = at - 1e-4
    const down = loss()
    now[part]![name] = at
    return (up - down) / 2e-4
  })
  for (const [i, [part, name]] of places.entries()) now[part]![name]! -= 0.01 * gradient[i]!
}
console.log(`loss ${before.toFixed(1)} → ${loss().toFixed(1)}`)
for (const part of ['subject', 'place'])
  console.log(
    part,
    Object.entries(now[part]!)
      .map(([name, weight]) => `${name}: ${weight.toFixed(1)}`)
      .join(', '),
  )
