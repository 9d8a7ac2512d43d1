/**
 * The two primitives that a recount needs in a browser. WebCrypto answers each hash with a promise, which is far too
 * slow for trees, so SHA-256 is @noble/hashes'. Ed25519 is libsodium's, which accepts exactly the signatures that the
 * server's OpenSSL does (record.md §4.6).
 */

import type { Crypto } from '@goc/record/checkpoint.ts'
import { sha256 } from '@noble/hashes/sha2.js'

export async function ready(): Promise<Crypto> {
  const { default: sodium } = await import('libsodium-wrappers')
  await sodium.ready
  return {
    sha256,
    verify: (key, message, signature) => {
      try {
        return sodium.crypto_sign_verify_detached(signature, message, key)
      } catch {
        // It throws on keys and signatures of a wrong length.
        return false
      }
    },
  }
}
