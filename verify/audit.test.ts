/** The tree, the signature and the files: every tampering is found, with its kind and place. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromUtf8, utf8 } from '@goc/record/bytes.ts'
import { formatCheckpoint } from '@goc/record/checkpoint.ts'
import { cosign } from '@goc/record/cosignature.ts'
import { signNote, withSignatures } from '@goc/record/note.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import fc from 'fast-check'
import { audit } from './audit.ts'
import type { Source } from './published.ts'
import { changed, crypto, flip, log, ORIGIN, publish, signer, sourceOf } from './testing/book.ts'
import { sample } from './testing/sample.ts'

const { acts } = sample(600)
const record = publish(acts)
const { size } = record
const run = (source: Source, more = {}) =>
  audit({ source, vkey: log.vkey, crypto, hasher: fastHasher, ...more })

test('an honest record passes', async () => {
  const report = await run(record.source)
  assert.equal(report.checked, size)
  assert.equal(report.signatures, acts.filter((act) => 'sig' in act).length)
  assert.ok(report.signatures > 50)
  assert.equal(report.time, new Date(acts.at(-1)!.t * 1000).toISOString())
  assert.equal((await run(record.source, { treeOnly: true })).checked, size)
})

test('an empty record, and records as large as a bundle or almost', async () => {
  for (const count of [0, 1, 255, 256, 257, 512]) {
    const { source } = publish(acts.slice(0, count))
    assert.equal((await run(source)).checked, count)
  }
})

const last = `tile/entries/002.p/${size - 512}`

test('one flipped bit in any entry is found at its index', async () => {
  for (const at of [3, 5_000, 20_000]) {
    // Every entry is longer than 200 bytes, so no flip in these places changes a length.
    const source = changed(record, 'tile/entries/001', (bytes) => flip(bytes, at))
    const index = 256 + entryAt(record.files.get('tile/entries/001')!, at)
    await assert.rejects(run(source, { treeOnly: true }), { kind: 'wrong-tile', index })
  }
})

function entryAt(bundle: Uint8Array, at: number): number {
  let i = 0
  for (let end = 0; ; i++) {
    end += 2 + bundle[end]! * 256 + bundle[end + 1]!
    if (at < end) return i
  }
}

test('one flipped bit anywhere in any file is found', async () => {
  const paths = [...record.files.keys()]
  const place = fc.constantFrom(...paths).chain((path) =>
    fc.record({
      path: fc.constant(path),
      at: fc.nat(record.files.get(path)!.length - 1),
      bit: fc.nat(7),
    }),
  )
  await fc.assert(
    fc.asyncProperty(place, async ({ path, at, bit }) => {
      const source = changed(record, path, (bytes) => {
        bytes[at]! ^= 1 << bit
        return bytes
      })
      await assert.rejects(run(source, { treeOnly: true }), { name: 'Fault' })
    }),
    { numRuns: 150 },
  )
})

test('a flipped bit in a tile is found at the first entry below it', async () => {
  await assert.rejects(run(changed(record, 'tile/0/001', (bytes) => flip(bytes, 32 * 7 + 3))), {
    kind: 'wrong-tile',
    index: 256 + 7,
  })
  await assert.rejects(run(changed(record, 'tile/1/000.p/2', (bytes) => flip(bytes, 32 + 1))), {
    kind: 'wrong-tile',
    index: 256,
  })
})

test('a checkpoint of another root, another key, another log', async () => {
  const note = (origin: string, root: Uint8Array, by = log) =>
    changed(record, 'checkpoint', () => utf8(signNote(formatCheckpoint({ origin, size, root }), by)))
  await assert.rejects(run(note(ORIGIN, flip(record.root.slice(), 0))), { kind: 'wrong-root' })
  await assert.rejects(run(note(ORIGIN, record.root, signer(ORIGIN, 2))), { kind: 'bad-signature' })
  await assert.rejects(run(note('goc.other/record', record.root)), { kind: 'bad-checkpoint' })
  const text = fromUtf8(record.files.get('checkpoint')!)
  const cut = changed(record, 'checkpoint', () => utf8(text.replace(`\n${size}\n`, `\n${size - 1}\n`)))
  await assert.rejects(run(cut), { kind: 'bad-signature' })
  await assert.rejects(run(changed(record, 'checkpoint', () => utf8('<html>'))), { kind: 'bad-checkpoint' })
  await assert.rejects(run(changed(record, 'checkpoint', () => undefined)), { kind: 'missing-file' })
})

test('a truncated record', async () => {
  await assert.rejects(run(changed(record, last, () => undefined)), { kind: 'missing-file' })
  await assert.rejects(run(changed(record, 'tile/0/000', () => undefined)), { kind: 'missing-file' })
  await assert.rejects(run(changed(record, 'tile/1/000.p/2', () => undefined)), { kind: 'missing-file' })
  await assert.rejects(run(changed(record, last, (bytes) => bytes.subarray(0, -1))), { kind: 'bad-bundle' })
  await assert.rejects(run(changed(record, 'tile/0/000', (bytes) => bytes.subarray(0, -32))), {
    kind: 'wrong-tile',
    index: 0,
  })
  const more = changed(record, last, (bytes) => Uint8Array.of(...bytes, 0, 0))
  await assert.rejects(run(more), { kind: 'bad-bundle', index: 512 })
})

test('a full tile and bundle stand in for partial ones', async () => {
  const partial = publish(acts.slice(0, 300))
  const files = new Map(partial.files)
  assert.ok(files.delete('tile/0/001.p/44') && files.delete('tile/entries/001.p/44'))
  for (const path of ['tile/0/001', 'tile/entries/001']) files.set(path, record.files.get(path)!)
  assert.equal((await run(sourceOf(files))).checked, 300)
})

test('each witness asked for must have cosigned', async () => {
  const [one, other] = [signer('one.test', 3, 4), signer('other.test', 4, 4)]
  const text = formatCheckpoint({ origin: ORIGIN, size, root: record.root })
  const cosigned = (line: ReturnType<typeof cosign>) =>
    changed(record, 'checkpoint', (note) => utf8(withSignatures(fromUtf8(note), [line])))
  const source = cosigned(cosign(text, 1_790_000_000, one))
  const { witnesses } = await run(source, { witnesses: [one.vkey] })
  assert.deepEqual(witnesses, [{ name: 'one.test', time: 1_790_000_000 }])
  await assert.rejects(run(source, { witnesses: [one.vkey, other.vkey] }), { kind: 'missing-witness' })
  await assert.rejects(run(record.source, { witnesses: [one.vkey] }), { kind: 'missing-witness' })
  const forged = cosigned({ ...cosign(text, 1_790_000_000, other), name: one.name, id: one.id })
  await assert.rejects(run(forged, { witnesses: [one.vkey] }), { kind: 'missing-witness' })
})
