import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, utf8 } from './bytes.ts'
import { formatCheckpoint } from './checkpoint.ts'
import { cosign, verifyCosignature } from './cosignature.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.node.ts'
import { leafHash } from './hash.ts'
import { keyId, openNote, parseNote, signNote, signText, withSignatures } from './note.ts'
import { consistencyProof, inclusionProof } from './proof.ts'
import { fastHasher, sha256 } from './sha256.node.ts'
import { emptyEdge, grow } from './tile.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts'
import { rootOf } from './tree.ts'
import { formatAddCheckpoint, parseAddCheckpoint, parseCosignatures, witnessDecision } from './witness.ts'

const crypto = { sha256, verify: verifyEd25519 }
const leaves = Array.from({ length: 40 }, (_, i) => leafHash(sha256, Uint8Array.of(i)))
const tile = grow(fastHasher, emptyEdge(), leaves).tiles[0]!.data
const read = async () => tile
const rootAt = (size: number) => rootOf(sha256, leaves.slice(0, size))

function makeKey(name: string, fill: number, type = 1) {
  const seed = new Uint8Array(32).fill(fill)
  const publicKey = publicKeyOf(seed)
  const key = { name, id: keyId(sha256, name, type, publicKey), type, publicKey }
  return { ...key, sign: (message: Uint8Array) => signEd25519(seed, message) }
}
const log = makeKey('goc.example/log', 1)
const stranger = makeKey('goc.example/log', 2)
const signer = makeKey('witness.example/w1', 3, 4)
const second = makeKey('witness.example/w2', 4, 4)

const textAt = (size: number, root = rootAt(size)) => formatCheckpoint({ origin: log.name, size, root })
const noteAt = (size: number, root = rootAt(size)) => signNote(textAt(size, root), log)
const last = (size: number) => ({ keys: [log], last: { size, root: rootAt(size) } })

function ask(
  state: Parameters<typeof witnessDecision>[0],
  old: number,
  note: string,
  proof: Uint8Array[] = [],
) {
  const request = parseAddCheckpoint(formatAddCheckpoint({ old, proof, note }))
  return witnessDecision(state, request, { now: 1767225600, signer, crypto })
}

test('a witness cosigns what continues the tree it saw last', async () => {
  const answers = [
    ask({ keys: [log] }, 0, noteAt(0)),
    ask({ keys: [log] }, 0, noteAt(9)),
    ask(last(9), 9, noteAt(21), await consistencyProof(sha256, 9, 21, read)),
    ask(last(21), 21, noteAt(21)),
  ]
  for (const [i, size] of [0, 9, 21, 21].entries()) {
    const answer = answers[i]!
    assert.ok(answer.status === 200)
    assert.equal(answer.keep.size, size)
    assert.equal(toHex(answer.keep.root), toHex(rootAt(size)))
    const [line] = parseCosignatures(answer.body)
    assert.deepEqual(verifyCosignature(textAt(size), line!, signer, verifyEd25519), {
      time: 1767225600,
      valid: true,
    })
    assert.equal(openNote(answer.keep.note, [log, signer], verifyEd25519).signatures.length, 2)
  }
})

test('the table of refusals', async () => {
  const proof = await consistencyProof(sha256, 9, 21, read)
  const forged = withSignatures(noteAt(9), [{ ...signText('another\n', log) }])
  const empty = textAt(0).replace(/\n.*\n$/, `\n${textAt(1).split('\n')[2]}\n`)
  const table = [
    [404, ask(undefined, 0, noteAt(9))],
    [403, ask({ keys: [log] }, 0, signNote(textAt(9), stranger))],
    [403, ask({ keys: [log] }, 0, forged)],
    [400, ask(last(9), 22, noteAt(21), proof)],
    [409, ask(last(8), 9, noteAt(21), proof)],
    [409, ask({ keys: [log] }, 9, noteAt(21), proof)],
    [409, ask(last(21), 9, noteAt(21), proof)],
    [422, ask(last(9), 9, noteAt(21), proof.slice(1))],
    [422, ask(last(9), 9, noteAt(21))],
    [422, ask(last(9), 9, noteAt(21, rootAt(20)), proof)],
    [422, ask({ keys: [log] }, 0, noteAt(9), [rootAt(3)])],
    [422, ask({ keys: [log] }, 0, signNote(empty, log))],
    [422, ask(last(9), 9, noteAt(9, rootAt(8)))],
    [422, ask(last(9), 9, noteAt(9), [rootAt(9)])],
  ] as const
  for (const [i, [status, answer]] of table.entries()) assert.equal(answer.status, status, `row ${i}`)
  const conflict = ask(last(8), 9, noteAt(21), proof)
  assert.deepEqual(conflict, { status: 409, body: '8\n', contentType: 'text/x.tlog.size' })
})

