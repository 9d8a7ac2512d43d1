/** Opening a matter with its receipt: the secret stays with the person, who proves that they have it. */

import { fromBase64url, toBase64url, utf8 } from '@goc/record/bytes.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { actMessage, receiptKeys } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import type { Database } from '../database.ts'
import { originOf } from '../identity.ts'
import type { Unsigned } from './speak.ts'

/** Seconds that a proof holds: long enough for a slow network and a clock that is a little off. */
export const PROOF_HOLDS = 600

export type Proof = { key: string; time: number; sig: string }

/** What is signed to open: for this record, this key and this moment alone. */
export const openMessage = (origin: string, { key, time }: Pick<Proof, 'key' | 'time'>): Uint8Array =>
  utf8(`goc/open/v1\n${origin}\n${key}\n${time}`)

/** Whether whoever sends it holds the receipt with this key. Never throws: what comes here was typed or made up. */
export async function holdsReceipt(db: Database, proof: Proof, now: number): Promise<boolean> {
  if (Math.abs(now - proof.time) > PROOF_HOLDS) return false
  const origin = await originOf(db)
  try {
    return verifyEd25519(fromBase64url(proof.key), openMessage(origin, proof), fromBase64url(proof.sig))
  } catch {
    return false
  }
}

/** The matter and the place among those behind it that a key stands for. */
export async function matterOfKey(
  db: Database,
  key: string,
): Promise<{ id: string; who: number } | undefined> {
  const row = await db
    .selectFrom('petitionKey')
    .select(['petition as id', 'who'])
    .where('key', '=', key)
    .orderBy('petition')
    .executeTakeFirst()
  return row
}

/** The public key (base64url) of a receipt's secret, for someone whose browser runs no script and who sent it here. */
export const keyOfSecret = (secret: Uint8Array): string =>
  toBase64url(receiptKeys(sha256, secret, publicKeyOf).publicKey)

/** Signs an act for such a person. */
export async function signFor(db: Database, secret: Uint8Array, act: Unsigned): Promise<string> {
  const { seed } = receiptKeys(sha256, secret, publicKeyOf)
  return toBase64url(signEd25519(seed, actMessage(await originOf(db), act)))
}
