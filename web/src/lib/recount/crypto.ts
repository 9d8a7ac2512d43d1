/**
 * The two primitives that a recount needs in a browser. WebCrypto answers each hash with a promise, which is far too
 * slow for trees. Ed25519 is libsodium's, which accepts exactly the signatures that the server's OpenSSL does.
 */

import { sha256 } from './sha256.ts'

export type Primitives = {
  sha256(bytes: Uint8Array): Uint8Array
  verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

export async function ready(): Promise<Primitives> {
  const { default: sodium } = await import('libsodium-wrappers')
  await sodium.ready
  return {
    sha256,
    verifyEd25519: (key, message, signature) => {
      try {
        return sodium.crypto_sign_verify_detached(signature, message, key)
      } catch {
        // It throws on keys and signatures of a wrong length.
        return false
      }
    },
  }
}
