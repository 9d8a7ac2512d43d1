/**
 * Ed25519 by Node (OpenSSL). What is a valid signature is what OpenSSL 3.5 and libsodium accept, everywhere:
 * verifiers differ on crafted signatures, and two of them must never certify different figures.
 */

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { RecordError } from './errors.ts'

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

// Making a key object costs a quarter of a verification. Keys recur: witnesses, logs, one citizen's acts.
const CACHED_KEYS = 4096
const publicKeys = new Map<string, KeyObject>()

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('latin1')
  const known = publicKeys.get(name)
  if (known) return known
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
  if (publicKeys.size >= CACHED_KEYS) publicKeys.delete(publicKeys.keys().next().value!)
  publicKeys.set(name, key)
  return key
}

/** Whether `signature` (64 bytes) is the key's (32 bytes, raw) over `message`. Other lengths are not valid. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  return verify(null, message, publicKeyObject(publicKey), signature)
}

function privateKeyObject(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RecordError('bad-key', 'an Ed25519 seed has 32 bytes')
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

/** The 64-byte signature over `message` by the key of this 32-byte seed. Throws `bad-key`. */
export const signEd25519 = (seed: Uint8Array, message: Uint8Array): Uint8Array =>
  new Uint8Array(sign(null, message, privateKeyObject(seed)))

/** The raw public key, 32 bytes, of a 32-byte seed. Throws `bad-key`. */
export const publicKeyOf = (seed: Uint8Array): Uint8Array =>
  new Uint8Array(
    createPublicKey(privateKeyObject(seed))
      .export({ format: 'der', type: 'spki' })
      .subarray(SPKI_PREFIX.length),
  )
