/** Keys as signed notes name them (C2SP signed-note; private keys as golang.org/x/mod/sumdb/note writes them). */

import { concatBytes, fromBase64, toBase64, toHex, utf8 } from './bytes.ts'
import { RecordError } from './errors.ts'
import type { Sha256 } from './hash.ts'
import { ED25519, signatureTypes } from './signature.ts'

/** A public key under its name. `id` is 8 hex digits, `type` the kind of signature it makes (signature.ts). */
export type VerifierKey = { name: string; id: string; type: number; publicKey: Uint8Array }

/** A private key under its name: the 32-byte seed of an Ed25519 key. */
export type SignerKey = VerifierKey & { seed: Uint8Array }

// Unicode spaces (U+0085, which Go counts too, is a control character), and what no note may hold.
const NOT_IN_NAMES = /[\s+]|\p{Cc}/u

/** Whether a key can be called this: not empty, no space, no plus sign. */
export const isKeyName = (name: string): boolean =>
  name !== '' && name.isWellFormed() && !NOT_IN_NAMES.test(name)

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), in hex. */
export const keyId = (sha: Sha256, name: string, type: number, publicKey: Uint8Array): string =>
  toHex(sha(concatBytes(utf8(name), Uint8Array.of(0x0a, type), publicKey)).subarray(0, 4))

/** `name+id+base64(type ‖ public key)`. Throws `bad-key` when the name or the key's length cannot be. */
export function formatVkey(sha: Sha256, key: Pick<VerifierKey, 'name' | 'type' | 'publicKey'>): string {
  const { name, type, publicKey } = key
  assertKey(name, type, publicKey)
  return `${name}+${keyId(sha, name, type, publicKey)}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`
}

/** The key that a vkey names. Throws `bad-key` on other forms, unknown types, and an id that is not the key's. */
export function parseVkey(sha: Sha256, vkey: string): VerifierKey {
  const parts = vkey.split('+')
  if (parts.length < 3) throw new RecordError('bad-key', 'a verifier key is name+id+key')
  const [name, id] = parts as [string, string]
  // Base64 may hold plus signs itself.
  const bytes = keyBytes(parts.slice(2).join('+'))
  const type = bytes[0] ?? -1
  const publicKey = bytes.slice(1)
  assertKey(name, type, publicKey)
  assertId(id, keyId(sha, name, type, publicKey))
  return { name, id, type, publicKey }
}

/** `PRIVATE+KEY+name+id+base64(0x01 ‖ seed)`. The id is that of the public key. Throws `bad-key`. */
export function formatSkey(sha: Sha256, key: Pick<SignerKey, 'name' | 'publicKey' | 'seed'>): string {
  const { name, publicKey, seed } = key
  assertKey(name, ED25519, publicKey)
  assertSeed(seed)
  const id = keyId(sha, name, ED25519, publicKey)
  return `PRIVATE+KEY+${name}+${id}+${toBase64(concatBytes(Uint8Array.of(ED25519), seed))}`
}

/** The key that a private key names; `publicKeyOf` makes the public key of a seed. Throws `bad-key`. */
export function parseSkey(
  sha: Sha256,
  skey: string,
  publicKeyOf: (seed: Uint8Array) => Uint8Array,
): SignerKey {
  const parts = skey.split('+')
  if (parts.length < 5 || parts[0] !== 'PRIVATE' || parts[1] !== 'KEY') {
    throw new RecordError('bad-key', 'a private key is PRIVATE+KEY+name+id+seed')
  }
  const [, , name, id] = parts as [string, string, string, string]
  const bytes = keyBytes(parts.slice(4).join('+'))
  if (bytes[0] !== ED25519) throw new RecordError('bad-key', 'the private key is not of a known type')
  const seed = bytes.slice(1)
  assertSeed(seed)
  const publicKey = publicKeyOf(seed)
  assertKey(name, ED25519, publicKey)
  assertId(id, keyId(sha, name, ED25519, publicKey))
  return { name, id, type: ED25519, publicKey, seed }
}

function keyBytes(base64: string): Uint8Array {
  try {
    return fromBase64(base64)
  } catch {
    throw new RecordError('bad-key', 'the key is not base64')
  }
}

function assertKey(name: string, type: number, publicKey: Uint8Array): void {
  if (!isKeyName(name))
    throw new RecordError('bad-key', 'a key name is not empty and has no space and no plus sign')
  const known = signatureTypes.get(type)
  if (!known) throw new RecordError('bad-key', `no signature type is known as ${type}`)
  if (publicKey.length !== known.publicKeyBytes)
    throw new RecordError('bad-key', 'the key has another length')
}

function assertSeed(seed: Uint8Array): void {
  if (seed.length !== 32) throw new RecordError('bad-key', 'an Ed25519 seed has 32 bytes')
}

function assertId(said: string, id: string): void {
  if (said !== id) throw new RecordError('bad-key', 'the id is not that of the key')
}
