/** What keeping accounts needs: the database, the master keys, a clock, and secrets drawn from them. */

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { Moment } from '@goc/domain/day.ts'
import type { Database } from '../database.ts'
import type { MasterKeys } from '../keys.ts'

export type Means = { db: Database; master: MasterKeys; now: () => Moment }

/** Each purpose has a key of its own, so that what is made for one can never serve another. */
type Purpose = 'one-time code secret' | 'recovery code' | 'known device' | 'handed to a browser' | 'resident'

function keyFor(master: MasterKeys, id: string, purpose: Purpose): Buffer {
  const key = master.byId.get(id)
  if (!key) throw new Error(`the master key “${id}” is missing`)
  return Buffer.from(hkdfSync('sha256', key, '', `goc people: ${purpose}`, 32))
}

/** Seals as length of id ‖ id of the master key ‖ nonce ‖ ciphertext ‖ tag, bound to `about`. */
export function seal(master: MasterKeys, purpose: Purpose, about: string, bytes: Uint8Array): Buffer {
  const id = Buffer.from(master.current)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(master, master.current, purpose), nonce)
  cipher.setAAD(Buffer.from(about))
  const sealed = [cipher.update(bytes), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([Buffer.of(id.length), id, nonce, ...sealed])
}

/** Undefined when it was sealed for something else, changed, or by a key that is no longer there. */
export function unseal(
  master: MasterKeys,
  purpose: Purpose,
  about: string,
  sealed: Uint8Array,
): Buffer | undefined {
  const start = 1 + (sealed[0] ?? 0)
  if (sealed.length < start + 28) return undefined
  try {
    const key = keyFor(master, Buffer.from(sealed.subarray(1, start)).toString(), purpose)
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(start, start + 12))
    decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(sealed.length - 16))
    return Buffer.concat([decipher.update(sealed.subarray(start + 12, sealed.length - 16)), decipher.final()])
  } catch {
    return undefined
  }
}

/** What only this instance can say of these words; under each master key, the current one first. */
export const macs = (master: MasterKeys, purpose: Purpose, text: string): Buffer[] =>
  [master.current, ...[...master.byId.keys()].filter((id) => id !== master.current)].map((id) =>
    createHmac('sha256', keyFor(master, id, purpose))
      .update(text)
      .digest(),
  )

export const isOneOf = (candidates: readonly Buffer[], given: Buffer): boolean =>
  candidates.some((known) => known.length === given.length && timingSafeEqual(known, given))

/** A secret that nobody guesses, for cookies and links. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token. It is random, so a plain digest tells nothing. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
