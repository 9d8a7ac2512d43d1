/** The record's tiles and bundles, as the database holds them. */

import { encodeBundle } from '@goc/record/bundle.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { edgeFrom, edgeRoot, type ReadTile, TILE_WIDTH } from '@goc/record/tile.ts'
import type { Database } from './database.ts'

const HASH = 32

/** Reads hash tiles. A partial tile is the beginning of what its row holds by now. */
export const tileReader =
  (db: Database): ReadTile =>
  async (level, n, width) => {
    const row = await db
      .selectFrom('tile')
      .select('data')
      .where('level', '=', level)
      .where('n', '=', n)
      .executeTakeFirst()
    if (!row || row.data.length < width * HASH)
      throw new Error(`tile ${level}/${n} with ${width} hashes is missing`)
    return row.data.subarray(0, width * HASH)
  }

/** The bundle of `width` entries from number `n` × 256 on; undefined when the record does not reach so far. */
export async function readBundle(db: Database, n: number, width: number): Promise<Uint8Array | undefined> {
  const rows = await db
    .selectFrom('entry')
    .select('leaf')
    .where('index', '>=', n * TILE_WIDTH)
    .where('index', '<', n * TILE_WIDTH + width)
    .orderBy('index')
    .execute()
  return rows.length === width ? encodeBundle(rows.map((row) => row.leaf)) : undefined
}

/** The root that the tiles give for an earlier (or the present) size. */
export async function rootAt(db: Database, size: number): Promise<Uint8Array> {
  return edgeRoot(fastHasher, await edgeFrom(size, tileReader(db)))
}
