/** P1: for every size, every proof verifies, and nothing that differs from it in one bit does. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatBytes, equalBytes, toHex } from './bytes.ts'
import { HASH_BYTES, hashAt, leafHash, nodeHash } from './hash.ts'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts'
import { fastHasher, sha256 } from './sha256.node.ts'
import { emptyEdge, grow } from './tile.ts'

const MOST = 600
const leaves = Array.from({ length: MOST }, (_, i) => leafHash(sha256, Uint8Array.of(i >> 8, i & 255)))
const whole = new Map(
  grow(fastHasher, emptyEdge(), leaves).tiles.map((tile) => [`${tile.level}/${tile.n}`, tile.data]),
)
const read = async (level: number, n: number, width: number) =>
  whole.get(`${level}/${n}`)!.slice(0, width * HASH_BYTES)

/** MTH of RFC 6962 as it stands there, to compare with. */
function treeHash(from: number, to: number): Uint8Array {
  if (to - from === 1) return leaves[from]!
  let left = 1
  while (left * 2 < to - from) left *= 2
  return nodeHash(sha256, treeHash(from, from + left), treeHash(from + left, to))
}
const roots = [grow(sha256, emptyEdge(), []).root, ...leaves.map((_, i) => treeHash(0, i + 1))]

/** PATH and SUBPROOF of RFC 6962 as they stand there. */
function path(m: number, from: number, to: number): Uint8Array[] {
  if (to - from === 1) return []
  let left = 1
  while (left * 2 < to - from) left *= 2
  return m < left
    ? [...path(m, from, from + left), treeHash(from + left, to)]
    : [...path(m - left, from + left, to), treeHash(from, from + left)]
}
function subproof(m: number, from: number, to: number, complete: boolean): Uint8Array[] {
  if (m === to - from) return complete ? [] : [treeHash(from, to)]
  let left = 1
  while (left * 2 < to - from) left *= 2
  return m <= left
    ? [...subproof(m, from, from + left, complete), treeHash(from + left, to)]
    : [...subproof(m - left, from + left, to, false), treeHash(from, from + left)]
}

type Inclusion = Parameters<typeof verifyInclusion>[1]
type Consistency = Parameters<typeof verifyConsistency>[1]

const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, i) => (i === Math.floor(bit / 8) % bytes.length ? byte ^ (1 << (bit % 8)) : byte))

/** The proof with one thing wrong: a bit of a hash, the order, a hash less, one more. */
function* wrongProofs(proof: readonly Uint8Array[], bit: number): Generator<Uint8Array[]> {
  for (const i of proof.keys()) {
    yield proof.with(i, flip(proof[i]!, bit))
    yield proof.toSpliced(i, 1)
    yield proof.toSpliced(i, 0, proof[i]!)
    yield proof.with(i, proof[i]!.subarray(1))
    const next = proof[i + 1]
    if (next && !equalBytes(next, proof[i]!)) yield proof.with(i, next).with(i + 1, proof[i]!)
  }
  yield [...proof, new Uint8Array(HASH_BYTES)]
  yield [new Uint8Array(HASH_BYTES), ...proof]
}

function assertOnlyIncluded(claim: Inclusion, bit: number): void {
  assert.ok(verifyInclusion(sha256, claim))
  const wrong: Inclusion[] = [
    { ...claim, leafHash: flip(claim.leafHash, bit) },
    { ...claim, root: flip(claim.root, bit) },
    { ...claim, root: new Uint8Array(0) },
    ...Array.from(wrongProofs(claim.proof, bit), (proof) => ({ ...claim, proof })),
  ]
  for (let power = 1; power < 2 * MOST; power *= 2) {
    const index = claim.index ^ power
    wrong.push({ ...claim, index })
    // A size comes with its root: the shape of a path alone fits several sizes.
    const size = claim.size ^ power
    const root = roots[size]
    if (root) wrong.push({ ...claim, size, root })
  }
  for (const one of wrong) {
    assert.ok(
      !verifyInclusion(sha256, one),
      `${claim.index} in ${claim.size}, as ${one.index} in ${one.size}`,
    )
  }
}

function assertOnlyConsistent(claim: Consistency, bit: number): void {
  assert.ok(verifyConsistency(sha256, claim))
  const wrong: Consistency[] = [
    { ...claim, fromRoot: flip(claim.fromRoot, bit) },
    ...Array.from(wrongProofs(claim.proof, bit), (proof) => ({ ...claim, proof })),
  ]
  // From nothing, every tree follows: its root is not looked at.
  if (claim.from > 0 || claim.to === 0) wrong.push({ ...claim, toRoot: flip(claim.toRoot, bit) })
  for (let power = 1; power < 2 * MOST; power *= 2) {
    const from = claim.from ^ power
    const to = claim.to ^ power
    if (roots[from]) wrong.push({ ...claim, from, fromRoot: roots[from] })
    if (roots[to] && claim.from > 0) wrong.push({ ...claim, to, toRoot: roots[to] })
  }
  for (const one of wrong) {
    // Two of these changes can come to a true claim: an empty proof from nothing, or from a tree to itself.
    const true_ = one.proof.length === 0 && (one.from === 0 || one.from === one.to)
    if (true_ && equalBytes(one.fromRoot, roots[one.from]!) && equalBytes(one.toRoot, roots[one.to]!))
      continue
    assert.ok(!verifyConsistency(sha256, one), `${claim.from} to ${claim.to}, as ${one.from} to ${one.to}`)
  }
}

