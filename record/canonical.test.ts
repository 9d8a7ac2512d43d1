import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from './bytes.ts'
import { canonicalize, canonicalizeJson, parseCanonical } from './canonical.ts'

const word = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
  maxLength: 12,
})
const key = fc.oneof(
  word,
  fc.constantFrom('__proto__', '10', '9', '1', 'a', 'A', 'constructor', 'toString', ''),
)
const scalar = fc.oneof(word, fc.maxSafeInteger(), fc.boolean())
const entry = fc
  .dictionary(key, fc.oneof(scalar, fc.array(scalar, { maxLength: 4 })), { maxKeys: 8 })
  .map((members) => {
    // As JSON.parse makes it: a key of any name is the object's own.
    return JSON.parse(JSON.stringify(members), (_, value) => (Object.is(value, -0) ? 0 : value)) as object
  })

test('what is canonical is read back, and is RFC 8785', () => {
  fc.assert(
    fc.property(entry, (object) => {
      const text = canonicalize(object)
      fc.pre(text.length <= 1024)
      assert.equal(text, canonicalizeJson(object))
      assert.deepEqual(parseCanonical(text), object)
      assert.deepEqual(parseCanonical(utf8(text)), object)
    }),
    { numRuns: 2000 },
  )
})

test('what differs in one character is refused, or is canonical itself', () => {
  const mutation = fc.tuple(
    entry,
    fc.nat(),
    fc.constantFrom('insert', 'delete', 'replace', 'double'),
    fc.constantFrom(...' "\\0,:{}[]-1aé\n'),
  )
  fc.assert(
    fc.property(mutation, ([object, where, how, letter]) => {
      const text = canonicalize(object)
      const at = where % text.length
      const middle = { insert: letter + text[at], delete: '', replace: letter, double: text[at]! + text[at] }[
        how
      ]
      const changed = text.slice(0, at) + middle + text.slice(at + 1)
      let value: object
      try {
        value = parseCanonical(changed)
      } catch (error) {
        assert.equal((error as { name: string }).name, 'RecordError')
        return
      }
      assert.equal(canonicalize(value), changed)
    }),
    { numRuns: 5000 },
  )
})

test('forms that readers would take differently are refused', () => {
  const refused = [
    '',
    'null',
    '1',
    '"a"',
    '[]',
    '{',
    '{"a":1}x',
    ' {"a":1}',
    '{"a":1}\n',
    '{"a": 1}',
    '{"b":1,"a":2}',
    '{"a":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1.5}',
    '{"a":1.0}',
    '{"a":1e3}',
    '{"a":-0}',
    '{"a":9007199254740992}',
    '{"a":1e400}',
    '{"a":null}',
    '{"a":{}}',
    '{"a":[[1]]}',
    '{"a":[null]}',
    '{"a":"\\u0041"}',
    '{"\\u0061":1}',
    '{"a":"\\/"}',
    '{"a":"\\n"}',
    '{"a":"\\u0001"}',
    '{"a":"é"}',
    '{"é":1}',
    '{"a":"\\u00e9"}',
    '{"a":"\u007f"}',
    '\ufeff{"a":1}',
    "{'a':1}",
    '{"a":01}',
    '{"10":1,"9":1,"1":1}',
    '{"9":1,"10":1}',
    `{"a":"${'x'.repeat(1017)}"}`,
  ]
  for (const text of refused) assert.throws(() => parseCanonical(text), { code: 'not-canonical' }, text)
  assert.throws(() => parseCanonical(Uint8Array.of(0x7b, 0xff, 0x7d)), { code: 'not-utf8' })
  const accepted = [
    '{}',
    '{"a":[]}',
    '{"ACT":"x","act":"y"}',
    '{"10":1,"9":1}',
    '{"a":"\\"\\\\"}',
    '{"":0}',
    '{"__proto__":1}',
    '{"a":-9007199254740991}',
    `{"a":"${'x'.repeat(1016)}"}`,
  ]
  for (const text of accepted) assert.equal(canonicalize(parseCanonical(text)), text)
})

test('what has no canonical form is not written', () => {
  for (const value of [
    null,
    1.5,
    -0,
    Number.NaN,
    2 ** 53,
    {},
    [[1]],
    [null],
    'é',
    '\n',
    1n,
    () => 1,
    [undefined],
    Array(1),
  ]) {
    assert.throws(() => canonicalize({ a: value }), { code: 'not-canonical' })
  }
  assert.throws(() => canonicalize({ ờ: 1 }), { code: 'not-canonical' })
  assert.equal(canonicalize({ b: 1, a: undefined }), '{"b":1}')
})

test('RFC 8785 in full: numbers, order by UTF-16, no half pairs', () => {
  const unordered = { '\u{1f602}': 1, '\ufb33': 2, a: [1e21, 1e-7, -0, 0.1] }
  assert.equal(canonicalizeJson(unordered), '{"a":[1e+21,1e-7,0,0.1],"\u{1f602}":1,"\ufb33":2}')
  for (const value of [
    '\ud83d',
    { '\ude02': 1 },
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    [undefined],
    1n,
  ]) {
    assert.throws(() => canonicalizeJson(value), { code: 'not-canonical' })
  }
  let deep: unknown = 1
  for (let i = 0; i < 100_000; i++) deep = [deep]
  assert.throws(() => canonicalizeJson(deep), { code: 'not-canonical' })
})
