import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex, toHex, utf8 } from './bytes.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.node.ts'

test('RFC 8032, test 2', () => {
  const seed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
  const publicKey = publicKeyOf(seed)
  assert.equal(toHex(publicKey), '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const signature = signEd25519(seed, Uint8Array.of(0x72))
  assert.equal(
    toHex(signature),
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
  assert.ok(verifyEd25519(publicKey, Uint8Array.of(0x72), signature))
  assert.ok(!verifyEd25519(publicKey, Uint8Array.of(0x73), signature))
})

test('other lengths are not valid, or not keys', () => {
  const seed = new Uint8Array(32)
  const [key, message] = [publicKeyOf(seed), utf8('message')]
  const signature = signEd25519(seed, message)
  assert.ok(!verifyEd25519(key.subarray(1), message, signature))
  assert.ok(!verifyEd25519(key, message, signature.subarray(1)))
  assert.ok(!verifyEd25519(key, message, new Uint8Array(65)))
  assert.throws(() => signEd25519(seed.subarray(1), message), { code: 'bad-key' })
})

test('more keys than are kept verify all the same', () => {
  const seed = new Uint8Array(32)
  const [key, message] = [publicKeyOf(seed), utf8('message')]
  const signature = signEd25519(seed, message)
  for (let i = 0; i < 5000; i++)
    verifyEd25519(
      Uint8Array.from({ length: 32 }, (_, at) => (at < 2 ? i >> (8 * at) : 0)),
      message,
      signature,
    )
  assert.ok(verifyEd25519(key, message, signature))
})
