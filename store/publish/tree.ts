/** Compares everything the record consists of with its entries, as they are stored: tiles, roots, signatures, acts. */

import type { Act } from '@goc/domain/act.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { equalBytes } from '@goc/record/bytes.ts'
import { canonicalize } from '@goc/record/canonical.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { EMPTY_ROOT, HASH_BYTES } from '@goc/record/hash.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { edgeRoot, emptyEdge, grow, TILE_WIDTH, type TreeEdge, tileWidths } from '@goc/record/tile.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { readIdentity } from '../identity.ts'

const AT_ONCE = TILE_WIDTH * 16

/** What does not hold, said; `each` is given the acts of the entries in their order. */
export async function checkTree(
  db: Database,
  each: (acts: readonly Act[], done: number, total: number) => Promise<void>,
): Promise<string[]> {
  const faults: string[] = []
  const head = await db.selectFrom('head').select(['size', 'root']).executeTakeFirst()
  const size = head?.size ?? 0
  const vkey = (await readIdentity(db))?.vkey
  let edge = emptyEdge()
  for (let at = 0; at < size; at += AT_ONCE) {
    const rows = await entriesIn(db, at, Math.min(size, at + AT_ONCE))
    const gap = rows.findIndex(({ index }, i) => index !== at + i)
    if (gap >= 0 || rows.length < Math.min(AT_ONCE, size - at)) {
      faults.push(`entry ${at + (gap >= 0 ? gap : rows.length)} is missing, and the head says ${size}`)
      return faults
    }
    const acts = rows.map(({ leaf }) => JSON.parse(leaf.toString('utf8')) as Act)
    for (const [i, { leaf, body, t }] of rows.entries()) {
      if (canonicalize({ ...(JSON.parse(body) as object), t }) !== leaf.toString('utf8'))
        faults.push(`entry ${at + i} is not the leaf of its act`)
    }
    const hashes = fastHasher.leaves(encodeBundle(rows.map(({ leaf }) => leaf)), rows.length)
    faults.push(...(await checkpointFaults(db, edge, hashes, vkey)))
    const grown = grow(fastHasher, edge, hashes)
    faults.push(...(await tileFaults(db, grown.tiles)))
    edge = grown.edge
    await each(acts, at + rows.length, size)
  }
  const root = size === 0 ? EMPTY_ROOT : edgeRoot(fastHasher, edge)
  if (head && !equalBytes(head.root, root)) faults.push(`the head's root is not that of its ${size} entries`)
  faults.push(...(await strayFaults(db, size)))
  return faults
}

const entriesIn = async (db: Database, from: number, to: number) =>
  db
    .selectFrom('entry')
    .innerJoin('act', 'act.id', 'entry.actId')
    .select(['entry.index', 'entry.leaf', 'entry.t', 'act.body'])
    .where('index', '>=', from)
    .where('index', '<', to)
    .orderBy('index')
    .execute()

/** Every checkpoint within these entries: its root, and its signature. */
async function checkpointFaults(
  db: Database,
  from: TreeEdge,
  hashes: Uint8Array,
  vkey: string | undefined,
): Promise<string[]> {
  const rows = await db
    .selectFrom('checkpoint')
    .select(['size', 'root', 'note'])
    .where('size', '>', from.size)
    .where('size', '<=', from.size + hashes.length / HASH_BYTES)
    .orderBy('size')
    .execute()
  const faults: string[] = []
  let edge = from
  for (const { size, root, note } of rows) {
    const added = hashes.subarray((edge.size - from.size) * HASH_BYTES, (size - from.size) * HASH_BYTES)
    edge = grow(fastHasher, edge, added).edge
    const own = edgeRoot(fastHasher, edge)
    if (!equalBytes(root, own)) faults.push(`the checkpoint of ${size} has another root than its entries`)
    try {
      const signed = openCheckpoint(note, vkey ?? '', { sha256, verify: verifyEd25519 })
      if (signed.size !== size || !equalBytes(signed.root, own))
        faults.push(`the note of the checkpoint of ${size} says another thing`)
    } catch (error) {
      faults.push(`the checkpoint of ${size} is not signed by this record: ${(error as Error).message}`)
    }
  }
  return faults
}

async function tileFaults(
  db: Database,
  tiles: readonly { level: number; n: number; data: Uint8Array }[],
): Promise<string[]> {
  const { rows } = await sql<{ level: number; n: number; data: Buffer | null }>`
    select told.level, told.n, tile.data
      from unnest(${tiles.map((tile) => tile.level)}::int[], ${tiles.map((tile) => tile.n)}::bigint[])
           with ordinality as told (level, n, place)
      left join tile using (level, n) order by place`.execute(db)
  return rows.flatMap(({ level, n, data }, i) => {
    const made = tiles[i]!.data
    // A tile that grows further on holds more by now.
    const same = data && data.length >= made.length && equalBytes(data.subarray(0, made.length), made)
    return same ? [] : [`tile ${level}/${n} is not made of the entries`]
  })
}

/** What there should not be: entries, tiles, hashes or checkpoints beyond the head, and acts that are nowhere. */
async function strayFaults(db: Database, size: number): Promise<string[]> {
  const faults: string[] = []
  const { rows } = await sql<{ entries: number; checkpoints: number; lost: number }>`
    select (select count(*) from entry where index >= ${size}) as entries,
           (select count(*) from checkpoint where size > ${size}) as checkpoints,
           (select count(*) from act left join entry on entry.act_id = act.id
                               left join pending on pending.act_id = act.id
             where (entry.act_id is null) = (pending.act_id is null)) as lost`.execute(db)
  const { entries, checkpoints, lost } = rows[0]!
  if (entries > 0) faults.push(`${entries} entries lie beyond the head of ${size}`)
  if (checkpoints > 0) faults.push(`${checkpoints} checkpoints are larger than the head of ${size}`)
  if (lost > 0) faults.push(`${lost} acts are neither entered nor waiting, or both`)
  const tiles = await sql<{ level: number; n: number; bytes: number }>`
    select level, n, length(data) as bytes from tile
     where (level, n) in (select level, max(n) from tile group by level)`.execute(db)
  const widths = new Map(tileWidths(size).map((level) => [level.level, level]))
  for (const { level, n, bytes } of tiles.rows) {
    const { full, partial } = widths.get(level) ?? { full: 0, partial: 0 }
    if (bytes === 0 || (n - full) * TILE_WIDTH * HASH_BYTES + bytes !== partial * HASH_BYTES)
      faults.push(`tile ${level}/${n} holds more or less than ${size} entries give`)
  }
  return faults
}
