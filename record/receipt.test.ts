import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromUtf8, toHex, utf8 } from './bytes.ts'
import { commit, opens, saltFor } from './commitment.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.node.ts'
import { hkdf, hmac } from './hkdf.ts'
import {
  actMessage,
  caseIdOf,
  parseReceiptSecret,
  receiptCode,
  receiptKeys,
  receiptUrlSecret,
} from './receipt.ts'
import { sha256 } from './sha256.node.ts'

test('HKDF, by RFC 5869', () => {
  const counted = (from: number, to: number) => Uint8Array.from({ length: to - from }, (_, i) => from + i)
  const cases = [
    {
      key: new Uint8Array(22).fill(0x0b),
      salt: counted(0, 13),
      info: counted(0xf0, 0xfa),
      length: 42,
      expected: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    },
    {
      key: counted(0, 0x50),
      salt: counted(0x60, 0xb0),
      info: counted(0xb0, 0x100),
      length: 82,
      expected:
        'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    },
    {
      key: new Uint8Array(22).fill(0x0b),
      salt: new Uint8Array(0),
      info: new Uint8Array(0),
      length: 42,
      expected: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    },
  ]
  for (const { expected, ...input } of cases) assert.equal(toHex(hkdf(sha256, input)), expected)
})

test('HMAC, by RFC 4231', () => {
  const cases = [
    [
      new Uint8Array(20).fill(0x0b),
      utf8('Hi There'),
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      utf8('Jefe'),
      utf8('what do ya want for nothing?'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      new Uint8Array(131).fill(0xaa),
      utf8('Test Using Larger Than Block-Size Key - Hash Key First'),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ] as const
  for (const [key, message, expected] of cases) assert.equal(toHex(hmac(sha256, key, message)), expected)
})

const salt = Uint8Array.from({ length: 32 }, (_, i) => i)

test('the commitment of the example', () => {
  const opening = { kind: 'text', salt, bytes: utf8('Cầu thôn 3 bị sập') }
  assert.equal(toHex(opening.bytes), '43e1baa775207468c3b46e20332062e1bb8b2073e1baad70')
  const digest = commit(sha256, opening)
  assert.equal(toHex(digest), '34e0737dd85f5303a89c90ee64670687b3080986f3724ff69f652518c6bfb6e9')
  assert.ok(opens(sha256, digest, opening))
  assert.ok(!opens(sha256, digest, { ...opening, kind: 'reply' }))
  assert.ok(!opens(sha256, digest, { ...opening, salt: salt.toReversed() }))
  assert.ok(!opens(sha256, digest, { ...opening, bytes: utf8('Cầu thôn 3 bị sập.') }))
})

test('salts differ by kind, number and case', () => {
  const key = new Uint8Array(32).fill(1)
  const salts = [
    saltFor(sha256, key, 'text', 0),
    saltFor(sha256, key, 'text', 1),
    saltFor(sha256, key, 'file', 0),
    saltFor(sha256, salt, 'text', 0),
  ].map(toHex)
  assert.equal(new Set(salts).size, 4)
  assert.equal(salts[0], toHex(hkdf(sha256, { key, info: utf8('goc/salt/v1/text/0'), length: 32 })))
  for (const wrong of [
    () => saltFor(sha256, key.subarray(1), 'text', 0),
    () => saltFor(sha256, key, 'te\0xt', 0),
    () => saltFor(sha256, key, 'text', -1),
    () => commit(sha256, { kind: 'text', salt: key.subarray(1), bytes: key }),
    () => commit(sha256, { kind: '', salt, bytes: key }),
  ]) {
    assert.throws(wrong, { code: 'bad-commitment' })
  }
})

const secret = fc.uint8Array({ minLength: 16, maxLength: 16 })

test('a receipt makes the key of one matter, named by its case', () => {
  const keys = receiptKeys(sha256, salt.subarray(0, 16), publicKeyOf)
  assert.equal(
    toHex(keys.seed),
    toHex(hkdf(sha256, { key: salt.subarray(0, 16), info: utf8('goc/receipt/v1'), length: 32 })),
  )
  assert.deepEqual(keys.publicKey, publicKeyOf(keys.seed))
  assert.equal(keys.caseId, caseIdOf(sha256, keys.publicKey))
  assert.equal(
    Buffer.from(keys.caseId, 'base64url').toString('hex'),
    toHex(sha256(keys.publicKey)).slice(0, 32),
  )
  assert.throws(() => receiptKeys(sha256, salt, publicKeyOf), { code: 'bad-receipt' })
})

test('a secret is read as its address has it, and as it was printed, however it is typed', () => {
  fc.assert(
    fc.property(secret, (value) => {
      const url = receiptUrlSecret(value)
      assert.match(url, /^[A-Za-z0-9_-]{22}$/)
      assert.deepEqual(parseReceiptSecret(url), value)
      const code = receiptCode(value)
      assert.match(code, /^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/)
      const typed = [
        code,
        code.toLowerCase(),
        code.replaceAll('-', ' '),
        code.replaceAll('-', ''),
        ` ${code} `,
      ]
      for (const text of [...typed, code.replaceAll('0', 'O').replaceAll('1', 'l')]) {
        assert.deepEqual(parseReceiptSecret(text), value)
      }
    }),
  )
})

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A product in GF(2)[x] / (x^5 + x^2 + 1), digit by digit. */
function product(a: number, b: number): number {
  let sum = 0
  for (let bit = 4; bit >= 0; bit--) {
    sum <<= 1
    if (sum & 32) sum ^= 0b100101
    if ((b >> bit) & 1) sum ^= a
  }
  return sum
}

test('the check is a Reed-Solomon code: x, x^2, x^3 and x^4 are roots of every code', () => {
  fc.assert(
    fc.property(secret, (value) => {
      const digits = Array.from(receiptCode(value).replaceAll('-', ''), (letter) => DIGITS.indexOf(letter))
      for (const root of [2, 4, 8, 16]) {
        assert.equal(
          digits.reduce((sum, digit) => product(sum, root) ^ digit, 0),
          0,
        )
      }
    }),
  )
  // Printed receipts must be read for ever: the code of a secret never changes.
  assert.equal(receiptCode(salt.subarray(0, 16)), '000G4-0R40M-30E20-9185G-R38E1-WP8GB')
})

test('any one wrong digit and any exchange of two is seen', () => {
  fc.assert(
    fc.property(secret, (value) => {
      const code = receiptCode(value).replaceAll('-', '')
      const refused = (text: string) =>
        assert.throws(() => parseReceiptSecret(text), { code: 'bad-receipt' }, text)
      for (let i = 0; i < 30; i++) {
        const put = (text: string, at: number, digit: string) =>
          text.slice(0, at) + digit + text.slice(at + 1)
        for (const digit of DIGITS) if (digit !== code[i]) refused(put(code, i, digit))
        for (let j = i + 1; j < 30; j++)
          if (code[i] !== code[j]) refused(put(put(code, i, code[j]!), j, code[i]!))
      }
    }),
    { numRuns: 20 },
  )
})

test('up to four wrong digits are seen', () => {
  const errors = fc.uniqueArray(fc.tuple(fc.nat(29), fc.integer({ min: 1, max: 31 })), {
    minLength: 1,
    maxLength: 4,
    selector: ([at]) => at,
  })
  fc.assert(
    fc.property(secret, errors, (value, wrong) => {
      const digits = Array.from(receiptCode(value).replaceAll('-', ''), (letter) => DIGITS.indexOf(letter))
      for (const [at, change] of wrong) digits[at]! ^= change
      assert.throws(() => parseReceiptSecret(digits.map((digit) => DIGITS[digit]).join('')), {
        code: 'bad-receipt',
      })
    }),
    { numRuns: 3000 },
  )
})

test('what a citizen signs names the record, and all of the act but its signature', () => {
  const act = { kind: 'opinion.confirmed', n: 1, sig: 'x', by: 'citizen' }
  const message = actMessage('goc.example/bac-giang', act)
  assert.equal(
    fromUtf8(message),
    'goc/act/v1\ngoc.example/bac-giang\n{"by":"citizen","kind":"opinion.confirmed","n":1}',
  )
  const { seed, publicKey } = receiptKeys(sha256, new Uint8Array(16), publicKeyOf)
  const signature = signEd25519(seed, message)
  assert.ok(verifyEd25519(publicKey, message, signature))
  assert.ok(!verifyEd25519(publicKey, actMessage('goc.example/lang-son', act), signature))
  assert.ok(!verifyEd25519(publicKey, actMessage('goc.example/bac-giang', { ...act, n: 2 }), signature))
  assert.throws(() => actMessage('a\nb', act), { code: 'wrong-origin' })
})
