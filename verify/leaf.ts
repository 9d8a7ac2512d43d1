/** Entries as the acts that they must be: canonical, and of a closed schema. */

import type { Act } from '@goc/domain/act.ts'
import { readAct } from '@goc/domain/leaf.ts'
import { parseCanonical } from '@goc/record/canonical.ts'
import { blaming, Fault } from './fault.ts'
import { isPlain } from './plain.ts'
import type { Leaves } from './walk.ts'

const ascii = new TextDecoder()
const SPACE = 0x20
const COMMA = 0x2c
const OPEN = 0x5b
const CLOSE = 0x5d

/** Calls `enter` with each act in its order. Throws `not-canonical`, `bad-schema`. */
export function eachAct(leaves: Leaves, enter: (act: Act, index: number, leaves: Leaves, i: number) => void) {
  const { bundle, first, from, to, plain = arePlain(bundle, to) } = leaves
  const values = plain ? parseAll(bundle, to) : undefined
  for (let i = 0, at = 0; i < to; i++) {
    const start = at + 2
    at = start + bundle[at]! * 256 + bundle[at + 1]!
    if (i < from) continue
    const index = first + i
    const value = values?.[i] ?? parse(bundle.subarray(start, at), index)
    const checked = readAct(value)
    if ('fault' in checked) throw new Fault('bad-schema', `${checked.fault}: ${checked.field}`, index)
    enter(checked.act, index, leaves, i)
  }
}

/** Whether each of the first `count` entries of a bundle is plain: canonical by a look at its bytes. */
export function arePlain(bundle: Uint8Array, count: number): boolean {
  for (let i = 0, at = 0; i < count; i++) {
    const start = at + 2
    at = start + bundle[at]! * 256 + bundle[at + 1]!
    if (!isPlain(bundle, start, at)) return false
  }
  return true
}

/**
 * The objects of the first `count` entries, all plain, parsed as one list: a call for each costs more. The two bytes
 * that frame an entry become what parts it from the one before.
 */
function parseAll(bundle: Uint8Array, count: number): Record<string, unknown>[] {
  const list = new Uint8Array(bundle.length + 1)
  list.set(bundle)
  let at = 0
  for (let i = 0; i < count; i++) {
    const next = at + 2 + bundle[at]! * 256 + bundle[at + 1]!
    list[at] = SPACE
    list[at + 1] = i === 0 ? OPEN : COMMA
    at = next
  }
  list[at] = CLOSE
  return count === 0 ? [] : JSON.parse(ascii.decode(list.subarray(0, at + 1)))
}

const parse = (entry: Uint8Array, index: number): Record<string, unknown> =>
  blaming('not-canonical', index, () => parseCanonical(entry))
