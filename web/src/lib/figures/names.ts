/** The name of a figure in words, from its path: `opinions.byField.dat_dai.resolved`. */

import type { Words } from '../words/index.ts'

type Named = Pick<Words, 'figures' | 'opinions'>
type Names = Record<string, string | undefined>

/** Within its room: `Đất đai, giải quyết`. */
export function nameOf(feature: string, { figures, opinions }: Named): string {
  const [room, axis, code, part] = feature.split('.')
  if (room === 'opinions' && code !== undefined) {
    const known: Record<string, Names> = {
      byField: opinions.fields,
      byKind: opinions.kinds,
      byChannel: opinions.channels,
    }
    const last = part === 'resolved' ? figures.resolved : figures.received
    return `${known[axis ?? '']?.[code] ?? code}, ${last.toLowerCase()}`
  }
  const rooms: Record<string, Names> = {
    dialogues: figures.dialogues,
    petitions: { ...figures.voice, ...figures.petitions },
    opinions: {
      ...figures.voice,
      received: figures.received,
      resolved: figures.resolved,
      resolvedOnTime: figures.time.onTime,
      resolvedLate: figures.time.late,
      open: figures.time.open,
      openInTime: figures.time.inTime,
      unconfirmed: figures.voice.unconfirmed,
      openOverdue: figures.time.overdue,
      reopened: figures.time.reopened,
      imported: figures.trust.imported,
    },
  }
  const key = feature.slice(feature.lastIndexOf('.') + 1)
  return rooms[room ?? '']?.[key] ?? figures.other
}

/** With what it counts: `Ý kiến: đất đai, giải quyết`. */
export function fullNameOf(feature: string, words: Named): string {
  const rooms: Names = words.figures.rooms
  const room = rooms[feature.slice(0, feature.indexOf('.'))]
  const name = nameOf(feature, words)
  return room === undefined ? name : `${room}: ${name.charAt(0).toLowerCase()}${name.slice(1)}`
}
