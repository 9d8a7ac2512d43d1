/**
 * Commitments: an entry says a digest of private words and never the words. With its salt the words can be shown to
 * be the ones; once the case's key is erased, the digest says nothing to anyone.
 */

import { concatBytes, equalBytes, utf8 } from './bytes.ts'
import { RecordError } from './errors.ts'
import type { Sha256 } from './hash.ts'
import { hkdf } from './hkdf.ts'
import { isSize } from './size.ts'

/** What is committed to: `kind` (printable ASCII) says what the bytes are, `salt` is 32 bytes and used once. */
export type Commitment = { kind: string; salt: Uint8Array; bytes: Uint8Array }

/** The salt (32 bytes) of the i-th item of a kind in the case of this 32-byte key. Throws `bad-commitment`. */
export function saltFor(sha: Sha256, caseKey: Uint8Array, kind: string, i: number): Uint8Array {
  if (caseKey.length !== 32) throw new RecordError('bad-commitment', "a case's key has 32 bytes")
  if (!isSize(i)) throw new RecordError('bad-commitment', 'items are counted from 0')
  assertKind(kind)
  return hkdf(sha, { key: caseKey, info: utf8(`goc/salt/v1/${kind}/${i}`), length: 32 })
}

/** SHA-256("goc/commit/v1" 00 kind 00 salt ‖ bytes), 32 bytes. Throws `bad-commitment`. */
export function commit(sha: Sha256, { kind, salt, bytes }: Commitment): Uint8Array {
  assertKind(kind)
  // Were lengths to vary, bytes could pass from the salt to the words without changing the digest.
  if (salt.length !== 32) throw new RecordError('bad-commitment', 'a salt has 32 bytes')
  return sha(concatBytes(utf8(`goc/commit/v1\0${kind}\0`), salt, bytes))
}

/** Whether these are the bytes that were committed to. Throws `bad-commitment`. */
export const opens = (sha: Sha256, digest: Uint8Array, opening: Commitment): boolean =>
  equalBytes(commit(sha, opening), digest)

function assertKind(kind: string): void {
  if (!/^[\x21-\x7e]{1,64}$/.test(kind)) throw new RecordError('bad-commitment', 'a kind is a word in ASCII')
}
