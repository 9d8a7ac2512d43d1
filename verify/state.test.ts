/** Going on from what was verified before: the same verdict, for less work; and no other history. */

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fastHasher } from '@goc/record/sha256.node.ts'
import fc from 'fast-check'
import { audit } from './audit.ts'
import { blocksOf } from './kept.node.ts'
import { keepState, readState } from './state.node.ts'
import { crypto, leafOf, log, publish, receipt, resign, signer } from './testing/book.ts'
import { sample } from './testing/sample.ts'

const folder = mkdtempSync(join(tmpdir(), 'goc-verify-'))
after(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'state')
const { acts } = sample(700)

async function verify(entries: readonly object[], treeOnly = false, vkey = log.vkey, path = file) {
  const known = await readState(path, vkey, treeOnly)
  const { source } = publish(entries)
  const job = { source, vkey, crypto, hasher: fastHasher, treeOnly, ...(known && { known }) }
  const report = await audit({ ...job, count: { unit: '25', from: '2026-01-01', to: '2026-12-31' } })
  await keepState(path, vkey, report.known)
  return report
}
const restart = () => rmSync(file, { force: true })

test('in whatever steps a record is followed, what is known in the end is the same', async () => {
  const whole = await verify(acts)
  const expected = readFileSync(file, 'utf8')
  const sizes = fc.array(fc.nat(acts.length), { maxLength: 5 }).map((list) => list.sort((a, b) => a - b))
  await fc.assert(
    fc.asyncProperty(sizes, async (steps) => {
      restart()
      let before = 0
      for (const size of steps) {
        const { checked, counted } = await verify(acts.slice(0, size)).catch((fault) => {
          // Before there is a unit, its figures cannot be counted.
          assert.ok(size === 0 && fault.kind === 'unknown-unit')
          return { checked: 0, counted: undefined }
        })
        assert.equal(checked, size - before)
        if (size === acts.length) assert.deepEqual(counted, whole.counted)
        before = size
      }
      const { checked, counted, root } = await verify(acts)
      assert.equal(checked, acts.length - before)
      assert.deepEqual([counted, root], [whole.counted, whole.root])
      assert.equal(readFileSync(file, 'utf8'), expected)
    }),
    { numRuns: 12 },
  )
})

test('a fault in what is new is found, at its index', async () => {
  restart()
  await verify(acts.slice(0, 500))
  const i = acts.findIndex((act, at) => at >= 500 && act.kind === 'opinion.confirmed')
  const wrong = acts.map((act, at) => (at === i ? resign({ ...act }, receipt(1).seed) : act))
  await assert.rejects(verify(wrong), { kind: 'bad-citizen-signature', index: i })
  const kept = readFileSync(file, 'utf8')
  const late = acts.map((act, at) => (at === 600 ? { ...act, t: 1 } : act))
  await assert.rejects(verify(late), { kind: 'time-went-back', index: 600 })
  assert.equal(readFileSync(file, 'utf8'), kept)
  assert.equal((await verify(acts)).checked, acts.length - 500)
})

test('another history is refused: of the same size, longer, shorter', async () => {
  for (const treeOnly of [true, false]) {
    restart()
    await verify(acts.slice(0, 600), treeOnly)
    // All that differs is a commitment to words: each history is a valid record.
    const other = acts.map((act, at) => (at === 590 && 'unit' in act ? { ...act, t: acts[589]!.t } : act))
    assert.notDeepEqual(leafOf(other[590]!), leafOf(acts[590]!))
    for (const size of [600, 601, 700])
      await assert.rejects(verify(other.slice(0, size), treeOnly), { kind: 'not-an-extension' })
    await assert.rejects(verify(acts.slice(0, 599), treeOnly), { kind: 'not-an-extension' })
  }
})

test('a state that was changed, cut, or is of another record or kind of audit is refused', async () => {
  restart()
  await verify(acts.slice(0, 300))
  const kept = readFileSync(file)
  assert.deepEqual(readdirSync(folder), ['state'])
  const other = signer('goc.other/record', 1).vkey
  await assert.rejects(readState(file, other, false), { kind: 'bad-state', message: /another record/ })
  await assert.rejects(readState(file, log.vkey, true), { kind: 'bad-state', message: /of its own/ })
  for (let at = 0; at < kept.length; at += Math.ceil(kept.length / 150)) {
    const flipped = Uint8Array.from(kept)
    flipped[at]! ^= 1
    writeFileSync(file, flipped)
    await assert.rejects(readState(file, log.vkey, false), { kind: 'bad-state' }, `byte ${at}`)
    writeFileSync(file, kept.subarray(0, at))
    await assert.rejects(readState(file, log.vkey, false), { kind: 'bad-state' }, `cut at ${at}`)
  }
  writeFileSync(file, kept)
  assert.equal((await readState(file, log.vkey, false))!.edge.size, 300)
})

test('a file comes in whole lines, however little is read at once', async () => {
  for (const text of ['', 'a\n', 'a', '\n\n', `${'a long line '.repeat(20)}\nb\n\nc\n`, 'a\nthe rest']) {
    const path = join(folder, 'lines')
    writeFileSync(path, text)
    for (const bytes of [1, 2, 7, 1000]) {
      const blocks: string[] = []
      for await (const block of blocksOf(path, bytes)) blocks.push(block.toString())
      assert.equal(blocks.join(''), text)
      for (const block of blocks.slice(0, -1)) assert.ok(block.endsWith('\n'))
    }
    rmSync(path)
  }
})
