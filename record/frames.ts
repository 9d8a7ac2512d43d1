/** Entries framed in a bundle: a 16-bit big-endian length before each (C2SP tlog-tiles). */

import { RecordError } from './errors.ts'

/**
 * Calls `visit` with the place of each of `count` entries: index, first byte, byte after the last.
 * Throws `bad-bundle` when entries are cut off or bytes are left over.
 */
export function eachFrame(
  bundle: Uint8Array,
  count: number,
  visit: (i: number, from: number, to: number) => void,
): void {
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 2 > bundle.length) throw new RecordError('bad-bundle', `the bundle ends before entry ${i}`)
    const from = at + 2
    at = from + bundle[at]! * 256 + bundle[at + 1]!
    if (at > bundle.length) throw new RecordError('bad-bundle', `the bundle ends within entry ${i}`)
    visit(i, from, at)
  }
  if (at !== bundle.length) throw new RecordError('bad-bundle', `bytes follow the last of ${count} entries`)
}