test('inclusion, every entry of some sizes and edges of all', async () => {
  for (let size = 1; size <= MOST; size++) {
    const everyOne = size <= 40 || [127, 128, 129, 255, 256, 257, 511, 512, 513, 600].includes(size)
    const edges = [0, 1, size >> 1, size - 2, size - 1].filter((i) => i >= 0 && i < size)
    for (const index of everyOne ? Array(size).keys() : new Set(edges)) {
      const proof = await inclusionProof(fastHasher, index, size, read)
      const claim = { index, size, leafHash: leaves[index]!, root: roots[size]!, proof }
      assert.ok(verifyInclusion(sha256, claim), `${index} in ${size}`)
    }
  }
})

test('consistency, between all sizes', async () => {
  for (let to = 0; to <= MOST; to++) {
    const step = to <= 70 || [128, 256, 257, 512, 600].includes(to) ? 1 : 37
    for (let from = to % step; from <= to; from += step) {
      const proof = await consistencyProof(fastHasher, from, to, read)
      const claim = { from, to, fromRoot: roots[from]!, toRoot: roots[to]!, proof }
      assert.ok(verifyConsistency(sha256, claim), `${from} to ${to}`)
    }
  }
})

const twoSizes = fc
  .tuple(fc.nat(MOST), fc.nat(MOST))
  .map(([a, b]) => (a < b ? [a, b] : [b, a]) as [number, number])

test('a proof is that of RFC 6962, and one change in it makes it fail', async () => {
  const property = fc.asyncProperty(twoSizes, fc.nat(255), async ([from, to], bit) => {
    const proof = await consistencyProof(fastHasher, from, to, read)
    if (from > 0) assert.deepEqual(proof, subproof(from, 0, to, true))
    assertOnlyConsistent({ from, to, fromRoot: roots[from]!, toRoot: roots[to]!, proof }, bit)

    if (from === to) return
    const beside = await inclusionProof(fastHasher, from, to, read)
    assert.deepEqual(beside, path(from, 0, to))
    assertOnlyIncluded(
      { index: from, size: to, leafHash: leaves[from]!, root: roots[to]!, proof: beside },
      bit,
    )
  })
  await fc.assert(property, { numRuns: 500 })
})

test('a size alone is not bound by a path: it must come with its root', async () => {
  const proof = await inclusionProof(fastHasher, 0, 3, read)
  const claim = { index: 0, size: 4, leafHash: leaves[0]!, proof }
  assert.ok(verifyInclusion(sha256, { ...claim, root: roots[3]! }))
  assert.ok(!verifyInclusion(sha256, { ...claim, root: roots[4]! }))
})

test('numbers that are no sizes are refused, not thrown at', () => {
  const hash = roots[1]!
  for (const size of [-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
    assert.ok(!verifyInclusion(sha256, { index: 0, size, leafHash: hash, root: hash, proof: [] }))
    assert.ok(!verifyInclusion(sha256, { index: size, size: 1, leafHash: hash, root: hash, proof: [] }))
    assert.ok(!verifyConsistency(sha256, { from: size, to: 1, fromRoot: hash, toRoot: hash, proof: [] }))
    assert.ok(!verifyConsistency(sha256, { from: 1, to: size, fromRoot: hash, toRoot: hash, proof: [] }))
  }
})

test('sizes beyond 32 bits', () => {
  // A tree of 2^52 equal leaves, one of them looked at: every level has one hash.
  const levels = [leaves[0]!]
  for (let i = 0; i < 52; i++) levels.push(nodeHash(sha256, levels[i]!, levels[i]!))
  const claim = { size: 2 ** 52, leafHash: leaves[0]!, root: levels[52]!, proof: levels.slice(0, 52) }
  assert.ok(verifyInclusion(sha256, { ...claim, index: 2 ** 51 + 2 ** 33 + 7 }))
  assert.ok(!verifyInclusion(sha256, { ...claim, index: 2 ** 52 }))
  const grown = { from: 2 ** 51, to: 2 ** 52, fromRoot: levels[51]!, toRoot: levels[52]! }
  assert.ok(verifyConsistency(sha256, { ...grown, proof: [levels[51]!] }))
  assert.ok(!verifyConsistency(sha256, { ...grown, proof: [levels[50]!] }))
})

test('each tile is read once, and a full one may stand in for a partial one', async () => {
  const asked: string[] = []
  const counting = async (level: number, n: number, width: number) => {
    asked.push(`${level}/${n}/${width}`)
    return whole.get(`${level}/${n}`)!
  }
  const proof = await consistencyProof(fastHasher, 300, 590, counting)
  assert.deepEqual(proof.map(toHex), subproof(300, 0, 590, true).map(toHex))
  assert.equal(new Set(asked).size, asked.length)
  assert.ok(asked.includes('0/2/78'))
})

test('a tile that is too short is refused', async () => {
  await assert.rejects(
    inclusionProof(fastHasher, 3, 9, async () => concatBytes(...leaves.slice(0, 8))),
    { code: 'bad-tile' },
  )
  await assert.rejects(inclusionProof(fastHasher, 9, 9, read), { code: 'bad-size' })
  await assert.rejects(consistencyProof(fastHasher, 9, 8, read), { code: 'bad-size' })
})

test('the hash of a proof is a view of nothing that it was made from', async () => {
  const before = hashAt(whole.get('0/0')!, 1).slice()
  const [beside] = await inclusionProof(fastHasher, 0, 2, async () => whole.get('0/0')!)
  beside!.fill(0)
  assert.deepEqual(hashAt(whole.get('0/0')!, 1), before)
})
