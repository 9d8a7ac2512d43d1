/** SHA-256 by Node. Digests come as one-byte strings: making a Buffer for each would cost more than hashing. */

import { hash } from 'node:crypto'
import { eachFrame } from './frames.ts'
import { assertPairs, HASH_BYTES, type Sha256, type TreeHasher } from './hash.ts'

// Node's own fast write of such a string. It takes any Uint8Array, which its types do not say.
const latin1Write = (Buffer.prototype as unknown as { latin1Write(text: string, at: number): number })
  .latin1Write

function digestInto(hashes: Uint8Array, at: number, input: Uint8Array): void {
  latin1Write.call(hashes, hash('sha256', input, 'latin1' as 'hex'), at)
}

/** SHA-256 of `input`, 32 bytes. */
export const sha256: Sha256 = (input) => {
  const digest = new Uint8Array(HASH_BYTES)
  digestInto(digest, 0, input)
  return digest
}

/** Hashes millions: equal to `plainHasher(sha256)`, several times as fast. */
export const fastHasher: TreeHasher = {
  leaves(bundle, count) {
    const hashes = new Uint8Array(count * HASH_BYTES)
    // In a copy, the low byte of each length can become the 0x00 before the entry: one copy for all of them.
    const frames = new Uint8Array(bundle)
    eachFrame(bundle, count, (i, from, to) => {
      frames[from - 1] = 0
      digestInto(hashes, i * HASH_BYTES, frames.subarray(from - 1, to))
    })
    return hashes
  },
  parents(row) {
    assertPairs(row)
    const hashes = new Uint8Array(row.length / 2)
    const input = new Uint8Array(1 + 2 * HASH_BYTES)
    input[0] = 1
    for (let at = 0; at < row.length; at += 2 * HASH_BYTES) {
      // Copied byte by byte: a view for each pair would cost more.
      for (let i = 0; i < 2 * HASH_BYTES; i++) input[i + 1] = row[at + i]!
      digestInto(hashes, at / 2, input)
    }
    return hashes
  },
}
