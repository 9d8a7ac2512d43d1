/** The name of a figure in words, from its path: `opinions.byField.dat_dai.resolved`. */

import type { Words } from '../words/index.ts'

export function nameOf(feature: string, { figures, opinions }: Words): string {
  const [room, axis, code, part] = feature.split('.')
  const last = (name: string | undefined) =>
    (name === 'resolved' ? figures.resolved : figures.received).toLowerCase()
  if (room === 'opinions' && code !== undefined) {
    const known = { byField: opinions.fields, byKind: opinions.kinds, byChannel: opinions.channels }[
      axis ?? ''
    ]
    return `${known?.[code] ?? code}, ${last(part)}`
  }
  const key = feature.slice(feature.lastIndexOf('.') + 1)
  const dialogues: Record<string, string> = figures.dialogues
  if (room === 'dialogues') return dialogues[key] ?? feature
  const plain: Record<string, string> = {
    received: figures.received,
    resolved: figures.resolved,
    resolvedOnTime: figures.time.onTime,
    resolvedLate: figures.time.late,
    open: figures.time.open,
    openOverdue: figures.time.overdue,
    reopened: figures.time.reopened,
    imported: figures.trust.imported,
    ...figures.voice,
  }
  return plain[key] ?? feature
}
