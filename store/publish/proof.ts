/** The proof that an entry is in the record, at its latest published checkpoint. */

import { inclusionProof } from '@goc/record/proof.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import type { ReadTile } from '@goc/record/tile.ts'
import { formatTlogProof } from '@goc/record/tlog-proof.ts'
import type { Database } from '../database.ts'
import { tileReader } from '../tiles.ts'
import { cosignedNote, latestPublished } from '../witnesses.ts'

/** A tlog-proof as text, and the entry's bytes; undefined when the published record does not reach so far. */
export async function proofOf(
  db: Database,
  index: number,
  read: ReadTile = tileReader(db),
): Promise<{ proof: string; leaf: Uint8Array } | undefined> {
  const newest = await latestPublished(db)
  if (!newest || index >= newest.size) return undefined
  const row = await db.selectFrom('entry').select('leaf').where('index', '=', index).executeTakeFirst()
  const checkpoint = await cosignedNote(db, newest.size)
  if (!row || checkpoint === undefined) return undefined
  const proof = await inclusionProof(fastHasher, index, newest.size, read)
  return { proof: formatTlogProof({ index, proof, checkpoint }), leaf: row.leaf }
}
