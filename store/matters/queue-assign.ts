/** Many matters into one hand: when work is given out in the morning, and when someone leaves. */

import type { Actor } from '@goc/domain/people.ts'
import { codeOf } from './code.ts'
import { type WorkRefusal, work } from './desk.ts'
import type { Means } from './means.ts'

/** How many are given at once at most: each is an act of its own on the record. */
export const MOST_AT_ONCE = 500

export type AssignedMany = {
  given: number
  acts: number[]
  refused: { id: string; code: string; refusal: WorkRefusal }[]
}

/** Gives each of these matters to `officer`, as the rules allow; those that they do not are told with why. */
export async function assignMany(
  means: Pick<Means, 'store' | 'master'>,
  ids: readonly string[],
  actor: Actor,
  officer: string,
): Promise<AssignedMany> {
  const told: AssignedMany = { given: 0, acts: [], refused: [] }
  for (const id of new Set(ids.slice(0, MOST_AT_ONCE))) {
    const done = await work(means, id, actor, { do: 'assign', officer })
    if ('refusal' in done) told.refused.push({ id, code: codeOf(id), refusal: done.refusal })
    else {
      told.given++
      told.acts.push(...done.acts)
    }
  }
  return told
}
