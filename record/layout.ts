/** Where a tree's hashes and entries lie: tiles of 256, and their paths (C2SP tlog-tiles). */

import { RecordError } from './errors.ts'
import { assertSizes, isSize, parseSize } from './size.ts'

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256

/** Reads the first `width` hashes of a tile. A longer answer is cut: a full tile may stand in for a partial one. */
export type ReadTile = (level: number, n: number, width: number) => Promise<Uint8Array>

/** `tile/0/x001/000`, or `tile/0/000.p/5` when partial. Throws `bad-path` when no tile has these numbers. */
export function tilePath(level: number, n: number, width = TILE_WIDTH): string {
  if (!isSize(level) || level > 63) throw new RecordError('bad-path', 'a level is a number from 0 to 63')
  return `tile/${level}/${numberPath(n, width)}`
}

/** `tile/entries/x001/000`, or `tile/entries/000.p/5` when partial. Throws `bad-path`. */
export const entriesPath = (n: number, width = TILE_WIDTH): string => `tile/entries/${numberPath(n, width)}`

function numberPath(n: number, width: number): string {
  if (!isSize(n)) throw new RecordError('bad-path', 'a tile has a number below 2^53')
  if (!isSize(width) || width < 1 || width > TILE_WIDTH) {
    throw new RecordError('bad-path', 'a tile has from 1 to 256 hashes')
  }
  const decimal = String(n)
  const digits = decimal.padStart(Math.ceil(decimal.length / 3) * 3, '0')
  const path = digits.replace(/\d{3}(?=\d)/g, 'x$&/')
  return width === TILE_WIDTH ? path : `${path}.p/${width}`
}

export type RecordPath =
  | { kind: 'checkpoint' }
  | { kind: 'tile'; level: number; n: number; width: number }
  | { kind: 'entries'; n: number; width: number }

/** What a path below the record's prefix names. Throws `bad-path` on anything but the one form of it. */
export function parsePath(path: string): RecordPath {
  if (path === 'checkpoint') return { kind: 'checkpoint' }
  // The longest number has six groups of three digits: nothing longer needs looking at.
  const parts = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(
    path,
  )
  if (!parts) throw new RecordError('bad-path', 'the path is not that of a tile')
  const [, where, groups, partial] = parts as unknown as [string, string, string, string | undefined]
  const n = Number(groups.replace(/[x/]/g, ''))
  const width = partial === undefined ? TILE_WIDTH : parseSize(partial, 'bad-path')
  const found: RecordPath =
    where === 'entries'
      ? { kind: 'entries', n, width }
      : { kind: 'tile', level: parseSize(where, 'bad-path'), n, width }
  const canonical = found.kind === 'tile' ? tilePath(found.level, n, width) : entriesPath(n, width)
  if (canonical !== path) throw new RecordError('bad-path', `the path of this tile is ${canonical}`)
  return found
}

/** The tiles of one level: `full` of them numbered from 0, then one of `partial` hashes unless that is 0. */
export type LevelTiles = { level: number; full: number; partial: number }

/** Which tiles a tree of this size has, level by level from 0. Bundles are as level 0. Throws `bad-size`. */
export function tileWidths(size: number): LevelTiles[] {
  assertSizes(size)
  const levels: LevelTiles[] = []
  for (let hashes = size, level = 0; hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH), level++) {
    levels.push({ level, full: Math.floor(hashes / TILE_WIDTH), partial: hashes % TILE_WIDTH })
  }
  return levels
}

/** How many hashes tile `n` of a level holds in a tree of this size, from 0 (there is none) to 256. */
export function tileWidth(size: number, level: number, n: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH))
}
