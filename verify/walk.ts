/**
 * The way through a record: bundle by bundle, each hashed and compared with its tile, each tile above recomputed
 * and compared, up to the root. Only a few bundles are held at a time, whatever the size of the record.
 */

import { concatBytes, equalBytes } from '@goc/record/bytes.ts'
import { HASH_BYTES, type PackedHashes, type TreeHasher } from '@goc/record/hash.ts'
import { edgeRoot, grow, TILE_WIDTH, type TreeEdge, tileWidth, tileWidths } from '@goc/record/tile.ts'
import { Fault } from './fault.ts'
import { leavesOf, readBundle, readTile, type Source } from './published.ts'

/** Entries of one bundle, from `from` up to but without `to` of it; their hashes are those of the tile. */
export type Leaves = {
  /** Index of the bundle's first entry. */
  first: number
  from: number
  to: number
  bundle: Uint8Array
  /** How many entries the bundle holds, and all their hashes. */
  width: number
  hashes: PackedHashes
  /** Whether all entries up to `to` are plain (leaf.ts), where somebody has looked. */
  plain?: boolean
}

export type Path = {
  source: Source
  hasher: TreeHasher
  /** The size of the tree whose files are read. */
  size: number
  /** Sees the entries in their order. */
  visit?(leaves: Leaves): void
  /** Awaited now and then, for what `visit` could not wait for. */
  rest?(): Promise<void>
  onProgress?(done: number, total: number): void
  signal?: AbortSignal
}

/** A way through a record: `walk`, or one that does the same elsewhere. */
export type Walk = (edge: TreeEdge, to: number, path: Path) => Promise<TreeEdge>

/** Bundles read ahead: 24,576 entries with those being looked at. */
const AHEAD = 48

/**
 * From the tree with this edge to the one of the first `to` entries: gives its edge. Where `to` is the whole tree,
 * the unfinished tiles are compared as well. Throws the first fault.
 */
export async function walk(edge: TreeEdge, to: number, path: Path): Promise<TreeEdge> {
  let reached = edge
  const last = Math.ceil(to / TILE_WIDTH)
  let n = Math.floor(edge.size / TILE_WIDTH)
  let coming = edge.size < to ? readAhead(path, n, last) : []
  while (coming.length > 0) {
    const pairs = coming
    const start = n
    n += pairs.length
    coming = readAhead(path, n, last)
    const added: PackedHashes[] = []
    for (const [i, pair] of pairs.entries()) added.push(look(path, reached, start + i, to, await pair))
    path.signal?.throwIfAborted()
    reached = await climb(path, reached, concatBytes(...added))
    await path.rest?.()
    path.onProgress?.(reached.size, to)
  }
  if (to === path.size) await compareUnfinished(path, reached)
  return reached
}

type Pair = readonly [bundle: Uint8Array, tile: PackedHashes]

function readAhead({ source, size }: Path, n: number, last: number): Promise<Pair>[] {
  return Array.from({ length: Math.max(0, Math.min(AHEAD, last - n)) }, (_, i) => {
    const width = tileWidth(size, 0, n + i)
    const pair = Promise.all([readBundle(source, n + i, width), readTile(source, 0, n + i, width)])
    // Whoever stops at an earlier fault never asks for this one: it must not end the process.
    pair.catch(() => {})
    return pair
  })
}

/** One bundle against its tile; gives the hashes that are new. */
function look(path: Path, edge: TreeEdge, n: number, to: number, [bundle, tile]: Pair): PackedHashes {
  const first = n * TILE_WIDTH
  const width = tile.length / HASH_BYTES
  const hashes = leavesOf(path.hasher, bundle, n, width)
  const wrong = firstDifference(hashes, tile)
  if (wrong !== undefined) {
    const index = first + Math.floor(wrong / HASH_BYTES)
    throw new Fault('wrong-tile', `entry ${index} does not hash to what its tile says`, index)
  }
  const from = Math.max(0, edge.size - first)
  if (from > 0) {
    const other = firstDifference(edge.tiles[0]!, hashes.subarray(0, from * HASH_BYTES))
    if (other !== undefined) {
      const index = first + Math.floor(other / HASH_BYTES)
      throw new Fault('not-an-extension', `entry ${index} is not the one seen before`, index)
    }
  }
  const end = Math.min(width, to - first)
  path.visit?.({ first, from, to: end, bundle, width, hashes })
  return hashes.subarray(from * HASH_BYTES, end * HASH_BYTES)
}

/** Where two rows differ first; undefined when they are the same. */
export function firstDifference(a: PackedHashes, b: PackedHashes): number | undefined {
  if (a.length !== b.length) return Math.min(a.length, b.length)
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i
  return undefined
}

/** The tree with these leaf hashes more; every tile above level 0 that was filled is compared. */
async function climb({ source, hasher }: Path, edge: TreeEdge, hashes: PackedHashes): Promise<TreeEdge> {
  const grown = grow(hasher, edge, hashes)
  for (const { level, n, width, data } of grown.tiles) {
    if (level === 0 || width < TILE_WIDTH) continue
    compareTile(await readTile(source, level, n, width), data, level, n)
  }
  return grown.edge
}

async function compareUnfinished({ source, size }: Path, edge: TreeEdge): Promise<void> {
  for (const { level, full, partial } of tileWidths(size)) {
    if (level === 0 || partial === 0) continue
    compareTile(await readTile(source, level, full, partial), edge.tiles[level]!, level, full)
  }
}

function compareTile(said: PackedHashes, found: PackedHashes, level: number, n: number): void {
  const wrong = firstDifference(said, found)
  if (wrong === undefined) return
  const index = (n * TILE_WIDTH + Math.floor(wrong / HASH_BYTES)) * TILE_WIDTH ** level
  throw new Fault('wrong-tile', `tile ${n} of level ${level} is not made of the entries below it`, index)
}

/** Throws `wrong-root` unless the tree with this edge has this root. */
export function assertRoot(hasher: TreeHasher, edge: TreeEdge, root: Uint8Array): void {
  if (!equalBytes(edgeRoot(hasher, edge), root))
    throw new Fault('wrong-root', `the first ${edge.size} entries have another root than the one signed`)
}
