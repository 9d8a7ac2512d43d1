/** Who may read what of a matter that is not for everyone. */

import { type Actor, holds, type UnitId } from '../people.ts'
import type { Reading } from './permissions.ts'

export type ReadingRefusal = 'only-the-office-in-charge' | 'reason-needed' | 'sealed'

type Asked = {
  read: Reading
  unit: UnitId
  /** Why the sender is looked up: those who supervise read it. */
  reason?: string
  /** Declined as a complaint or a denunciation: its words are for one named handler alone. */
  sealed?: boolean
  isHandler?: boolean
}

/** Why this may not be read; undefined when nothing is in the way. */
export function whyNotRead(
  actor: Actor,
  { read, unit, reason, sealed, isHandler }: Asked,
): ReadingRefusal | undefined {
  const works = holds(actor, ['reception', 'officer', 'leader'], unit)
  const may = works || (read === 'queue' && holds(actor, ['supervisor'], unit))
  if (!may) return 'only-the-office-in-charge'
  if (read === 'sender' && !reason?.trim()) return 'reason-needed'
  return sealed && read !== 'queue' && !isHandler ? 'sealed' : undefined
}
