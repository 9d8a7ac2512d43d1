/** Proofs that an entry is in a tree, and that one tree is the beginning of another (RFC 6962, RFC 9162 §2.1). */

import { equalBytes } from './bytes.ts'
import { RecordError } from './errors.ts'
import { emptyRoot, HASH_BYTES, nodeHash, type Sha256, type TreeHasher } from './hash.ts'
import type { ReadTile } from './layout.ts'
import { hashRanges, type Range } from './ranges.ts'
import { assertSizes, isSize } from './size.ts'

/**
 * The hashes beside the path from entry `index` up to the root of the first `size` entries, the leaf's own
 * neighbour first. Each tile is read once. Throws `bad-size` when there is no such entry, `bad-tile`.
 */
export async function inclusionProof(
  hasher: TreeHasher | Sha256,
  index: number,
  size: number,
  read: ReadTile,
): Promise<Uint8Array[]> {
  assertSizes(index, size)
  if (index >= size) throw new RecordError('bad-size', `a tree of ${size} entries has no entry ${index}`)
  const beside: Range[] = []
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = splitOf(from, to)
    beside.push(index < middle ? [middle, to] : [from, middle])
    if (index < middle) to = middle
    else from = middle
  }
  return hashRanges(hasher, beside.reverse(), size, read)
}

/**
 * The hashes that show the tree of `from` entries to be the beginning of the tree of `to`; none when `from` is 0
 * or `to`. Each tile is read once. Throws `bad-size` when `from` is the larger, `bad-tile`.
 */
export async function consistencyProof(
  hasher: TreeHasher | Sha256,
  from: number,
  to: number,
  read: ReadTile,
): Promise<Uint8Array[]> {
  assertSizes(from, to)
  if (from > to)
    throw new RecordError('bad-size', `a tree of ${from} entries is not the beginning of one of ${to}`)
  if (from === 0 || from === to) return []
  const ranges: Range[] = []
  let start = 0
  let end = to
  while (end !== from) {
    const middle = splitOf(start, end)
    ranges.push(from <= middle ? [middle, end] : [start, middle])
    if (from <= middle) end = middle
    else start = middle
  }
  // The old tree's last subtree comes first, unless it is the whole old tree, which the verifier has.
  if (start > 0) ranges.push([start, end])
  return hashRanges(hasher, ranges.reverse(), to, read)
}

/** Where RFC 6962 splits entries [from, to): after the largest power of two smaller than their number. */
function splitOf(from: number, to: number): number {
  let left = 1
  while (left * 2 < to - from) left *= 2
  return from + left
}

const areHashes = (hashes: readonly Uint8Array[]): boolean =>
  hashes.every((hash) => hash.length === HASH_BYTES)
const half = (n: number): number => Math.floor(n / 2)

/**
 * Whether `proof` leads from a leaf at `index` to the root of `size` entries (RFC 9162 §2.1.3.2).
 * `size` and `root` must come from one checkpoint: the shape of a path alone fits several sizes.
 */
export function verifyInclusion(
  sha: Sha256,
  claim: {
    index: number
    size: number
    leafHash: Uint8Array
    root: Uint8Array
    proof: readonly Uint8Array[]
  },
): boolean {
  const { index, size, leafHash, root, proof } = claim
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leafHash, root, ...proof])) return false
  let node = index
  let last = size - 1
  let hash = leafHash
  for (const beside of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sha, beside, hash)
      // A last node without a right neighbour rises unchanged until it is itself a right child.
      for (; node % 2 === 0 && node !== 0; node = half(node)) last = half(last)
    } else {
      hash = nodeHash(sha, hash, beside)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && equalBytes(hash, root)
}

/**
 * Whether `proof` shows the tree (`from`, `fromRoot`) to be the beginning of (`to`, `toRoot`) (RFC 9162 §2.1.4.2).
 * From size 0 the proof must be empty and the old root that of no entries: everything begins with nothing.
 */
export function verifyConsistency(
  sha: Sha256,
  claim: { from: number; to: number; fromRoot: Uint8Array; toRoot: Uint8Array; proof: readonly Uint8Array[] },
): boolean {
  const { from, to, fromRoot, toRoot, proof } = claim
  if (!isSize(from) || !isSize(to) || from > to) return false
  if (from === 0 && !equalBytes(fromRoot, emptyRoot(sha))) return false
  if (from === to) return proof.length === 0 && equalBytes(fromRoot, toRoot)
  if (!areHashes([fromRoot, toRoot, ...proof])) return false
  if (from === 0) return proof.length === 0

  let node = from - 1
  let last = to - 1
  for (; node % 2 === 1; node = half(node)) last = half(last)
  // What is left is 0 exactly when the old tree is one complete subtree, which the verifier has.
  const path = node === 0 ? [fromRoot, ...proof] : proof
  const [first, ...rest] = path
  if (!first) return false
  let oldRoot = first
  let newRoot = first
  for (const beside of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      oldRoot = nodeHash(sha, beside, oldRoot)
      newRoot = nodeHash(sha, beside, newRoot)
      for (; node % 2 === 0 && node !== 0; node = half(node)) last = half(last)
    } else {
      newRoot = nodeHash(sha, newRoot, beside)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && equalBytes(oldRoot, fromRoot) && equalBytes(newRoot, toRoot)
}
