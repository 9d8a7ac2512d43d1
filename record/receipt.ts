/** A citizen's receipt: a secret from which the key of one matter is made, and what that key signs. */

import { checked, fromDigits, readDigits, toDigits, withCheck, writeDigits } from './base32.ts'
import { concatBytes, fromBase64url, toBase64url, utf8 } from './bytes.ts'
import { canonicalize } from './canonical.ts'
import { RecordError } from './errors.ts'
import type { Sha256 } from './hash.ts'
import { hkdf } from './hkdf.ts'

/** Bytes in a receipt's secret. */
export const SECRET_BYTES = 16

/** The keys of one matter: an Ed25519 seed and public key (32 bytes each), and the case's id. */
export type ReceiptKeys = { seed: Uint8Array; publicKey: Uint8Array; caseId: string }

/** The keys that a receipt's 16-byte secret makes; `publicKeyOf` makes the public key of a seed. Throws `bad-receipt`. */
export function receiptKeys(
  sha: Sha256,
  secret: Uint8Array,
  publicKeyOf: (seed: Uint8Array) => Uint8Array,
): ReceiptKeys {
  assertSecret(secret)
  const seed = hkdf(sha, { key: secret, info: utf8('goc/receipt/v1'), length: 32 })
  const publicKey = publicKeyOf(seed)
  return { seed, publicKey, caseId: caseIdOf(sha, publicKey) }
}

/**
 * The case that a public key stands for: the first 16 bytes of its SHA-256, in base64url (22 characters). It is made
 * from the key, so nobody can give one case to two people without giving them one key.
 */
export function caseIdOf(sha: Sha256, publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new RecordError('bad-receipt', 'a public key has 32 bytes')
  return toBase64url(sha(publicKey).subarray(0, 16))
}

/** A secret as it stands after the # of a receipt's address: 22 characters of base64url. Throws `bad-receipt`. */
export function receiptUrlSecret(secret: Uint8Array): string {
  assertSecret(secret)
  return toBase64url(secret)
}

/** A secret as it is printed: 26 digits of base32 and 4 to check them, in groups of five. Throws `bad-receipt`. */
export function receiptCode(secret: Uint8Array): string {
  assertSecret(secret)
  return writeDigits(withCheck(toDigits(secret)))
}

/**
 * The secret of a receipt, as its address has it or as someone typed it from paper: in capitals or not, with spaces
 * and dashes wherever. Throws `bad-receipt`, also on any four wrong digits or two exchanged ones.
 */
export function parseReceiptSecret(text: string): Uint8Array {
  const secret = text.length === 22 ? fromUrl(text) : text.length <= 100 ? fromCode(text) : undefined
  if (!secret) throw new RecordError('bad-receipt', 'this is not the code of a receipt')
  return secret
}

function fromUrl(text: string): Uint8Array | undefined {
  try {
    return fromBase64url(text)
  } catch {
    return undefined
  }
}

function fromCode(text: string): Uint8Array | undefined {
  const digits = readDigits(text)
  if (digits?.length !== 30) return undefined
  const bare = checked(digits)
  return bare && fromDigits(bare)
}

function assertSecret(secret: Uint8Array): void {
  if (secret.length !== SECRET_BYTES) throw new RecordError('bad-receipt', "a receipt's secret has 16 bytes")
}

/**
 * What a citizen's key signs: "goc/act/v1", the record's origin, and the act without its `sig`, in canonical form.
 * So it holds for this record, this matter and this act alone. Throws `not-canonical`, `wrong-origin`.
 */
export function actMessage(origin: string, act: object): Uint8Array {
  if (origin === '' || origin.includes('\n')) throw new RecordError('wrong-origin', 'an origin is one line')
  return concatBytes(utf8(`goc/act/v1\n${origin}\n`), utf8(canonicalize({ ...act, sig: undefined })))
}
