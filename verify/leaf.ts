/** Entries as the acts that they must be: canonical, and of a closed schema. */

import type { Act } from '@goc/domain/act.ts'
import { readAct } from '@goc/domain/leaf.ts'
import { parseCanonical } from '@goc/record/canonical.ts'
import { blaming, Fault } from './fault.ts'
import type { Leaves } from './walk.ts'

// One byte, one character, so places in the text are places in the bytes. Entries are printable ASCII: whatever
// else the bytes say, in whatever encoding, is refused by its characters above 0x7e.
const decoder = new TextDecoder('latin1')

/** Calls `enter` with each act in its order. Throws `not-canonical`, `bad-schema`. */
export function eachAct(leaves: Leaves, enter: (act: Act, index: number, leaves: Leaves, i: number) => void) {
  const { bundle, first, from, to } = leaves
  const text = decoder.decode(bundle)
  let at = 0
  for (let i = 0; i < to; i++) {
    const start = at + 2
    at = start + bundle[at]! * 256 + bundle[at + 1]!
    if (i >= from) enter(readLeaf(text.slice(start, at), first + i), first + i, leaves, i)
  }
}

function readLeaf(text: string, index: number): Act {
  const value = blaming('not-canonical', index, () => parseCanonical(text))
  const checked = readAct(value)
  if ('fault' in checked) throw new Fault('bad-schema', `${checked.fault}: ${checked.field}`, index)
  return checked.act
}
