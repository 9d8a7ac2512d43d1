import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from './bytes.ts'
import { RecordError } from './errors.ts'
import { isSize, parseSize } from './size.ts'

const bytes = fc.uint8Array({ maxLength: 200 })

test('bytes are written as Node writes them, and read back', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      const buffer = Buffer.from(value)
      assert.equal(toHex(value), buffer.toString('hex'))
      assert.equal(toBase64(value), buffer.toString('base64'))
      assert.equal(toBase64url(value), buffer.toString('base64url'))
      for (const read of [
        fromHex(toHex(value)),
        fromBase64(toBase64(value)),
        fromBase64url(toBase64url(value)),
      ]) {
        assert.ok(equalBytes(read, value))
      }
    }),
  )
})

// Short strings over these alphabets meet every rule about padding and spare bits.
const almost = fc.string({ unit: fc.constantFrom(...'ABCQgwxyz019+/-_= \nfF\u00e9'), maxLength: 9 })

test('one value has one form', () => {
  for (const [read, write] of [
    [fromHex, toHex],
    [fromBase64, toBase64],
    [fromBase64url, toBase64url],
  ] as const) {
    fc.assert(
      fc.property(almost, (text) => {
        let value: Uint8Array
        try {
          value = read(text)
        } catch (error) {
          assert.ok(error instanceof RecordError)
          return
        }
        assert.equal(write(value), text)
      }),
      { numRuns: 20_000 },
    )
  }
})

test('base64 that others would let pass', () => {
  for (const text of [
    'AB==',
    'AAB=',
    'AA',
    'AA=',
    'A===',
    '====',
    'AAAA====',
    'AA==AA==',
    'AA-_',
    'AA A',
    'AAA=\n',
  ]) {
    assert.throws(() => fromBase64(text), { code: 'not-base64' }, text)
  }
  for (const text of ['AB', 'AAB', 'A', 'AA==', 'AA+/', 'AAAAA']) {
    assert.throws(() => fromBase64url(text), { code: 'not-base64' }, text)
  }
  for (const text of ['0', 'AB', '0g', ' 00']) assert.throws(() => fromHex(text), { code: 'not-hex' }, text)
})

test('UTF-8', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(fromUtf8(utf8(text)), text)))
  assert.equal(fromUtf8(utf8('\ufeffCầu')), '\ufeffCầu')
  assert.throws(() => utf8('\ud800'), { code: 'not-utf8' })
  for (const wrong of [[0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xff], [0xe2, 0x82]]) {
    assert.throws(() => fromUtf8(Uint8Array.from(wrong)), { code: 'not-utf8' })
  }
})

test('sizes', () => {
  assert.equal(parseSize('9007199254740991'), 2 ** 53 - 1)
  fc.assert(fc.property(fc.maxSafeNat(), (size) => assert.equal(parseSize(String(size)), size)))
  for (const text of [
    '',
    '00',
    '01',
    '-0',
    '-1',
    '+1',
    '1.0',
    '1e3',
    ' 1',
    '1\n',
    '9007199254740992',
    '0x1',
    '٣',
  ]) {
    assert.throws(() => parseSize(text), { code: 'bad-size' }, text)
  }
  assert.ok(!isSize(-0))
})

test('concatenation is new memory', () => {
  const part = Uint8Array.of(1, 2)
  const whole = concatBytes(part, new Uint8Array(0), part)
  part[0] = 9
  assert.deepEqual(whole, Uint8Array.of(1, 2, 1, 2))
  assert.ok(!equalBytes(whole, part))
})
