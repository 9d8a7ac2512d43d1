/** HMAC and HKDF (RFC 2104, RFC 5869), made of the SHA-256 that is handed in. */

import { concatBytes } from './bytes.ts'
import { HASH_BYTES, type Sha256 } from './hash.ts'

const BLOCK_BYTES = 64

/** HMAC-SHA256, 32 bytes. */
export function hmac(sha: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? sha(key) : key)
  const inner = sha(
    concatBytes(
      block.map((byte) => byte ^ 0x36),
      message,
    ),
  )
  return sha(
    concatBytes(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  )
}

/** HKDF-SHA256: `length` bytes (at most 8,160) derived from `key` for the purpose that `info` names. */
export function hkdf(
  sha: Sha256,
  {
    key,
    salt = new Uint8Array(0),
    info,
    length,
  }: { key: Uint8Array; salt?: Uint8Array; info: Uint8Array; length: number },
): Uint8Array {
  const extracted = hmac(sha, salt, key)
  const derived = new Uint8Array(Math.ceil(length / HASH_BYTES) * HASH_BYTES)
  let block = new Uint8Array(0)
  for (let i = 0; i * HASH_BYTES < length; i++) {
    block = new Uint8Array(hmac(sha, extracted, concatBytes(block, info, Uint8Array.of(i + 1))))
    derived.set(block, i * HASH_BYTES)
  }
  return derived.slice(0, length)
}
