import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@goc/record/bytes.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { edgeRoot, emptyEdge } from '@goc/record/tile.ts'
import type { Source } from './published.ts'
import { changed, flip, publish } from './testing/book.ts'
import { walk } from './walk.ts'

const entries = Array.from({ length: 66_000 }, (_, i) => utf8(`entry ${i}`))
const record = publish(entries)
const { size } = record
const from = (source: Source) => ({ source, hasher: fastHasher, size })

test('tiles of every level are compared, the full ones and those on the edge', async () => {
  assert.deepEqual(edgeRoot(fastHasher, await walk(emptyEdge(), size, from(record.source))), record.root)
  for (const [path, at, index] of [
    ['tile/1/000', 32 * 5, 5 * 256],
    ['tile/1/001.p/1', 0, 65_536],
    ['tile/2/000.p/1', 9, 0],
    ['tile/0/256', 32 * 3, 65_536 + 3],
  ] as const) {
    const source = changed(record, path, (bytes) => flip(bytes, at))
    await assert.rejects(walk(emptyEdge(), size, from(source)), { kind: 'wrong-tile', index }, path)
  }
})

test('whoever goes on in the middle of a bundle sees the same entries before it', async () => {
  const edge = await walk(emptyEdge(), 300, from(record.source))
  assert.deepEqual(edgeRoot(fastHasher, await walk(edge, size, from(record.source))), record.root)
  const other = entries.with(270, utf8('another'))
  const forked = await walk(emptyEdge(), 300, { ...from(publish(other).source) })
  await assert.rejects(walk(forked, size, from(record.source)), { kind: 'not-an-extension', index: 270 })
})

test('each entry is seen once, in its order, whatever the stops', async () => {
  const seen: number[] = []
  let edge = emptyEdge()
  for (const stop of [1, 255, 256, 257, 700, 13_000, size]) {
    edge = await walk(edge, stop, {
      ...from(record.source),
      visit: ({ first, from, to }) => {
        for (let i = from; i < to; i++) seen.push(first + i)
      },
    })
  }
  assert.deepEqual(seen, [...entries.keys()])
})
