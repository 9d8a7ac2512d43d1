/** P2: tiles are a function of the leaves, whatever batches they come in. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toHex } from './bytes.ts'
import { RecordError } from './errors.ts'
import { HASH_BYTES, leafHash } from './hash.ts'
import { fastHasher, sha256 } from './sha256.node.ts'
import {
  type EdgeTile,
  edgeFrom,
  edgeFrontier,
  edgeRoot,
  emptyEdge,
  entriesPath,
  grow,
  parsePath,
  tilePath,
  tileWidth,
  tileWidths,
} from './tile.ts'
import {
  appendLeaf,
  appendLeaves,
  appendSubtree,
  emptyFrontier,
  frontierRoot,
  rootOf,
  subtreeRoots,
} from './tree.ts'

const MOST = 70_000
const leaves = new Uint8Array(MOST * HASH_BYTES)
for (let i = 0; i < MOST; i++) leaves.set(leafHash(sha256, Uint8Array.of(i >> 16, i >> 8, i)), i * HASH_BYTES)
const firstLeaves = (from: number, to: number) => leaves.subarray(from * HASH_BYTES, to * HASH_BYTES)

/** The last state of every tile, by its path without width. */
function written(tiles: readonly EdgeTile[]): Map<string, string> {
  return new Map(tiles.map(({ level, n, data }) => [tilePath(level, n), Buffer.from(data).toString('hex')]))
}

function growIn(sizes: readonly number[]) {
  let edge = emptyEdge()
  let root = edgeRoot(fastHasher, edge)
  const tiles: EdgeTile[] = []
  for (const to of sizes) {
    const step = grow(fastHasher, edge, firstLeaves(edge.size, to))
    tiles.push(...step.tiles)
    edge = step.edge
    root = step.root
  }
  return { edge, root, tiles: written(tiles) }
}

test('tiles, edge and root are the same in one batch and in many', () => {
  const splits = fc.tuple(
    fc.oneof(fc.nat(1200), fc.constantFrom(1, 255, 256, 257, 65_535, 65_536, 65_537, MOST)),
    fc.array(fc.nat(MOST), { maxLength: 8 }),
  )
  fc.assert(
    fc.property(splits, ([size, cuts]) => {
      const steps = [...new Set(cuts.map((cut) => cut % (size + 1)))].sort((a, b) => a - b)
      const [once, often] = [growIn([size]), growIn([...steps, size])]
      assert.equal(toHex(often.root), toHex(once.root))
      assert.deepEqual(often.edge.tiles.map(toHex), once.edge.tiles.map(toHex))
      assert.deepEqual(often.tiles, once.tiles)
    }),
    { numRuns: 40 },
  )
})

test('one leaf at a time', () => {
  const steps = Array.from({ length: 700 }, (_, i) => i + 1)
  const [once, often] = [growIn([700]), growIn(steps)]
  assert.deepEqual(often.tiles, once.tiles)
  assert.equal(toHex(often.root), toHex(rootOf(sha256, firstLeaves(0, 700))))
})

test('which tiles there are is said by the size', () => {
  const say = (size: number) => tileWidths(size).map(({ full, partial }) => [full, partial])
  assert.deepEqual(say(0), [])
  assert.deepEqual(say(1), [[0, 1]])
  assert.deepEqual(say(255), [[0, 255]])
  assert.deepEqual(say(256), [
    [1, 0],
    [0, 1],
  ])
  assert.deepEqual(say(257), [
    [1, 1],
    [0, 1],
  ])
  assert.deepEqual(say(65_536), [
    [256, 0],
    [1, 0],
    [0, 1],
  ])
  assert.deepEqual(say(70_000), [
    [273, 112],
    [1, 17],
    [0, 1],
  ])
  assert.deepEqual(say(10_000_000), [
    [39_062, 128],
    [152, 150],
    [0, 152],
  ])
  for (const size of [1, 255, 256, 257, 65_536, MOST]) {
    const { tiles } = growIn([size])
    assert.equal(
      tiles.size,
      tileWidths(size).reduce((sum, { full, partial }) => sum + full + (partial ? 1 : 0), 0),
    )
    for (const [path, hex] of tiles) {
      const { level, n } = parsePath(path) as { level: number; n: number }
      assert.equal(tileWidth(size, level, n) * 64, hex.length)
    }
  }
  assert.equal(tileWidth(257, 0, 2), 0)
})

