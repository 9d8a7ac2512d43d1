/** Vectors that other implementations publish: they are not part of the repository, so tests without them say so. */

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { decodeBundle } from './bundle.ts'
import { fromBase64, fromHex, toHex, utf8 } from './bytes.ts'
import { canonicalizeJson } from './canonical.ts'
import { openCheckpoint } from './checkpoint.ts'
import { verifyEd25519 } from './ed25519.node.ts'
import { emptyRoot, leafHash } from './hash.ts'
import { verifyConsistency, verifyInclusion } from './proof.ts'
import { fastHasher, sha256 } from './sha256.node.ts'
import { emptyEdge, entriesPath, grow, tilePath } from './tile.ts'
import { rootOf } from './tree.ts'

const vectors = join(import.meta.dirname, '../../shared/data/vectors')
const skip = existsSync(vectors) ? false : 'the published vectors (../shared/data/vectors) are not here'

const filesBelow = (folder: string): string[] =>
  readdirSync(join(vectors, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(vectors, folder, file))
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const hashes = (base64: readonly string[] | null): Uint8Array[] => (base64 ?? []).map(fromBase64)

// merkle/subtreeinclusion and merkle/subtreeconsistency are left out: the record makes no subtree proofs.

test('inclusion, by transparency-dev/merkle', { skip }, () => {
  const files = filesBelow('merkle/inclusion')
  assert.equal(files.length, 98)
  for (const file of files) {
    const { leafIdx, treeSize, root, leafHash: leaf, proof, wantErr } = readJson(file)
    const claim = { index: leafIdx, size: treeSize, leafHash: fromBase64(leaf), root: fromBase64(root) }
    assert.equal(verifyInclusion(sha256, { ...claim, proof: hashes(proof) }), !wantErr, file)
  }
})

test('consistency, by transparency-dev/merkle', { skip }, () => {
  const files = filesBelow('merkle/consistency')
  assert.equal(files.length, 98)
  for (const file of files) {
    const { size1, size2, root1, root2, proof, wantErr } = readJson(file)
    const claim = { from: size1, to: size2, fromRoot: fromBase64(root1), toRoot: fromBase64(root2) }
    assert.equal(verifyConsistency(sha256, { ...claim, proof: hashes(proof) }), !wantErr, file)
  }
  // That library refuses size 0 altogether, with roots that are none. tlog-witness wants an empty proof to pass.
  const fromNothing = { from: 0, to: 1, fromRoot: emptyRoot(sha256), toRoot: leafHash(sha256, utf8('a')) }
  assert.ok(verifyConsistency(sha256, { ...fromNothing, proof: [] }))
})

test('a log of 15 entries, by tessera', { skip }, () => {
  const vkey = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx'
  const at = (path: string) => readFileSync(join(vectors, 'tessera-log', path))
  const crypto = { sha256, verify: verifyEd25519 }
  for (let size = 0; size <= 15; size++) {
    const checkpoint = openCheckpoint(at(`checkpoint.${size}`).toString(), vkey, crypto)
    assert.equal(checkpoint.size, size)
    const entries = size === 0 ? [] : decodeBundle(new Uint8Array(at(entriesPath(0, size))), size)
    const leaves = entries.map((entry) => leafHash(sha256, entry))
    assert.equal(toHex(rootOf(sha256, leaves)), toHex(checkpoint.root))
    const { root, tiles } = grow(fastHasher, emptyEdge(), leaves)
    assert.equal(toHex(root), toHex(checkpoint.root))
    for (const { level, n, width, data } of tiles)
      assert.equal(toHex(data), toHex(at(tilePath(level, n, width))))
  }
  assert.equal(openCheckpoint(at('checkpoint').toString(), vkey, crypto).size, 15)
})

test('RFC 8785, by cyberphone/json-canonicalization', { skip }, () => {
  const files = filesBelow('jcs/input')
  assert.equal(files.length, 6)
  for (const input of files) {
    const output = readFileSync(input.replace('/input/', '/output/'), 'utf8')
    assert.equal(canonicalizeJson(readJson(input)), output)
    const hex = readFileSync(input.replace('/input/', '/outhex/').replace('.json', '.txt'), 'utf8')
    assert.equal(toHex(utf8(output)), hex.replace(/\s/g, ''))
  }
})

type Case = { key: string; sig: string; msg: string }

test('of the 914 edge cases of Ed25519, the 43 that OpenSSL accepts', { skip }, () => {
  const cases: Case[] = readJson(join(vectors, 'ed25519/cctv-ed25519vectors.json'))
  assert.equal(cases.length, 914)
  // Twice, so that the second time every key comes from the cache.
  for (let round = 0; round < 2; round++) {
    const valid = cases.filter(({ key, sig, msg }) => verifyEd25519(fromHex(key), utf8(msg), fromHex(sig)))
    assert.equal(valid.length, 43)
  }
})
