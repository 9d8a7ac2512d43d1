import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeBundle } from './bundle.ts'
import { concatBytes, toHex, utf8 } from './bytes.ts'
import { RecordError } from './errors.ts'
import { EMPTY_ROOT, emptyRoot, leafHash, nodeHash, plainHasher } from './hash.ts'
import { fastHasher, sha256 } from './sha256.node.ts'

const plain = plainHasher(sha256)
const bytes = (max = 300) => fc.uint8Array({ maxLength: max })

test('SHA-256 is that of Node, also over views', () => {
  fc.assert(
    fc.property(bytes(), fc.nat(20), (input, from) => {
      const view = input.subarray(from)
      assert.equal(toHex(sha256(view)), createHash('sha256').update(view).digest('hex'))
    }),
  )
  assert.deepEqual(emptyRoot(sha256), EMPTY_ROOT)
})

test('the fast hasher equals the plain one, and leaves what it is given as it was', () => {
  fc.assert(
    fc.property(fc.array(bytes(), { maxLength: 40 }), (entries) => {
      const bundle = encodeBundle(entries)
      const before = bundle.slice()
      const hashes = fastHasher.leaves(bundle, entries.length)
      assert.deepEqual(bundle, before)
      assert.deepEqual(hashes, plain.leaves(bundle, entries.length))
      assert.deepEqual(hashes, concatBytes(...entries.map((entry) => leafHash(sha256, entry))))
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64 * 9, maxLength: 64 * 9 }), fc.nat(9), (all, pairs) => {
      const row = all.subarray(0, 64 * pairs)
      const before = row.slice()
      assert.deepEqual(fastHasher.parents(row), plain.parents(row))
      assert.deepEqual(row, before)
      if (pairs > 0) {
        const first = nodeHash(sha256, row.subarray(0, 32), row.subarray(32, 64))
        assert.deepEqual(plain.parents(row).subarray(0, 32), first)
      }
    }),
  )
})

test('entries of up to 65,535 bytes, and none longer', () => {
  const longest = new Uint8Array(65_535).fill(7)
  const bundle = encodeBundle([new Uint8Array(0), longest])
  assert.deepEqual(fastHasher.leaves(bundle, 2), plain.leaves(bundle, 2))
  assert.throws(() => encodeBundle([new Uint8Array(65_536)]), { code: 'bad-bundle' })
})

test('what is not a bundle or a row of pairs is refused by both', () => {
  for (const hasher of [plain, fastHasher]) {
    for (const [bundle, count] of [
      [[0], 1],
      [[0, 2, 7], 1],
      [[0, 1, 7, 0], 1],
      [[0, 1, 7], 2],
      [[0, 1, 7], 0],
    ] as const) {
      assert.throws(() => hasher.leaves(Uint8Array.from(bundle), count), RecordError)
    }
    assert.throws(() => hasher.parents(new Uint8Array(32)), { code: 'bad-hash' })
  }
})

test('a bundle in a Buffer, whose slices share its bytes, is left as it was', () => {
  const bundle = Buffer.from(encodeBundle([utf8('goc:A'), utf8('goc:B')]))
  const before = Uint8Array.from(bundle)
  fastHasher.leaves(bundle, 2)
  assert.deepEqual(Uint8Array.from(bundle), before)
})
