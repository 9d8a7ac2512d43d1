/** The writer's side of tiles: a tree's right edge, and how leaves make it grow. */

import { concatBytes } from './bytes.ts'
import { RecordError } from './errors.ts'
import {
  EMPTY_ROOT,
  HASH_BYTES,
  type PackedHashes,
  packHashes,
  plainHasher,
  type Sha256,
  type TreeHasher,
} from './hash.ts'
import { type ReadTile, TILE_WIDTH, tileWidths } from './layout.ts'
import { assertSizes, isSize } from './size.ts'
import { type Frontier, subtreeRoots } from './tree.ts'

const TILE_BYTES = TILE_WIDTH * HASH_BYTES

/**
 * A tree as its writer keeps it: the hashes of the unfinished tile of each level, packed (none where the last
 * tile is full). A value: growing makes another.
 */
export type TreeEdge = { readonly size: number; readonly tiles: readonly PackedHashes[] }

/** All hashes that tile `n` holds so far; its prefixes are the partial tiles on the way there. */
export type EdgeTile = { level: number; n: number; width: number; data: PackedHashes }

export const emptyEdge = (): TreeEdge => ({ size: 0, tiles: [] })

/** The edge of a published tree, read from its tiles. Throws `bad-size`, `bad-tile`. Check its root yourself. */
export async function edgeFrom(size: number, readTile: ReadTile): Promise<TreeEdge> {
  const read = async ({ level, full, partial }: { level: number; full: number; partial: number }) =>
    partial === 0 ? new Uint8Array(0) : cutTile(await readTile(level, full, partial), partial)
  return { size, tiles: await Promise.all(tileWidths(size).map(read)) }
}

/** The first `width` hashes of a tile. Throws `bad-tile` when it has fewer, or half a hash. */
export function cutTile(data: Uint8Array, width: number): PackedHashes {
  if (data.length < width * HASH_BYTES || data.length % HASH_BYTES !== 0 || data.length > TILE_BYTES) {
    throw new RecordError('bad-tile', `a tile of ${width} hashes has ${width * HASH_BYTES} bytes`)
  }
  return data.slice(0, width * HASH_BYTES)
}

/**
 * The tree with these leaf hashes more: its edge, its root, and every tile that changed, whole.
 * Tiles are a function of the leaves, in whatever batches they come. Throws `bad-hash`, `bad-size`.
 */
export function grow(
  hasher: TreeHasher | Sha256,
  edge: TreeEdge,
  leafHashes: PackedHashes | readonly Uint8Array[],
): { edge: TreeEdge; root: Uint8Array; tiles: EdgeTile[] } {
  const rows = typeof hasher === 'function' ? plainHasher(hasher) : hasher
  let added = packHashes(leafHashes)
  const size = edge.size + added.length / HASH_BYTES
  assertSizes(edge.size, size)

  const unfinished = edge.tiles.slice()
  const tiles: EdgeTile[] = []
  let before = edge.size
  for (let level = 0; added.length > 0; level++) {
    const row = concatBytes(edge.tiles[level] ?? new Uint8Array(0), added)
    cutRow(level, Math.floor(before / TILE_WIDTH), row, tiles)
    const full = row.length - (row.length % TILE_BYTES)
    unfinished[level] = row.slice(full)
    added = full === 0 ? new Uint8Array(0) : subtreeRoots(rows, row.subarray(0, full), 8)
    before = Math.floor(before / TILE_WIDTH)
  }
  const grown = { size, tiles: unfinished }
  return { edge: grown, root: edgeRoot(rows, grown), tiles }
}

function cutRow(level: number, first: number, row: PackedHashes, into: EdgeTile[]): void {
  for (let at = 0, n = first; at < row.length; at += TILE_BYTES, n++) {
    const data = row.slice(at, at + TILE_BYTES)
    into.push({ level, n, width: data.length / HASH_BYTES, data })
  }
}

/** The complete subtrees that an edge holds: what an auditor goes on from. Throws `bad-tile`. */
export function edgeFrontier(hasher: TreeHasher | Sha256, edge: TreeEdge): Frontier {
  const rows = typeof hasher === 'function' ? plainHasher(hasher) : hasher
  if (!isSize(edge.size)) throw new RecordError('bad-size', `${edge.size} is not a size`)
  const roots: Uint8Array[] = []
  for (const { level, partial } of tileWidths(edge.size).reverse()) {
    const tile = edge.tiles[level]
    if (tile?.length !== partial * HASH_BYTES)
      throw new RecordError('bad-tile', `level ${level} does not fit the size`)
    // The binary digits of the width are the subtrees within this tile, the largest leftmost.
    let at = 0
    for (let height = 7; height >= 0; height--) {
      const width = 2 ** height
      if (Math.floor(partial / width) % 2 === 0) continue
      roots.push(subtreeRoots(rows, tile.subarray(at * HASH_BYTES, (at + width) * HASH_BYTES), height))
      at += width
    }
  }
  return { size: edge.size, roots }
}

/** The root of the tree with this edge. Throws `bad-tile`. */
export function edgeRoot(hasher: TreeHasher | Sha256, edge: TreeEdge): Uint8Array {
  const rows = typeof hasher === 'function' ? plainHasher(hasher) : hasher
  const [smallest, ...larger] = edgeFrontier(rows, edge).roots.toReversed()
  if (!smallest) return EMPTY_ROOT.slice()
  return larger.reduce((root, subtree) => rows.parents(concatBytes(subtree, root)), smallest)
}