test('an edge can be read back from the tiles, and says the root', async () => {
  for (const size of [0, 1, 300, 65_536, MOST]) {
    const { edge, root, tiles } = growIn([size])
    const read = async (level: number, n: number) => Buffer.from(tiles.get(tilePath(level, n))!, 'hex')
    const again = await edgeFrom(size, read)
    assert.deepEqual(again.tiles.map(toHex), edge.tiles.map(toHex))
    assert.equal(toHex(edgeRoot(sha256, again)), toHex(root))
    assert.equal(toHex(root), toHex(rootOf(sha256, firstLeaves(0, size))))
    assert.equal(toHex(frontierRoot(sha256, edgeFrontier(fastHasher, again))), toHex(root))
  }
  await assert.rejects(
    edgeFrom(3, async () => new Uint8Array(64)),
    { code: 'bad-tile' },
  )
  assert.throws(() => edgeRoot(sha256, { size: 2, tiles: [new Uint8Array(32)] }), { code: 'bad-tile' })
  assert.throws(() => grow(sha256, emptyEdge(), new Uint8Array(31)), { code: 'bad-hash' })
})

test('a batch leaves the edge before it as it was', () => {
  const before = growIn([300]).edge
  const bytes = before.tiles.map(toHex)
  const { edge } = grow(fastHasher, before, firstLeaves(300, 900))
  for (const tile of edge.tiles) tile.fill(0)
  assert.deepEqual(before.tiles.map(toHex), bytes)
})

test('a frontier grows by leaves, by rows and by subtrees to the same tree', () => {
  const rows = [0, 5, 256, 700, 1300, 2048]
  let [byLeaf, byRow] = [emptyFrontier(), emptyFrontier()]
  for (const [k, from] of rows.slice(0, -1).entries()) {
    const added = firstLeaves(from, rows[k + 1]!)
    byRow = appendLeaves(sha256, byRow, added, fastHasher)
    for (let i = 0; i < added.length; i += 32) byLeaf = appendLeaf(sha256, byLeaf, added.subarray(i, i + 32))
    assert.deepEqual(byRow.roots.map(toHex), byLeaf.roots.map(toHex))
  }
  const full = subtreeRoots(fastHasher, firstLeaves(0, 2048), 8)
  let bySubtree = emptyFrontier()
  for (let i = 0; i < 8; i++)
    bySubtree = appendSubtree(sha256, bySubtree, 8, full.subarray(i * 32, i * 32 + 32))
  assert.deepEqual(bySubtree.roots.map(toHex), byLeaf.roots.map(toHex))
  assert.throws(() => appendSubtree(sha256, appendLeaf(sha256, byLeaf, full), 8, full), { code: 'bad-size' })
})

test('a frontier beyond 32 bits', () => {
  const size = 2 ** 33 - 1
  const before = { size, roots: Array.from({ length: 33 }, () => firstLeaves(0, 1)) }
  const grown = appendLeaf(sha256, before, firstLeaves(1, 2))
  assert.equal(grown.size, 2 ** 33)
  assert.equal(grown.roots.length, 1)
  assert.throws(() => appendLeaf(sha256, { size: 2 ** 53 - 1, roots: [] }, firstLeaves(0, 1)), {
    code: 'bad-size',
  })
})

test('a frontier is no view of the edge that it comes from', () => {
  const { edge, root } = growIn([301])
  for (const subtree of edgeFrontier(fastHasher, edge).roots) subtree.fill(0)
  assert.equal(toHex(edgeRoot(fastHasher, edge)), toHex(root))
})

test('paths', () => {
  assert.equal(entriesPath(255), 'tile/entries/255')
  assert.equal(entriesPath(1000), 'tile/entries/x001/000')
  assert.equal(tilePath(63, 1_234_067), 'tile/63/x001/x234/067')
  assert.equal(tilePath(0, 0, 5), 'tile/0/000.p/5')
  assert.deepEqual(parsePath('checkpoint'), { kind: 'checkpoint' })
  const numbers = fc.record({
    level: fc.nat(63),
    n: fc.maxSafeNat(),
    width: fc.integer({ min: 1, max: 256 }),
  })
  fc.assert(
    fc.property(numbers, ({ level, n, width }) => {
      assert.deepEqual(parsePath(tilePath(level, n, width)), { kind: 'tile', level, n, width })
      assert.deepEqual(parsePath(entriesPath(n, width)), { kind: 'entries', n, width })
    }),
  )
})

test('a path has one form', () => {
  const wrong = [
    '',
    'tile',
    '/tile/0/000',
    'tile/0/000/',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/000',
    'tile/0/x000/001',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/05',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/8/0/000',
    'tile/entries/x999/x999/x999/x999/x999/999',
    'tile/data/000',
    'tile/0/٠٠٠',
    'tile/0/000\n',
    'Checkpoint',
    'tile/0/../000',
    'tile/0/x00a/000',
  ]
  for (const path of wrong)
    assert.throws(() => parsePath(path), { name: 'RecordError', code: 'bad-path' }, path)
  assert.throws(() => tilePath(0, 0, 0), RecordError)
  assert.throws(() => tilePath(64, 0), RecordError)
  assert.throws(() => entriesPath(-1), RecordError)
})
