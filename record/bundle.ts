/** Entry bundles: up to 256 entries in one file (C2SP tlog-tiles). */

import { RecordError } from './errors.ts'
import { eachFrame } from './frames.ts'

/** The longest entry that a bundle can hold, in bytes. */
export const MAX_ENTRY_BYTES = 65_535

/** The bundle of these entries. Throws `bad-bundle` when one is longer than 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES)
      throw new RecordError('bad-bundle', 'an entry has at most 65,535 bytes')
    length += 2 + entry.length
  }
  const bundle = new Uint8Array(length)
  let at = 0
  for (const entry of entries) {
    bundle[at] = entry.length >> 8
    bundle[at + 1] = entry.length & 255
    bundle.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bundle
}

/** The `count` entries of a bundle, as views of it. Throws `bad-bundle` when cut off or followed by more bytes. */
export function decodeBundle(bundle: Uint8Array, count: number): Uint8Array[] {
  const entries: Uint8Array[] = []
  eachFrame(bundle, count, (_, from, to) => entries.push(bundle.subarray(from, to)))
  return entries
}
