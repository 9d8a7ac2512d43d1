/** The Merkle tree of RFC 6962 §2.1, kept as its complete subtrees so that it can grow without its past. */

import { RecordError } from './errors.ts'
import {
  emptyRoot,
  HASH_BYTES,
  hashAt,
  nodeHash,
  type PackedHashes,
  packHashes,
  plainHasher,
  type Sha256,
  type TreeHasher,
} from './hash.ts'
import { assertSizes, isSize } from './size.ts'

/**
 * All of a tree that its future needs: how many leaves, and the roots of its complete subtrees, the largest
 * first, one for each binary digit 1 of `size`. A value: appending makes another.
 */
export type Frontier = { readonly size: number; readonly roots: readonly Uint8Array[] }

export const emptyFrontier = (): Frontier => ({ size: 0, roots: [] })

/** The tree with one leaf more. */
export const appendLeaf = (sha: Sha256, frontier: Frontier, leafHash: Uint8Array): Frontier =>
  appendSubtree(sha, frontier, 0, leafHash)

/**
 * The tree with 2^level leaves more, given as their root: an auditor adds 256 leaves at level 8 at once.
 * Throws `bad-size` unless the tree so far is a whole number of such subtrees.
 */
export function appendSubtree(sha: Sha256, frontier: Frontier, level: number, root: Uint8Array): Frontier {
  const leaves = 2 ** level
  let before = frontier.size / leaves
  if (!isSize(before) || !isSize(frontier.size + leaves)) {
    throw new RecordError('bad-size', `a subtree of ${leaves} leaves cannot follow ${frontier.size} leaves`)
  }
  const roots = frontier.roots.slice()
  let hash = root
  for (; before % 2 === 1; before = Math.floor(before / 2)) hash = nodeHash(sha, roots.pop()!, hash)
  roots.push(hash)
  return { size: frontier.size + leaves, roots }
}

/**
 * The tree with many leaves more, packed: those that fill subtrees of 256 go through the hasher in rows.
 * Throws `bad-hash`.
 */
export function appendLeaves(
  sha: Sha256,
  frontier: Frontier,
  leafHashes: PackedHashes,
  hasher: TreeHasher = plainHasher(sha),
): Frontier {
  const hashes = packHashes(leafHashes)
  const count = hashes.length / HASH_BYTES
  let grown = frontier
  let i = 0
  for (; i < count && grown.size % 256 !== 0; i++) grown = appendLeaf(sha, grown, hashAt(hashes, i))
  const subtrees = Math.floor((count - i) / 256)
  const full = subtreeRoots(hasher, hashes.subarray(i * HASH_BYTES, (i + subtrees * 256) * HASH_BYTES), 8)
  for (let k = 0; k < subtrees; k++) grown = appendSubtree(sha, grown, 8, hashAt(full, k))
  for (i += subtrees * 256; i < count; i++) grown = appendLeaf(sha, grown, hashAt(hashes, i))
  return grown
}

/** The roots of subtrees `levels` high over a packed row, whose length must be a multiple of 2^levels hashes. */
export function subtreeRoots(hasher: TreeHasher, row: PackedHashes, levels: number): PackedHashes {
  let hashes = row
  for (let level = 0; level < levels; level++) hashes = hasher.parents(hashes)
  // The caller may keep or change what it gets: never a view of what it gave.
  return levels === 0 ? row.slice() : hashes
}

/** The root of the tree, 32 bytes: its complete subtrees joined from the smallest up. */
export function frontierRoot(sha: Sha256, frontier: Frontier): Uint8Array {
  let root: Uint8Array | undefined
  for (const subtree of frontier.roots.toReversed())
    root = root ? nodeHash(sha, subtree, root) : subtree.slice()
  return root ?? emptyRoot(sha)
}

/** The root over leaf hashes in their order, packed or one by one. Throws `bad-hash`. */
export const rootOf = (sha: Sha256, leafHashes: PackedHashes | readonly Uint8Array[]): Uint8Array =>
  frontierRoot(sha, appendLeaves(sha, emptyFrontier(), packHashes(leafHashes)))

/** The heights of a tree's complete subtrees, the largest first: the binary digits 1 of `size`. Throws `bad-size`. */
export function subtreeLevels(size: number): number[] {
  assertSizes(size)
  const levels: number[] = []
  for (let rest = size, level = 0; rest > 0; rest = Math.floor(rest / 2), level++) {
    if (rest % 2 === 1) levels.unshift(level)
  }
  return levels
}
