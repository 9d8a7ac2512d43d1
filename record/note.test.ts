/** P3: what is written is read back the same, and a changed byte fails or lies outside what is signed. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatBytes, fromUtf8, toBase64, utf8 } from './bytes.ts'
import { type Checkpoint, formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { cosign, cosignedMessage, verifyCosignature } from './cosignature.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.node.ts'
import { RecordError } from './errors.ts'
import {
  formatNote,
  formatSkey,
  formatVkey,
  isKeyName,
  keyId,
  type Note,
  openNote,
  parseNote,
  parseSkey,
  parseVkey,
  signNote,
  verifySignature,
  withSignatures,
} from './note.ts'
import { sha256 } from './sha256.node.ts'

const crypto = { sha256, verify: verifyEd25519 }

function makeKey(name: string, fill: number, type = 1) {
  const seed = new Uint8Array(32).fill(fill)
  const publicKey = publicKeyOf(seed)
  const key = { name, id: keyId(sha256, name, type, publicKey), type, publicKey }
  return { key, seed, signer: { ...key, sign: (message: Uint8Array) => signEd25519(seed, message) } }
}
const log = makeKey('goc.example/log', 1)
const other = makeKey('goc.example/other', 2)
const witness = makeKey('witness.example/w1', 3, 4)
const text = formatCheckpoint({ origin: log.key.name, size: 7, root: new Uint8Array(32).fill(9) })
const signed = signNote(text, log.signer)

const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((s) => s.replace(/\p{Cc}/gu, ''))
const name = line.map((s) => `k${s.replace(/[\s+]/g, '')}`)
// The records of fast-check have no prototype unless told; those of parsers are plain objects.
const plain = { noNullPrototype: true }
const note: fc.Arbitrary<Note> = fc.record(
  {
    text: fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`),
    signatures: fc.array(
      fc.record(
        {
          name,
          id: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((id) => Buffer.from(id).toString('hex')),
          bytes: fc.uint8Array({ minLength: 1, maxLength: 80 }),
        },
        plain,
      ),
      { minLength: 1, maxLength: 5 },
    ),
  },
  plain,
)

test('notes, keys and checkpoints are read back as they were written', () => {
  fc.assert(fc.property(note, (value) => assert.deepEqual(parseNote(formatNote(value)), value)))
  fc.assert(
    fc.property(
      name,
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constantFrom(1, 4),
      (name, seed, type) => {
        const publicKey = publicKeyOf(seed)
        const id = keyId(sha256, name, type, publicKey)
        const key = { name, id, type, publicKey }
        assert.deepEqual(parseVkey(sha256, formatVkey(sha256, key)), key)
        const skey = { ...key, id: keyId(sha256, name, 1, publicKey), type: 1, seed }
        assert.deepEqual(parseSkey(sha256, formatSkey(sha256, skey), publicKeyOf), skey)
      },
    ),
  )
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const full = line.map((s) => `x${s}`)
  const checkpoint: fc.Arbitrary<Checkpoint> = fc.oneof(
    fc.record({ origin: full, size: fc.maxSafeNat(), root: hash }, plain),
    fc.record(
      {
        origin: full,
        size: fc.maxSafeNat(),
        root: hash,
        extensions: fc.array(full, { minLength: 1, maxLength: 3 }),
      },
      plain,
    ),
  )
  fc.assert(
    fc.property(checkpoint, (value) => assert.deepEqual(parseCheckpoint(formatCheckpoint(value)), value)),
  )
})

test('every changed byte of a signed note fails, and never gives another text', () => {
  const bytes = utf8(withSignatures(signed, [cosign(text, 1767225600, witness.signer)]))
  for (let at = 0; at < bytes.length; at++) {
    for (const change of [1, 2, 0x20, 0x80, bytes[at]! ^ 0x0a]) {
      const changed = bytes.with(at, bytes[at]! ^ change)
      if (change === 0) continue
      let opened: ReturnType<typeof openNote>
      try {
        opened = openNote(fromUtf8(changed), [log.key, witness.key], verifyEd25519)
      } catch (error) {
        assert.ok(error instanceof RecordError)
        continue
      }
      // A line whose name or id was changed is that of an unknown key: one of the two signatures is gone.
      assert.equal(opened.text, text)
      assert.equal(opened.signatures.length, 1)
      assert.equal(opened.unknown.length, 1)
    }
  }
})

test('a note is opened as Go opens it', () => {
  const both = signNote(text, log.signer, other.signer)
  assert.deepEqual(
    openNote(both, [log.key], verifyEd25519).unknown.map(({ name }) => name),
    [other.key.name],
  )
  assert.equal(openNote(both, [log.key, other.key], verifyEd25519).signatures.length, 2)
  assert.throws(() => openNote(both, [witness.key], verifyEd25519), { code: 'unknown-key' })
  assert.throws(() => openNote(both, [], verifyEd25519), { code: 'unknown-key' })
  assert.throws(() => openNote(both, [log.key, { ...log.key }], verifyEd25519), { code: 'ambiguous-key' })

  // A known key's line that is wrong spoils the note, whatever else is right.
  const forged = withSignatures(both, [{ name: log.key.name, id: log.key.id, bytes: new Uint8Array(64) }])
  assert.throws(() => openNote(forged, [log.key, other.key], verifyEd25519), { code: 'bad-signature' })
  assert.equal(openNote(forged, [other.key], verifyEd25519).unknown.length, 1)

  // The same name with another id is another key.
  const renamed = withSignatures(both, [{ name: log.key.name, id: '00000000', bytes: new Uint8Array(64) }])
  assert.equal(openNote(renamed, [log.key, other.key], verifyEd25519).signatures.length, 2)

  const { signatures } = parseNote(both)
  const twice = formatNote({ text, signatures: [signatures[0]!, signatures[0]!, signatures[1]!] })
  assert.equal(openNote(twice, [log.key], verifyEd25519).signatures.length, 1)
  const moved = formatNote({ text: text.replace('7', '8'), signatures })
  assert.throws(() => openNote(moved, [log.key], verifyEd25519), { code: 'bad-signature' })
})

test('of two lines by one key the first counts', () => {
  const lines = [5, 6].map((time) => cosign(text, time, witness.signer))
  const opened = openNote(formatNote({ text, signatures: lines }), [witness.key], verifyEd25519)
  assert.deepEqual(
    opened.signatures.map(({ bytes }) => bytes),
    [lines[0]!.bytes],
  )
})

test("a line of another name or form is not the key's, whatever the primitive says", () => {
  const yes = () => true
  const line = { name: log.key.name, id: log.key.id, bytes: new Uint8Array(64) }
  assert.ok(verifySignature(text, line, log.key, yes))
  for (const wrong of [
    { name: 'x' },
    { id: '00000000' },
    { bytes: new Uint8Array(63) },
    { bytes: new Uint8Array(72) },
  ]) {
    assert.ok(!verifySignature(text, { ...line, ...wrong }, log.key, yes))
  }
  const timed = { name: witness.key.name, id: witness.key.id, bytes: new Uint8Array(72) }
  assert.ok(verifyCosignature(text, timed, witness.key, yes).valid)
  for (const length of [0, 8, 64, 71, 73]) {
    assert.ok(!verifyCosignature(text, { ...timed, bytes: new Uint8Array(length) }, witness.key, yes).valid)
  }
  // Times of 2^53 and later cannot be told apart, so they are no times.
  assert.ok(
    !verifyCosignature(text, { ...timed, bytes: timed.bytes.fill(255, 0, 8) }, witness.key, yes).valid,
  )
})

test('a text may hold empty lines and look like a note itself', () => {
  const odd = `${signed}\n\nmore\n`
  const opened = openNote(signNote(odd, log.signer), [log.key], verifyEd25519)
  assert.equal(opened.text, odd)
})

test('a hundred signatures are read, one more is not', () => {
  const many = (count: number) =>
    `a\n\n${Array.from({ length: count }, (_, i) => `— k${i} ${toBase64(new Uint8Array(6))}\n`).join('')}`
  assert.equal(parseNote(many(100)).signatures.length, 100)
  assert.throws(() => parseNote(many(101)), { code: 'bad-note' })
})

test('what is not a note', () => {
  const good = '— k AAAAAAE='
  assert.equal(parseNote(`a\n\n${good}\n`).signatures[0]!.bytes.length, 1)
  const wrong = [
    '',
    'a',
    'a\n',
    'a\n\n',
    `a\n\n${good}`,
    `a\n${good}\n`,
    `a\n\n${good}\n\n`,
    `a\n\n\n${good} \n`,
    `a\n\n- k AAAAAAE=\n`,
    'a\n\n— k AAAAAA==\n',
    'a\n\n— k AAAAAAF=\n',
    'a\n\n—  AAAAAAE=\n',
    'a\n\n— k+ AAAAAAE=\n',
    'a\n\n—\u00a0k AAAAAAE=\n',
    'a\n\n— k\u2003 AAAAAAE=\n',
    'a\n\n— k\u0085k AAAAAAE=\n',
    'a\n\n— k AAAA\nAAE=\n',
    `a\r\n\n${good}\n`,
    `\ta\n\n${good}\n`,
    `\0\n\n${good}\n`,
    `\ud800\n\n${good}\n`,
    `a\n\n${good}\nrest\n`,
    `a\n\n${good}\r\n`,
  ]
  for (const text of wrong)
    assert.throws(() => parseNote(text), { name: 'RecordError' }, JSON.stringify(text))
  for (const name of ['', ' ', 'a b', 'a+b', 'a\u00a0', '\u2028', '\ud800', 'a\n'])
    assert.ok(!isKeyName(name))
  const one = { name: 'k', id: '00000000', bytes: new Uint8Array(1) }
  for (const note of [
    { text: 'a', signatures: [one] },
    { text: 'a\r\n', signatures: [one] },
    { text: 'a\n', signatures: [] },
    { text: 'a\n', signatures: [{ ...one, name: 'a b' }] },
    { text: 'a\n', signatures: [{ ...one, id: 'ABCDEF00' }] },
    { text: 'a\n', signatures: [{ ...one, bytes: new Uint8Array(0) }] },
  ]) {
    assert.throws(() => formatNote(note), { code: 'bad-note' })
  }
})

test('what is not a key', () => {
  const vkey = formatVkey(sha256, log.key)
  const skey = formatSkey(sha256, { ...log.key, seed: log.seed })
  for (const wrong of [
    '',
    'a',
    'a+b',
    vkey.replace(log.key.id, '00000000'),
    vkey.replace('log', 'lag'),
    ` ${vkey}`,
    `${vkey}=`,
    vkey.toUpperCase(),
  ]) {
    assert.throws(() => parseVkey(sha256, wrong), { code: 'bad-key' }, wrong)
  }
  const typed = (type: number, length: number) => {
    const key = new Uint8Array(length)
    return `n+${keyId(sha256, 'n', type, key)}+${toBase64(concatBytes(Uint8Array.of(type), key))}`
  }
  assert.equal(parseVkey(sha256, typed(4, 32)).type, 4)
  for (const wrong of [typed(2, 32), typed(6, 1312), typed(1, 31), typed(1, 33)]) {
    assert.throws(() => parseVkey(sha256, wrong), { code: 'bad-key' }, wrong)
  }
  for (const wrong of [
    vkey,
    skey.slice(1),
    skey.replace(log.key.id, '00000000'),
    skey.replace('+AQ', '+BA'),
    `${skey}AAAA`,
  ]) {
    assert.throws(() => parseSkey(sha256, wrong, publicKeyOf), { code: 'bad-key' }, wrong)
  }
})

test('what is not a checkpoint', () => {
  const root = toBase64(new Uint8Array(32))
  for (const wrong of [
    '',
    'a\n',
    'a\n1\n',
    `a\n1\n${root}`,
    `\n1\n${root}\n`,
    `a\n01\n${root}\n`,
    `a\n-1\n${root}\n`,
    `a\n1\nAAAA\n`,
    `a\n1\n${root}\n\n`,
    `a\n1\n${root}\n\nx\n`,
    `a\n1\n${root.slice(0, -2)}B=\n`,
    `a\n1\n ${root}\n`,
    `a\n9007199254740992\n${root}\n`,
  ]) {
    assert.throws(() => parseCheckpoint(wrong), { code: 'bad-checkpoint' }, JSON.stringify(wrong))
  }
  assert.throws(() => formatCheckpoint({ origin: '', size: 1, root: new Uint8Array(32) }), {
    code: 'bad-checkpoint',
  })
  assert.throws(() => formatCheckpoint({ origin: 'a', size: -1, root: new Uint8Array(32) }), {
    code: 'bad-size',
  })
  assert.throws(() => formatCheckpoint({ origin: 'a', size: 1, root: new Uint8Array(31) }), {
    code: 'bad-checkpoint',
  })
})

test('a checkpoint is of the log whose key has signed it', () => {
  assert.equal(openCheckpoint(signed, formatVkey(sha256, log.key), crypto).size, 7)
  const foreign = signNote(text, other.signer)
  assert.throws(() => openCheckpoint(foreign, other.key, crypto), { code: 'wrong-origin' })
  assert.throws(() => openCheckpoint(foreign, log.key, crypto), { code: 'unknown-key' })
})

test('a cosignature is of one text, one time and one key', () => {
  const line = cosign(text, 1767225600, witness.signer)
  assert.deepEqual(verifyCosignature(text, line, witness.key, verifyEd25519), {
    time: 1767225600,
    valid: true,
  })
  const at = (bytes: Uint8Array, key = witness.key, of = text) =>
    verifyCosignature(of, { ...line, bytes }, key, verifyEd25519).valid
  for (let bit = 0; bit < 72 * 8; bit++) {
    const byte = Math.floor(bit / 8)
    assert.ok(!at(line.bytes.with(byte, line.bytes[byte]! ^ (1 << (bit % 8)))), `bit ${bit}`)
  }
  assert.ok(!at(line.bytes, witness.key, `${text}x\n`))
  assert.ok(!at(line.bytes, { ...witness.key, type: 1 }))
  assert.ok(!at(line.bytes, other.key))
  assert.ok(!at(line.bytes.subarray(8)))
  assert.equal(fromUtf8(cosignedMessage('a\n', 5)), 'cosignature/v1\ntime 5\na\n')
  for (const time of [-1, 0.5, 2 ** 53])
    assert.throws(() => cosign(text, time, witness.signer), { code: 'bad-cosignature' })
})