test('only lines that were verified are kept', () => {
  const forgery = { name: signer.name, id: signer.id, bytes: new Uint8Array(72).fill(1) }
  const answer = ask({ keys: [log] }, 0, withSignatures(noteAt(9), [forgery, signText(textAt(9), stranger)]))
  assert.ok(answer.status === 200)
  assert.deepEqual(
    parseNote(answer.keep.note).signatures.map(({ id }) => id),
    [log.id, signer.id],
  )
  assert.equal(openNote(answer.keep.note, [signer], verifyEd25519).signatures.length, 1)
})

test('what is not an add-checkpoint request', () => {
  const note = noteAt(3)
  const hash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
  assert.equal(parseAddCheckpoint(`old 3\n${`${hash}\n`.repeat(63)}\n${note}`).proof.length, 63)
  for (const body of [
    '',
    note,
    `\n${note}`,
    `old 3\n${note}`,
    `old\n\n${note}`,
    `old 03\n\n${note}`,
    `old -1\n\n${note}`,
    `Old 3\n\n${note}`,
    `old 3 \n\n${note}`,
    `old 3\nAAAA\n\n${note}`,
    `old 3\n${hash}\r\n\n${note}`,
    `old 3\n${`${hash}\n`.repeat(64)}\n${note}`,
    `old 3\n\n\n${note}`,
    'old 3\n\n',
    `old 3\n\n${signNote('not a checkpoint\n', log)}`,
  ]) {
    assert.throws(() => parseAddCheckpoint(body), { name: 'RecordError' }, JSON.stringify(body))
  }
})

test('a proof in a file shows the entry, the log and its witnesses', async () => {
  const cosigned = withSignatures(noteAt(40), [cosign(textAt(40), 5, signer), cosign(textAt(40), 6, second)])
  const proof = await inclusionProof(sha256, 11, 40, read)
  const file = { index: 11, proof, checkpoint: cosigned, extra: utf8('anything') }
  const again = parseTlogProof(formatTlogProof(file))
  assert.deepEqual(again, file)

  const trust = { log, witnesses: [signer, second] }
  const proven = verifyTlogProof(again, leaves[11]!, trust, crypto)
  assert.equal(proven.checkpoint.size, 40)
  assert.deepEqual(
    proven.witnessed.map(({ time }) => time),
    [5, 6],
  )

  const refused = (
    code: string,
    changed: Partial<typeof file>,
    policy: Parameters<typeof verifyTlogProof>[2] = trust,
    leaf = 11,
  ) => assert.throws(() => verifyTlogProof({ ...file, ...changed }, leaves[leaf]!, policy, crypto), { code })
  refused('not-included', {}, trust, 12)
  refused('not-included', { index: 12 })
  refused('not-included', { proof: proof.toReversed() })
  refused('not-included', { proof: proof.slice(1) })
  refused('too-few-witnesses', { checkpoint: noteAt(40) })
  refused('too-few-witnesses', { checkpoint: withSignatures(noteAt(40), [cosign(textAt(40), 5, signer)]) })
  refused('unknown-key', { checkpoint: signNote(textAt(40), stranger) })
  refused('unknown-key', {
    checkpoint: withSignatures(signNote(textAt(40), stranger), [cosign(textAt(40), 5, signer)]),
  })
  refused('wrong-origin', {}, { log: signer, witnesses: [second] })
  // One of two is enough where the reader says so; the same witness twice is one.
  const one = withSignatures(noteAt(40), [cosign(textAt(40), 5, signer)])
  assert.equal(
    verifyTlogProof({ ...file, checkpoint: one }, leaves[11]!, { ...trust, quorum: 1 }, crypto).witnessed
      .length,
    1,
  )
  const twice = `${one}${one.split('\n').at(-2)}\n`
  refused('too-few-witnesses', { checkpoint: twice })
})

test('what is not a proof in a file', () => {
  const hash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
  const head = 'c2sp.org/tlog-proof@v1\n'
  assert.equal(parseTlogProof(`${head}index 1\n${`${hash}\n`.repeat(63)}\nx`).proof.length, 63)
  for (const text of [
    '',
    head,
    `${head}\n`,
    `${head}index 01\n\n`,
    `${head}index\n\n`,
    `${head}${hash}\n\n`,
    `${head}index 1\nAA==\n\n`,
    `x${head}index 1\n\n`,
    `${head}extra !\nindex 1\n\n`,
    `${head}index 1\nextra AAAA\n\n`,
    `${head}index 1\n${`${hash}\n`.repeat(64)}\n`,
    `${head}index 1\n${hash}\nx`,
  ]) {
    assert.throws(() => parseTlogProof(text), { code: 'bad-proof' }, JSON.stringify(text))
  }
})
