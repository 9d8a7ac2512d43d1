/**
 * Receipts made beforehand and sealed in envelopes (record.md §4.3): the desk sees the outside alone, and whoever raises a
 * matter takes one from the pile. Only what stands outside is kept; each opens one matter, or takes one place behind one.
 */

import { createHash, randomBytes } from 'node:crypto'
import { toBase64url } from '@goc/record/bytes.ts'
import { publicKeyOf } from '@goc/record/ed25519.node.ts'
import { receiptKeys, SECRET_BYTES } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { now } from '../clock.ts'
import type { Database } from '../database.ts'
import { codeOf, matterIdOf, readCode } from './code.ts'

export type Envelope = { id: string; key: string; code: string; secret: Uint8Array }
export type Stock = { digest: string; envelopes: Envelope[] }

/** New ones, known to nobody yet. `digest` names all of them by their public keys: publish it before they are used. */
export function makeEnvelopes(count: number): Stock {
  const envelopes = Array.from({ length: count }, () => {
    const secret = new Uint8Array(randomBytes(SECRET_BYTES))
    const key = toBase64url(receiptKeys(sha256, secret, publicKeyOf).publicKey)
    const id = matterIdOf(key)
    return { id, key, code: codeOf(id), secret }
  })
  return { digest: digestOf(envelopes.map(({ key }) => key)), envelopes }
}

/** SHA-256 of the public keys in the order of their letters, a line each, in base64url. */
export const digestOf = (keys: readonly string[]): string =>
  createHash('sha256')
    .update(
      [...keys]
        .sort()
        .map((key) => `${key}\n`)
        .join(''),
    )
    .digest('base64url')

/** Keeps what stands outside. */
export async function keepStock(db: Database, { digest, envelopes }: Stock): Promise<void> {
  const made = { stock: digest, madeAt: now(), request: null, usedAt: null }
  await db.transaction().execute(async (tx) => {
    for (let i = 0; i < envelopes.length; i += 1_000)
      await tx
        .insertInto('envelope')
        .values(envelopes.slice(i, i + 1_000).map(({ id, key }) => ({ id, key, ...made })))
        .execute()
  })
}

export type StockCount = { stock: string; made: number; used: number }

/** How many of each stock there are, and how many are used: those that lie in the pile can be counted against it. */
export async function countStocks(db: Database): Promise<StockCount[]> {
  const rows = await db
    .selectFrom('envelope')
    .select((eb) => [
      'stock',
      eb.fn.countAll<number>().as('made'),
      eb.fn.count<number>('usedAt').as('used'),
      eb.fn.min('madeAt').as('at'),
    ])
    .groupBy('stock')
    .orderBy('at')
    .execute()
  return rows.map(({ stock, made, used }) => ({ stock, made, used }))
}

export type EnvelopeRefusal = 'no-such-envelope' | 'envelope-used'

const requestDigest = (request: string) => createHash('sha256').update(`envelope\n${request}`).digest()

/**
 * Runs `use` with the key of the envelope that someone holds, by the code outside it. Each is used once: the same request
 * finds it again, any other does not. When `use` refuses, it lies in the pile as before.
 */
export async function useEnvelope<Done extends object, Refusal>(
  db: Database,
  typed: string,
  request: string,
  use: (key: string) => Promise<Done | { refusal: Refusal }>,
): Promise<Done | { refusal: Refusal | EnvelopeRefusal }> {
  const start = readCode(typed)
  const digest = requestDigest(request)
  const found = start === undefined ? [] : await beginningWith(db, start)
  if (found.length !== 1) return { refusal: 'no-such-envelope' }
  const [{ id, key }] = found as [{ id: string; key: string }]
  const { numUpdatedRows } = await db
    .updateTable('envelope')
    .set({ request: digest })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('request', 'is', null), eb('request', '=', digest)]))
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return { refusal: 'envelope-used' }
  const done = await use(key)
  const used = 'refusal' in done ? { request: null } : { usedAt: now() }
  await db.updateTable('envelope').set(used).where('id', '=', id).where('usedAt', 'is', null).execute()
  return done
}

const beginningWith = (db: Database, start: string) =>
  db
    .selectFrom('envelope')
    .select(['id', 'key'])
    .where('id', '>=', start)
    .where('id', '<', `${start}~`)
    .limit(2)
    .execute()
