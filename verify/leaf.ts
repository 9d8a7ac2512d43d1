/** Entries as the acts that they must be: canonical, and of a closed schema. */

import type { Act } from '@goc/domain/act.ts'
import { readAct } from '@goc/domain/leaf.ts'
import { parseCanonical } from '@goc/record/canonical.ts'
import { blaming, Fault } from './fault.ts'
import { isPlain } from './plain.ts'
import type { Leaves } from './walk.ts'

const ascii = new TextDecoder()

/** Calls `enter` with each act in its order. Throws `not-canonical`, `bad-schema`. */
export function eachAct(leaves: Leaves, enter: (act: Act, index: number, leaves: Leaves, i: number) => void) {
  const { bundle, first, from, to } = leaves
  for (let i = 0, at = 0; i < to; i++) {
    const start = at + 2
    at = start + bundle[at]! * 256 + bundle[at + 1]!
    if (i >= from) enter(readLeaf(bundle, start, at, first + i), first + i, leaves, i)
  }
}

function readLeaf(bundle: Uint8Array, from: number, to: number, index: number): Act {
  // A text of its own for each entry: a part of a longer text is slower to parse, and would keep all of it alive.
  const entry = bundle.subarray(from, to)
  const value = isPlain(bundle, from, to)
    ? (JSON.parse(ascii.decode(entry)) as Record<string, unknown>)
    : blaming('not-canonical', index, () => parseCanonical(entry))
  const checked = readAct(value)
  if ('fault' in checked) throw new Fault('bad-schema', `${checked.fault}: ${checked.field}`, index)
  return checked.act
}
