/** Lots that fall the same way each time: what is drawn depends on the words it is drawn for, and on nothing else. */

export type Random = {
  /** A number from 0 up to, and without, 1. */
  next(): number
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(values: readonly T[]): T
  /** The weights are those of the values at the same places. */
  weighted<T>(values: readonly T[], weights: readonly number[]): T
  /** The same values in another order, in new memory. */
  shuffled<T>(values: readonly T[]): T[]
}

/** Draws for `name`: one matter's lots do not move when another matter is added before it. */
export function randomFor(name: string): Random {
  const next = mulberry32(fnv1a(name))
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (values) => values[Math.floor(next() * values.length)]!,
    weighted(values, weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (const [i, value] of values.entries()) {
        left -= weights[i]!
        if (left < 0) return value
      }
      return values.at(-1)!
    },
    shuffled(values) {
      const order = [...values]
      for (let i = order.length - 1; i > 0; i--) {
        const j = between(0, i)
        ;[order[i], order[j]] = [order[j]!, order[i]!]
      }
      return order
    },
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
