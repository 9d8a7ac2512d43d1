/** Figures claimed against figures counted, key by key; a key that one side lacks is 0 there. */

import type { Difference } from './task.ts'

type Numbers = Map<string, number>

function flatten(value: unknown, path: string, into: Numbers): Numbers {
  if (typeof value === 'number') into.set(path, value)
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into)
  }
  return into
}

const features = ['dialogues', 'opinions', 'petitions'] as const

export function compare(claimed: object, counted: object): Difference[] {
  const of = (figures: object) => {
    const numbers: Numbers = new Map()
    for (const feature of features) flatten((figures as Record<string, unknown>)[feature], feature, numbers)
    return numbers
  }
  const [a, b] = [of(claimed), of(counted)]
  const differences: Difference[] = []
  for (const what of new Set([...a.keys(), ...b.keys()])) {
    const [claimed, counted] = [a.get(what) ?? 0, b.get(what) ?? 0]
    if (claimed !== counted) differences.push({ what, claimed, counted })
  }
  return differences
}
