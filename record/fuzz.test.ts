/** Whatever a stranger sends, a reader answers with a value or a RecordError, in time that grows with the length. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeBundle, encodeBundle } from './bundle.ts'
import { fromBase64, fromBase64url, fromHex, fromUtf8, toBase64, utf8 } from './bytes.ts'
import { parseCanonical } from './canonical.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.node.ts'
import { RecordError } from './errors.ts'
import { keyId, openNote, parseNote, parseSignatures, parseSkey, parseVkey, signNote } from './note.ts'
import { parseReceiptSecret, receiptCode } from './receipt.ts'
import { sha256 } from './sha256.node.ts'
import { parseSize } from './size.ts'
import { parsePath, tilePath } from './tile.ts'
import { parseTlogProof } from './tlog-proof.ts'
import { parseAddCheckpoint } from './witness.ts'

const seed = new Uint8Array(32).fill(5)
const publicKey = publicKeyOf(seed)
const key = {
  name: 'goc.example/log',
  id: keyId(sha256, 'goc.example/log', 1, publicKey),
  type: 1,
  publicKey,
}
const hash = toBase64(new Uint8Array(32).fill(3))
const text = `goc.example/log\n12\n${hash}\n`
const note = signNote(text, { ...key, sign: (message) => signEd25519(seed, message) })

/** Each reader of text, with something valid to start from. */
const readers: Record<string, { read(text: string): unknown; valid: string; long(n: number): string }> = {
  size: { read: parseSize, valid: '1234567', long: (n) => '1'.repeat(n) },
  hex: { read: fromHex, valid: '00ff', long: (n) => 'ab'.repeat(n / 2) },
  base64: { read: fromBase64, valid: 'AAECAw==', long: (n) => 'AAAA'.repeat(n / 4) },
  base64url: { read: fromBase64url, valid: 'AAECAw', long: (n) => '-_-_'.repeat(n / 4) },
  path: { read: parsePath, valid: tilePath(1, 1234067, 5), long: (n) => `tile/0/${'x000/'.repeat(n / 5)}` },
  vkey: {
    read: (vkey) => parseVkey(sha256, vkey),
    valid: `${key.name}+${key.id}+${toBase64(Uint8Array.of(1, ...publicKey))}`,
    long: (n) => '+A'.repeat(n / 2),
  },
  skey: {
    read: (skey) => parseSkey(sha256, skey, publicKeyOf),
    valid: `PRIVATE+KEY+${key.name}+${key.id}+${toBase64(Uint8Array.of(1, ...seed))}`,
    long: (n) => `PRIVATE+KEY${'+A'.repeat(n / 2)}`,
  },
  note: { read: parseNote, valid: note, long: (n) => '\n\n— k AAAAAAE='.repeat(n / 14) },
  opened: {
    read: (text) => openNote(text, [key], verifyEd25519),
    valid: note,
    long: (n) => '— a '.repeat(n / 4),
  },
  signatures: {
    read: parseSignatures,
    valid: note.split('\n\n')[1]!,
    long: (n) => '— k AAAAAAE=\n'.repeat(n / 13),
  },
  checkpoint: { read: parseCheckpoint, valid: text, long: (n) => 'a\n'.repeat(n / 2) },
  request: {
    read: parseAddCheckpoint,
    valid: `old 5\n${hash}\n${hash}\n\n${note}`,
    long: (n) => `old 1\n${`${hash}\n`.repeat(n / 45)}\n`,
  },
  proof: {
    read: parseTlogProof,
    valid: `c2sp.org/tlog-proof@v1\nextra AAAA\nindex 5\n${hash}\n\n${note}`,
    long: (n) => `c2sp.org/tlog-proof@v1\nindex 5\n${`${hash}\n`.repeat(n / 45)}\n`,
  },
  entry: { read: parseCanonical, valid: '{"a":[1,true],"b":"x"}', long: (n) => `{"a":${'['.repeat(n)}` },
  receipt: {
    read: parseReceiptSecret,
    valid: receiptCode(new Uint8Array(16)),
    long: (n) => ' -'.repeat(n / 2),
  },
}

function attempt(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text)
    return true
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return false
  }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: fc.constantFrom(...'\n\n\n— +=/xA0k"{}[]:,\\\ud800\u00a0'), maxLength: 60 }),
)
const splice = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(6), anyText)

for (const [name, { read, valid }] of Object.entries(readers)) {
  test(`${name}: anything, and what is almost right`, () => {
    assert.ok(attempt(read, valid))
    fc.assert(
      fc.property(anyText, (text) => void attempt(read, text)),
      { numRuns: 1000 },
    )
    const changed = fc.array(splice, { minLength: 1, maxLength: 3 }).map((changes) =>
      changes.reduce((text, [where, cut, put]) => {
        const at = Math.floor(where * text.length)
        return text.slice(0, at) + put.slice(0, 3) + text.slice(at + cut)
      }, valid),
    )
    fc.assert(
      fc.property(changed, (text) => void attempt(read, text)),
      { numRuns: 2000 },
    )
    for (let at = 0; at <= valid.length; at++) attempt(read, valid.slice(0, at))
  })
}

test('bundles: any bytes, and all that is almost right', () => {
  const bytes = fc.uint8Array({ maxLength: 60 })
  const readBundle = (bytes: Uint8Array, count: number) => {
    try {
      return encodeBundle(decodeBundle(bytes, count))
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      return undefined
    }
  }
  fc.assert(
    fc.property(bytes, fc.nat(8), (bundle, count) => {
      const again = readBundle(bundle, count)
      if (again) assert.deepEqual(again, bundle)
    }),
  )
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 6 }), (entries) => {
      const bundle = encodeBundle(entries)
      assert.deepEqual(decodeBundle(bundle, entries.length), entries)
      assert.equal(readBundle(bundle, entries.length + 1), undefined)
      assert.equal(readBundle(Uint8Array.of(...bundle, 0), entries.length), undefined)
      if (bundle.length > 0) assert.equal(readBundle(bundle.subarray(0, -1), entries.length), undefined)
    }),
  )
})

test('UTF-8: any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
      try {
        assert.deepEqual(utf8(fromUtf8(bytes)), bytes)
      } catch (error) {
        assert.ok(error instanceof RecordError)
      }
    }),
  )
})

/** The least of several timings, in milliseconds: what disturbs a measurement only ever makes it longer. */
function leastTime(run: () => void): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 7; i++) {
    const start = performance.now()
    run()
    least = Math.min(least, performance.now() - start)
  }
  return least
}

test('thirty times the length takes no more than thirty times as long, generously', () => {
  for (const [name, { read, long }] of Object.entries(readers)) {
    const [short, longer] = [long(30_000), long(900_000)]
    leastTime(() => attempt(read, short))
    // Squared time would be 900 times as long; the floor keeps readers that refuse at once from being compared.
    const ratio =
      leastTime(() => attempt(read, longer)) /
      Math.max(
        leastTime(() => attempt(read, short)),
        0.2,
      )
    assert.ok(ratio < 200, `${name}: ${ratio.toFixed(0)} times as long`)
  }
})
