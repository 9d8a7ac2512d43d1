/** The rows of the tables of figures. */

import type { Figures } from '@goc/domain/figures.ts'
import type { Format } from '../format.ts'
import { percentOf, SMALLEST_CELL } from '../parts.ts'
import type { Words } from '../words/index.ts'
import { nameOf } from './names.ts'

/** `bar` draws a part of a whole below the name, both in percent of what the table compares. */
export type Row = {
  name: string
  counts: { n: number; feature?: string }[]
  bar?: { whole: number; part: number }
}

/** A row for each figure, by its path: `dialogues.byMode.online`. */
export const rowsOf = (features: readonly string[], figures: Figures, words: Words): Row[] =>
  features.map((feature) => ({
    name: nameOf(feature, words),
    counts: [{ n: numberAt(figures, feature), feature }],
  }))

function numberAt(figures: Figures, feature: string): number {
  const found = feature
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], figures)
  return typeof found === 'number' ? found : 0
}

export type Axis = 'byField' | 'byKind' | 'byChannel'

/**
 * Resolved and received along an axis, the largest first; entries so small that they might show who spoke stand
 * together, without a list to open. Bars are part of `longest`, or of the longest among them.
 */
export function rowsAlong(
  axis: Axis,
  { opinions }: Figures,
  known: Record<string, string>,
  few: (n: string) => string,
  f: Format,
  longest?: number,
): Row[] {
  const all = Object.entries(opinions[axis]).map(([code, part]) => ({
    name: known[code] ?? code,
    code,
    ...part,
  }))
  const large = all.filter(({ received }) => received >= SMALLEST_CELL)
  const small = all.filter(({ received }) => received > 0 && received < SMALLEST_CELL)
  large.sort((a, b) => b.received - a.received || f.compare(a.name, b.name))
  const sum = (of: 'received' | 'resolved') => small.reduce((total, row) => total + row[of], 0)
  const rest = { name: few(f.n(small.length)), received: sum('received'), resolved: sum('resolved') }
  const entries: { name: string; code?: string; received: number; resolved: number }[] =
    small.length > 0 ? [...large, rest] : large
  const x = percentOf(longest ?? Math.max(...entries.map(({ received }) => received)))
  return entries.map(({ name, code, received, resolved }) => {
    const count = (n: number, part: string) =>
      code === undefined ? { n } : { n, feature: `opinions.${axis}.${code}.${part}` }
    return {
      name,
      counts: [count(resolved, 'resolved'), count(received, 'received')],
      bar: { whole: x(received), part: x(resolved) },
    }
  })
}
