/**
 * Seals a file in pieces, so that it is read and written as a stream and no piece can be changed, dropped, repeated
 * or put elsewhere: AES-256-GCM in the STREAM way (Hoang, Reyhanitabar, Rogaway, Vizár 2015; age does the same). The key
 * comes from the case's key, fresh random salt, and the place of the file, by HKDF; a piece's nonce is its number
 * and whether it is the last.
 *
 *     salt(32) ‖ piece₀ ‖ piece₁ ‖ … , each 65,536 bytes (the last: fewer, none only when the file is empty) ‖ tag(16)
 */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Where a file belongs: its case, what of it this is, and its number there from 0. */
export type Place = { subject: string; kind: 'file' | 'preview'; i: number }

export const PIECE = 65_536
const TAG = 16
const SALT = 32

/** The bytes are not what was sealed for this place with this key, or not all of them. */
export class NotSealedHere extends Error {
  constructor(why: string) {
    super(`a sealed file does not open: ${why}`)
    this.name = 'NotSealedHere'
  }
}

/** How long `size` bytes are when they are sealed. */
export const sealedSize = (size: number): number => SALT + size + Math.max(1, Math.ceil(size / PIECE)) * TAG

/** Seals what `source` gives. */
export async function* seal(
  caseKey: Uint8Array,
  place: Place,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  const key = keyOf(caseKey, place, salt)
  yield salt
  let n = 0
  for await (const { bytes, last } of pieces(source, PIECE)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(n++, last))
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}

/**
 * Gives back what was sealed. Pieces come before the last has been seen: an end that was cut off is thrown where it is
 * noticed, and whoever sends the bytes on must break off, not end. Throws `NotSealedHere`.
 */
export async function* unseal(
  caseKey: Uint8Array,
  place: Place,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let key: Buffer | undefined
  let n = 0
  for await (const { bytes, last } of pieces(afterSalt(sealed), PIECE + TAG)) {
    if (bytes.length < TAG) throw new NotSealedHere('it was cut off')
    const decipher = createDecipheriv('aes-256-gcm', key!, nonce(n++, last)).setAuthTag(bytes.subarray(-TAG))
    let open: Buffer
    try {
      open = Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()])
    } catch {
      throw new NotSealedHere(`piece ${n - 1} is not the one that was sealed`)
    }
    yield open
  }

  async function* afterSalt(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let salt = Buffer.alloc(0)
    for await (const part of source) {
      if (key) {
        yield part
        continue
      }
      salt = Buffer.concat([salt, part])
      if (salt.length < SALT) continue
      key = keyOf(caseKey, place, salt.subarray(0, SALT))
      yield salt.subarray(SALT)
    }
  }
}

function keyOf(caseKey: Uint8Array, { subject, kind, i }: Place, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', caseKey, salt, `goc/file/v1/${kind}/${i}/${subject}`, 32))
}

/** Number (11 bytes) and whether it is the last (1 byte). A key is used for one file, so no nonce comes twice. */
function nonce(n: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(n, 5, 6)
  bytes[11] = last ? 1 : 0
  return bytes
}

/** Cuts a stream into pieces of one length, the last of which says so. There is always a last. */
async function* pieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let piece = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const part of source) {
    for (let at = 0; at < part.length; ) {
      if (filled === size) {
        yield { bytes: piece, last: false }
        piece = Buffer.allocUnsafe(size)
        filled = 0
      }
      const length = Math.min(size - filled, part.length - at)
      piece.set(part.subarray(at, at + length), filled)
      filled += length
      at += length
    }
  }
  yield { bytes: piece.subarray(0, filled), last: true }
}
