/** What a figure of the invented province counts, found by counting: the store room asks its indexes instead. */

import type { Act } from '@goc/domain/act.ts'
import type { Day } from '@goc/domain/day.ts'
import { count } from '@goc/domain/features.ts'
import { isCommune } from '@goc/domain/figures.ts'
import type { Span } from '@goc/domain/period.ts'
import type { UnitLabel } from './read.ts'

type Of = Span & { label: (id: string) => UnitLabel; within: ReadonlySet<string> }

/** The acts that still add to the figure at the end of the span; undefined when there is no such figure. */
export function actsBehind(
  feature: string,
  acts: readonly Act[],
  { from, to, label, within }: Of,
): { act: Act; on: Day }[] | undefined {
  // A commune is counted once, by its first dialogue.
  const once = feature === 'dialogues.communesWithDialogue'
  const sums = once ? { 'dialogues.held': 1 } : (made[feature] ?? { [feature]: 1 })
  const parts = Object.entries(sums)
  const known = acts.some((act) => count(act).some(({ counts }) => parts[0]![0] in counts))
  if (!known) return undefined
  const found = new Map<string, { n: number; act: Act; on: Day }>()
  for (const act of acts) {
    for (const { unit, on, at, counts } of count(act)) {
      const n = parts.reduce((sum, [part, sign]) => sum + sign * (counts[part] ?? 0), 0)
      if (!n || !within.has(unit) || on < from || on > to || at > to) continue
      if (once && (!isCommune(label(unit).kind) || found.has(unit))) continue
      const key = once ? unit : act.subject
      const before = found.get(key)
      found.set(key, { n: n + (before?.n ?? 0), act: n > 0 || !before ? act : before.act, on })
    }
  }
  return [...found.values()].filter(({ n }) => n > 0)
}

/** Figures that are what is left of others. */
const made: Record<string, Record<string, 1 | -1>> = {
  'opinions.open': { 'opinions.received': 1, 'opinions.resolved': -1 },
  'opinions.openInTime': { 'opinions.received': 1, 'opinions.resolved': -1, 'opinions.openOverdue': -1 },
  'opinions.unconfirmed': { 'opinions.resolved': 1, 'opinions.confirmed': -1, 'opinions.disputed': -1 },
}
