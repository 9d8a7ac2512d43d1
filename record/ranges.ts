/** Hashes over ranges of entries, worked out from as few tiles as hold them. */

import { concatBytes } from './bytes.ts'
import { cutTile } from './edge.ts'
import { HASH_BYTES, type PackedHashes, plainHasher, type Sha256, type TreeHasher } from './hash.ts'
import { type ReadTile, TILE_WIDTH, tileWidth } from './layout.ts'
import { subtreeLevels, subtreeRoots } from './tree.ts'

/** Entries from the first up to but without the second. */
export type Range = readonly [from: number, to: number]

/** A complete subtree: `width` hashes from `at` on in one tile. */
type Subtree = { level: number; n: number; at: number; height: number }

/** The tree hash over each range, of a tree with `size` entries. Each tile is read once. Throws `bad-tile`. */
export async function hashRanges(
  hasher: TreeHasher | Sha256,
  ranges: readonly Range[],
  size: number,
  read: ReadTile,
): Promise<Uint8Array[]> {
  const rows = typeof hasher === 'function' ? plainHasher(hasher) : hasher
  const plan = ranges.map(subtreesOf)
  const tiles = new Map<string, Promise<PackedHashes>>()
  for (const { level, n } of plan.flat()) {
    const width = tileWidth(size, level, n)
    const key = `${level}/${n}`
    if (!tiles.has(key))
      tiles.set(
        key,
        read(level, n, width).then((data) => cutTile(data, width)),
      )
  }
  const found = new Map<string, PackedHashes>()
  await Promise.all(Array.from(tiles, async ([key, tile]) => found.set(key, await tile)))

  const rootOf = ({ level, n, at, height }: Subtree): Uint8Array => {
    const tile = found.get(`${level}/${n}`)!
    return subtreeRoots(rows, tile.subarray(at * HASH_BYTES, (at + 2 ** height) * HASH_BYTES), height)
  }
  return plan.map((subtrees) =>
    subtrees.map(rootOf).reduceRight((right, left) => rows.parents(concatBytes(left, right))),
  )
}

/** The complete subtrees of a range that begins at a multiple of the largest of them, from left to right. */
function subtreesOf([from, to]: Range): Subtree[] {
  let start = from
  return subtreeLevels(to - from).map((treeLevel) => {
    // Tiles keep every eighth level; what lies between is hashed again.
    const level = Math.floor(treeLevel / 8)
    const first = start / TILE_WIDTH ** level
    start += 2 ** treeLevel
    return { level, n: Math.floor(first / TILE_WIDTH), at: first % TILE_WIDTH, height: treeLevel % 8 }
  })
}
