/** The worked example of the record's formats: every value was confirmed with Go's tlog and note packages. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBundle, encodeBundle } from './bundle.ts'
import { concatBytes, fromBase64, fromHex, toHex, utf8 } from './bytes.ts'
import { formatCheckpoint, openCheckpoint } from './checkpoint.ts'
import { cosign, verifyCosignature } from './cosignature.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.node.ts'
import { emptyRoot, leafHash } from './hash.ts'
import {
  formatSkey,
  formatVkey,
  openNote,
  parseNote,
  parseSkey,
  parseVkey,
  signNote,
  withSignatures,
} from './note.ts'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts'
import { sha256 } from './sha256.node.ts'
import { emptyEdge, grow, tilePath } from './tile.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts'
import { rootOf } from './tree.ts'
import { formatAddCheckpoint, parseAddCheckpoint, witnessDecision } from './witness.ts'

const crypto = { sha256, verify: verifyEd25519 }
const entries = ['goc:A', 'goc:B', 'goc:C', 'goc:D', 'goc:E'].map(utf8)
const leaves = [
  'afc25872c696b6e9bd273226328a081436f9913ec75ed3c1cd0cf13ab9e5c4c2',
  'a60efb1fc341b6dd3afa554bec3a29f43c0342bd0a3cb18aec51f18b4dcb9936',
  '1b604463ddbbfac173ef0c9a973b3d0624cc33b7f8e9e6f2db6a0a2f42ba03a0',
  'e2b0470204562b0da4f4be97144982aff02babd7ad8e7a414b619246781f9db5',
  '148ca08092a2ca6fcfa06d02ce80812667a97ab501cb5b8e844fecb82d65d2c4',
]
const node23 = 'ab1055ad79f89b7fbf038d8b4030cf6b7e127add352ee8c2fdfede28b916019d'
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'afc25872c696b6e9bd273226328a081436f9913ec75ed3c1cd0cf13ab9e5c4c2',
  '5a3907d67e25f02085850cb497df45e480000c8fa0008f2d601b710c6c0f9f9b',
  '8dcaffdd878c6b7cea3a2daa10206c6c6628c93b6a09e6df7d661968bd9ac718',
  'f76f358e17312e6fd271c353abca315f1bc5ce93153534ab851859592af772d3',
  '4c01713c8dd7d86264efb1c872f4ce3fb0a449f8754936984f3c7685eea9bb15',
]
const logSeed = fromHex(`${'0'.repeat(63)}1`)
const witnessSeed = fromHex(`${'0'.repeat(63)}2`)
const origin = 'goc.example/bac-giang'
const logVkey = 'goc.example/bac-giang+af0599db+AUy1q/atefv1q7zK/MJp2FzSZR7UuIW1hp8kGu3wpbop'
const witnessVkey = 'witness.example/w1+e93c28d6+BHQiuYh1mAaOMsREipSa2ykND041ueAbDuXxoeYA/iZ0'
const logLine =
  '— goc.example/bac-giang rwWZ232qGk6OmwdtUH3ikPQuLdDht8FdrKgSApIhcCzKFYOL4oVCwxDE0JyN26ysjMjp5mDMkmSPqFqyCSksqBXJ3AQ=\n'
const witnessLine =
  '— witness.example/w1 6Two1gAAAABpVbkA2uGoaBklHN9SouR1oF2PWn/7GR8YqXv3QiNo4V4nrDUAzigm3rO+w10R5pp9C6hXc3vV8fkvj8vaCrpfG7cJDQ==\n'
const text = 'goc.example/bac-giang\n5\nTAFxPI3X2GJk77HIcvTOP7CkSfh1STaYTzx2he6puxU=\n'
const note = `${text}\n${logLine}`
const checkpoint = `${note}${witnessLine}`
const time = 1767225600
const logKey = parseVkey(sha256, logVkey)
const witnessKey = parseVkey(sha256, witnessVkey)
const logSigner = { ...logKey, sign: (message: Uint8Array) => signEd25519(logSeed, message) }
const witnessSigner = { ...witnessKey, sign: (message: Uint8Array) => signEd25519(witnessSeed, message) }

const edge = grow(
  sha256,
  emptyEdge(),
  entries.map((entry) => leafHash(sha256, entry)),
)
const read = async () => edge.tiles[0]!.data
const hex = (hashes: readonly Uint8Array[]) => hashes.map(toHex)

test('leaves and roots', () => {
  assert.deepEqual(
    entries.map((entry) => toHex(leafHash(sha256, entry))),
    leaves,
  )
  for (const [size, root] of roots.entries()) {
    assert.equal(toHex(rootOf(sha256, leaves.slice(0, size).map(fromHex))), root)
  }
  assert.equal(toHex(emptyRoot(sha256)), roots[0])
  assert.equal(toHex(edge.root), roots[5])
  assert.equal(toHex(rootOf(sha256, [fromHex(leaves[2]!), fromHex(leaves[3]!)])), node23)
})

test('proofs', async () => {
  assert.deepEqual(hex(await inclusionProof(sha256, 2, 5, read)), [leaves[3], roots[2], leaves[4]])
  assert.deepEqual(hex(await inclusionProof(sha256, 4, 5, read)), [roots[4]])
  assert.deepEqual(hex(await consistencyProof(sha256, 3, 5, read)), [
    leaves[2],
    leaves[3],
    roots[2],
    leaves[4],
  ])
  assert.deepEqual(hex(await consistencyProof(sha256, 4, 5, read)), [leaves[4]])
  const root = fromHex(roots[5]!)
  const [leafHash, proof] = [fromHex(leaves[4]!), [fromHex(roots[4]!)]]
  assert.ok(verifyInclusion(sha256, { index: 4, size: 5, leafHash, root, proof }))
  const from = { from: 4, to: 5, fromRoot: fromHex(roots[4]!), toRoot: root }
  assert.ok(verifyConsistency(sha256, { ...from, proof: [fromHex(leaves[4]!)] }))
})

test('the bundle and the tile', () => {
  const bundle = '0005676f633a410005676f633a420005676f633a430005676f633a440005676f633a45'
  assert.equal(toHex(encodeBundle(entries)), bundle)
  assert.deepEqual(decodeBundle(fromHex(bundle), 5), entries)
  assert.equal(toHex(edge.tiles[0]!.data), leaves.join(''))
  assert.equal(tilePath(0, 0, edge.tiles[0]!.width), 'tile/0/000.p/5')
})

test('keys', () => {
  const publicKey = publicKeyOf(logSeed)
  assert.equal(toHex(publicKey), '4cb5abf6ad79fbf5abbccafcc269d85cd2651ed4b885b5869f241aedf0a5ba29')
  assert.equal(
    toHex(publicKeyOf(witnessSeed)),
    '7422b9887598068e32c4448a949adb290d0f4e35b9e01b0ee5f1a1e600fe2674',
  )
  assert.equal(formatVkey(sha256, { name: origin, type: 1, publicKey }), logVkey)
  assert.equal(
    formatVkey(sha256, { name: 'witness.example/w1', type: 4, publicKey: publicKeyOf(witnessSeed) }),
    witnessVkey,
  )
  assert.equal(logKey.id, 'af0599db')
  const skey = formatSkey(sha256, { name: origin, publicKey, seed: logSeed })
  assert.equal(skey, `PRIVATE+KEY+${origin}+af0599db+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB`)
  assert.deepEqual(parseSkey(sha256, skey, publicKeyOf), { ...logKey, seed: logSeed })
})

test('the checkpoint, signed and cosigned', () => {
  assert.equal(formatCheckpoint({ origin, size: 5, root: fromHex(roots[5]!) }), text)
  const signed = signNote(text, logSigner)
  assert.equal(signed, note)
  assert.equal(withSignatures(signed, [cosign(text, time, witnessSigner)]), checkpoint)
  assert.equal(utf8(checkpoint).length, 317)
  const opened = openCheckpoint(checkpoint, logVkey, crypto)
  assert.equal(opened.size, 5)
  assert.deepEqual(opened.root, fromHex(roots[5]!))
  assert.deepEqual(verifyCosignature(text, opened.unknown[0]!, witnessKey, verifyEd25519), {
    time,
    valid: true,
  })
  assert.equal(openNote(checkpoint, [logKey, witnessKey], verifyEd25519).signatures.length, 2)
})

test('the request to the witness, and its answer', () => {
  const proof = [leaves[2], leaves[3], roots[2], leaves[4]].map((hash) => fromHex(hash!))
  const body = `old 3
G2BEY927+sFz7wyalzs9BiTMM7f46eby22oKL0K6A6A=
4rBHAgRWKw2k9L6XFEmCr/Arq9etjnpBS2GSRngfnbU=
WjkH1n4l8CCFhQy0l99F5IAADI+gAI8tYBtxDGwPn5s=
FIyggJKiym/PoG0CzoCBJmeperUBy1uOhE/suC1l0sQ=

${note}`
  assert.equal(formatAddCheckpoint({ old: 3, proof, note }), body)
  const request = parseAddCheckpoint(body)
  assert.deepEqual(request.proof, proof)
  const state = { keys: [logKey], last: { size: 3, root: fromHex(roots[3]!) } }
  const answer = witnessDecision(state, request, { now: time, signer: witnessSigner, crypto })
  assert.equal(answer.status, 200)
  assert.equal(answer.body, witnessLine)
  assert.equal('keep' in answer && answer.keep.note, checkpoint)
})

test('the proof in a file', () => {
  const proof = [leaves[3], roots[2], leaves[4]].map((hash) => fromHex(hash!))
  const file = `c2sp.org/tlog-proof@v1
index 2
4rBHAgRWKw2k9L6XFEmCr/Arq9etjnpBS2GSRngfnbU=
WjkH1n4l8CCFhQy0l99F5IAADI+gAI8tYBtxDGwPn5s=
FIyggJKiym/PoG0CzoCBJmeperUBy1uOhE/suC1l0sQ=

${checkpoint}`
  assert.equal(formatTlogProof({ index: 2, proof, checkpoint }), file)
  assert.equal(utf8(file).length, 484)
  const read = parseTlogProof(file)
  assert.deepEqual(read, { index: 2, proof, checkpoint })
  const trust = { log: logKey, witnesses: [witnessKey] }
  const proven = verifyTlogProof(read, leafHash(sha256, utf8('goc:C')), trust, crypto)
  assert.deepEqual(proven.witnessed, [{ name: 'witness.example/w1', time }])
})

test("the specification's own note", () => {
  const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
  const signed = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
  const opened = openNote(signed, [parseVkey(sha256, vkey)], verifyEd25519)
  assert.equal(opened.text, 'This is an example message.\n')
  assert.equal(parseNote(signed).signatures[0]!.id, '530d903a')
})

test('the signatures of the example, in hex', () => {
  const log =
    '7daa1a4e8e9b076d507de290f42e2dd0e1b7c15daca812029221702cca15838be28542c310c4d09c8ddbacac8cc8e9e660cc92648fa85ab209292ca815c9dc04'
  const witness =
    'dae1a86819251cdf52a2e475a05d8f5a7ffb191f18a97bf7422368e15e27ac3500ce2826deb3bec35d11e69a7d0ba857737bd5f1f92f8fcbda0aba5f1bb7090d'
  const [first, second] = parseNote(checkpoint).signatures
  assert.equal(toHex(first!.bytes), log)
  assert.equal(toHex(second!.bytes), `000000006955b900${witness}`)
  assert.deepEqual(fromBase64(logLine.split(' ')[2]!.trim()), concatBytes(fromHex('af0599db'), fromHex(log)))
})
