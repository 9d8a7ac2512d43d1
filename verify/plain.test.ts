import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@goc/record/bytes.ts'
import { canonicalize, parseCanonical } from '@goc/record/canonical.ts'
import fc from 'fast-check'
import { isPlain } from './plain.ts'
import { leafOf } from './testing/book.ts'
import { sample } from './testing/sample.ts'

const says = (bytes: Uint8Array) => isPlain(bytes, 0, bytes.length)

function isTaken(bytes: Uint8Array): boolean {
  try {
    assert.deepEqual(parseCanonical(bytes), JSON.parse(Buffer.from(bytes).toString()))
    return true
  } catch {
    return false
  }
}

test('every act is plain', () => {
  for (const act of sample(300).acts) assert.ok(says(leafOf(act)))
  assert.ok(says(utf8('{}')))
})

const letters = '{}[]",:\\ tfrue-019.eEabAB\u007f\u00e9\n'
const near = fc.oneof(
  fc
    .dictionary(
      fc.string({ unit: fc.constantFrom(...'aAb01_'), maxLength: 3 }),
      fc.oneof(
        fc.integer(),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
      ),
      { maxKeys: 5 },
    )
    .map((object) => canonicalize(object)),
  fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 }).map((inner) => `{${inner}}`),
  fc.constantFrom(...sample(30).acts).map((act) => canonicalize(act)),
)
const mutated = fc
  .tuple(near, fc.nat(), fc.constantFrom(...letters, ''), fc.nat(2))
  .map(([text, where, letter, over]) => {
    const at = where % (text.length + 1)
    return text.slice(0, at) + letter + text.slice(at + over)
  })

test('it says yes only to what parseCanonical takes, and no seldom to what it does', () => {
  let yes = 0
  let no = 0
  fc.assert(
    fc.property(fc.oneof(near, mutated), (text) => {
      const bytes = Buffer.from(text)
      const taken = isTaken(bytes)
      if (says(bytes)) {
        yes++
        assert.ok(taken, text)
      } else if (taken) {
        no++
      }
    }),
    { numRuns: 30_000 },
  )
  assert.ok(yes > 5_000 && no < yes / 4, `${yes} yes, ${no} no without need`)
})

test('what is canonical and what is not', () => {
  const taken = [
    '{"a":1,"b":true}',
    '{"10":"x","9":-5}',
    '{"":0,"a":false}',
    '{"A":1,"a":1}',
    '{"a":1,"ab":1}',
  ]
  const refused = [
    '{"b":1,"a":1}',
    '{"a":1,"a":1}',
    '{"ab":1,"a":1}',
    '{"a":01}',
    '{"a":-0}',
    '{"a":1.5}',
    '{"a":1e3}',
    '{"a":1 }',
    ' {"a":1}',
    '{"a":1}\n',
    '{"a":1,}',
    '{,"a":1}',
    '{"a"}',
    '{"a":}',
    '{"a":tru}',
    '{"a":null}',
    '{"a":"\\u0061"}',
    '{"a":"\u007f"}',
    '{"a":"\u00e9"}',
    '{"a":"x}',
    '{"a":{}}',
    '{"a":1}}',
    '{"a":-}',
    '[]',
    '{',
  ]
  for (const text of taken) assert.deepEqual([says(utf8(text)), isTaken(utf8(text))], [true, true], text)
  for (const text of refused) assert.deepEqual([says(utf8(text)), isTaken(utf8(text))], [false, false], text)
  const long = (length: number) => utf8(canonicalize({ a: 'x'.repeat(length - 8) }))
  assert.deepEqual([says(long(1024)), says(long(1025))], [true, false])
  // It does not look beyond the entry's end.
  const two = utf8('{"a":12}')
  assert.ok(!isPlain(two, 0, 7) && isPlain(two, 0, 8))
})
