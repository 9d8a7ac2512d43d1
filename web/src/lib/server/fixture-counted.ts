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
  const open = feature === 'opinions.open'
  // A commune is counted once, by its first dialogue.
  const once = feature === 'dialogues.communesWithDialogue'
  const tallied = once ? 'dialogues.held' : feature
  const known = open || acts.some((act) => count(act).some(({ counts }) => tallied in counts))
  if (!known) return undefined
  const left = new Map<string, { act: Act; on: Day }>()
  for (const act of acts) {
    for (const { unit, on, at, counts } of count(act)) {
      // Open is received and not resolved.
      const n = open
        ? (counts['opinions.received'] ?? 0) - (counts['opinions.resolved'] ?? 0)
        : counts[tallied]
      if (!n || !within.has(unit) || on < from || on > to || at > to) continue
      if (once && (!isCommune(label(unit).kind) || left.has(unit))) continue
      if (n > 0) left.set(once ? unit : act.subject, { act, on })
      else left.delete(act.subject)
    }
  }
  return [...left.values()]
}
