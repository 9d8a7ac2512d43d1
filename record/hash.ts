/** The hashing of RFC 6962 §2.1: leaves and nodes are told apart by their first byte. */

import { fromHex } from './bytes.ts'
import { RecordError } from './errors.ts'
import { eachFrame } from './frames.ts'

/** SHA-256, handed in: 32 bytes in new memory for any input. */
export type Sha256 = (input: Uint8Array) => Uint8Array

/** Bytes in a hash. */
export const HASH_BYTES = 32

/** Hashes side by side: `n` of them are 32 n bytes. */
export type PackedHashes = Uint8Array

/** SHA-256(0x00 ‖ entry): the hash of one entry, without the length that frames it in a bundle. */
export function leafHash(sha: Sha256, entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + entry.length)
  input.set(entry, 1)
  return sha(input)
}

/** SHA-256(0x01 ‖ left ‖ right): the hash over two neighbours. */
export function nodeHash(sha: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + 2 * HASH_BYTES)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 1 + HASH_BYTES)
  return sha(input)
}

/** SHA-256 of nothing, for where only rows can be hashed. */
export const EMPTY_ROOT: Uint8Array = fromHex(
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
)

/** SHA-256 of nothing: the root of a tree without entries. */
export const emptyRoot = (sha: Sha256): Uint8Array => sha(new Uint8Array(0))

/** Hashes many at a time, without an object for each. All implementations give the same bytes as `plainHasher`. */
export interface TreeHasher {
  /** Leaf hashes of the `count` entries of a bundle, packed. Throws `bad-bundle`. Leaves the bundle unchanged. */
  leaves(bundle: Uint8Array, count: number): PackedHashes
  /** The n parents of 2n hashes, packed. Throws `bad-hash` on an odd number. */
  parents(row: PackedHashes): PackedHashes
}

/** Throws `bad-hash` unless `row` is an even number of hashes. */
export function assertPairs(row: PackedHashes): void {
  if (row.length % (2 * HASH_BYTES) !== 0)
    throw new RecordError('bad-hash', 'parents are made of pairs of hashes')
}

/** A TreeHasher made of SHA-256 alone: the one that the faster ones are measured against. */
export function plainHasher(sha: Sha256): TreeHasher {
  return {
    leaves(bundle, count) {
      const hashes = new Uint8Array(count * HASH_BYTES)
      eachFrame(bundle, count, (i, from, to) =>
        hashes.set(leafHash(sha, bundle.subarray(from, to)), i * HASH_BYTES),
      )
      return hashes
    },
    parents(row) {
      assertPairs(row)
      const hashes = new Uint8Array(row.length / 2)
      for (let at = 0; at < row.length; at += 2 * HASH_BYTES) {
        hashes.set(nodeHash(sha, hashAt(row, at / HASH_BYTES), hashAt(row, at / HASH_BYTES + 1)), at / 2)
      }
      return hashes
    },
  }
}

/** The i-th of packed hashes, as a view. */
export const hashAt = (row: PackedHashes, i: number): Uint8Array =>
  row.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)

/** Hashes in a row, packed. Throws `bad-hash` when one has not 32 bytes. */
export function packHashes(hashes: PackedHashes | readonly Uint8Array[]): PackedHashes {
  if (hashes instanceof Uint8Array) {
    if (hashes.length % HASH_BYTES !== 0) throw new RecordError('bad-hash', 'a hash has 32 bytes')
    return hashes
  }
  const packed = new Uint8Array(hashes.length * HASH_BYTES)
  for (const [i, hash] of hashes.entries()) {
    if (hash.length !== HASH_BYTES) throw new RecordError('bad-hash', 'a hash has 32 bytes')
    packed.set(hash, i * HASH_BYTES)
  }
  return packed
}
