/** Who this record is: the name it signs under, and its verifier key. Fixed at its first start. */

import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import { formatVkey, type Signer as NoteSigner, parseVkey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import type { Database } from './database.ts'

export type Identity = { origin: string; vkey: string; demo: boolean }

/** Signs a note's text for the record. */
export type Signer = { origin: string; vkey: string; note: NoteSigner }

export const readIdentity = (db: Database): Promise<Identity | undefined> =>
  db.selectFrom('identity').select(['origin', 'vkey', 'demo']).executeTakeFirst()

const origins = new WeakMap<Database, string>()

/** The record's origin. Throws before the first start has fixed it. */
export async function originOf(db: Database): Promise<string> {
  const known = origins.get(db)
  if (known) return known
  const identity = await readIdentity(db)
  if (!identity) throw new Error('this database has no record yet')
  origins.set(db, identity.origin)
  return identity.origin
}

export function signerOf(origin: string, seed: Uint8Array): Signer {
  const vkey = formatVkey(sha256, { name: origin, type: 1, publicKey: publicKeyOf(seed) })
  const { name, id } = parseVkey(sha256, vkey)
  return { origin, vkey, note: { name, id, sign: (message) => signEd25519(seed, message) } }
}

/**
 * Makes the record's identity at its first start, and the signer for it. Throws when the key at hand is not the
 * key that this database's record was begun with: another signature would be another record.
 */
export async function establishIdentity(db: Database, origin: string, seed: Uint8Array): Promise<Signer> {
  await db
    .insertInto('identity')
    .values({ origin, vkey: signerOf(origin, seed).vkey })
    .onConflict((conflict) => conflict.column('one').doNothing())
    .execute()
  const identity = (await readIdentity(db))!
  const signer = signerOf(identity.origin, seed)
  if (signer.vkey !== identity.vkey) {
    throw new Error(
      `the record's key does not fit this database: it was begun with ${identity.vkey}; put that key back (GOC_RECORD_KEY or <data>/keys/record)`,
    )
  }
  return signer
}
