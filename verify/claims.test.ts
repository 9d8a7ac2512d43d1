/** Figures claimed against figures counted. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countActs, type Figures, figuresOf } from '@goc/domain/figures.ts'
import type { Unit } from '@goc/domain/units/rules.ts'
import { treeOf } from '@goc/domain/units/tree.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { audit } from './audit.ts'
import type { Source } from './published.ts'
import { crypto, log, ORIGIN, publish } from './testing/book.ts'
import { sample } from './testing/sample.ts'

const book = sample(700)
const { acts } = book
const record = publish(acts)
const tree = treeOf(['25', '07894', '07897', '07900'].map((id) => book.state<Unit>(`unit/${id}`)!))
const year = { unit: '25', from: '2026-01-01', to: '2026-12-31' }
const month = { unit: '07897', from: '2026-08-01', to: '2026-08-31' }

/** What is honestly published of the first entries. */
function claim(size: number, { unit, from, to } = year) {
  const first = acts.slice(0, size)
  const time = new Date(first.at(-1)!.t * 1000).toISOString()
  const checkpoint = { origin: ORIGIN, size, root: toBase64(publish(first).root), time }
  return { unit, from, to, checkpoint, ...figuresOf(countActs(first, { from, to }), tree, unit, to) }
}
const run = (claims: unknown[], more = {}) =>
  audit({ source: record.source, vkey: log.vkey, crypto, hasher: fastHasher, claims, ...more })

test('honest figures pass: of now, of earlier checkpoints, of any span', async () => {
  assert.ok(claim(700).opinions.confirmed > 20)
  const claims = [claim(acts.length), claim(300), claim(512), claim(450, month), claim(acts.length, month)]
  const { figures } = await run(claims)
  assert.deepEqual(
    figures.map(({ size }) => size),
    [300, 450, 512, acts.length, acts.length],
  )
})

test('each figure raised by one is found', async () => {
  const honest = claim(acts.length)
  for (const [feature, name] of [
    ['opinions', 'confirmed'],
    ['opinions', 'resolvedOnTime'],
    ['dialogues', 'held'],
    ['petitions', 'answered'],
  ] as const) {
    const raised = structuredClone(honest) as unknown as Record<string, Record<string, number>>
    raised[feature]![name]! += 1
    await assert.rejects(run([raised]), {
      kind: 'figure-differs',
      message: new RegExp(`${feature}.${name}: `),
    })
  }
  const inField = structuredClone(honest)
  inField.opinions.byField.dat_dai!.resolved += 1
  await assert.rejects(run([inField]), { kind: 'figure-differs', message: /byField.dat_dai.resolved/ })
  const invented = structuredClone(honest)
  invented.opinions.byField.giao_thong = { received: 1, resolved: 1 }
  await assert.rejects(run([invented]), { kind: 'figure-differs' })
  const { silent: _, ...less } = honest.opinions
  await assert.rejects(run([{ ...honest, opinions: less }]), { kind: 'figure-differs', message: /silent/ })
  const earlier = structuredClone(claim(300))
  earlier.dialogues.attendees += 1
  await assert.rejects(run([earlier]), { kind: 'figure-differs', message: /attendees/ })
})

test('figures of another record, of another size, of more than was signed', async () => {
  const honest = claim(acts.length)
  const of = (change: object) => [{ ...honest, checkpoint: { ...honest.checkpoint, ...change } }]
  const kind = 'claim-of-another-record'
  await assert.rejects(run(of({ origin: 'goc.other/record' })), { kind })
  await assert.rejects(run(of({ root: toBase64(new Uint8Array(32)) })), { kind })
  await assert.rejects(run(of({ time: '2026-01-01T00:00:00.000Z' })), { kind })
  await assert.rejects(run(of({ size: acts.length + 1 })), { kind })
  // Figures of now, said to be of then.
  await assert.rejects(run(of({ ...claim(300).checkpoint })), { kind: 'figure-differs' })
  for (const none of [null, 7, {}, { ...honest, opinions: null }, { ...honest, from: '2026-02-30' }])
    await assert.rejects(run([none]), { kind: 'bad-claim' })
  await assert.rejects(run([{ ...honest, unit: '99999' }]), { kind: 'unknown-unit' })
})

test('a server is asked for each root unit and year, and for what the reader wants to know', async () => {
  const asked: object[] = []
  const ask = async (question: typeof year) => {
    asked.push(question)
    return claim(acts.length, question)
  }
  const report = await run([], { ask, count: month })
  assert.deepEqual(asked, [year, month])
  assert.deepEqual(
    report.figures.map(({ unit }) => unit),
    ['25', '07897'],
  )
  const { checkpoint: _, ...expected } = claim(acts.length, month)
  assert.deepEqual(report.counted, expected satisfies Figures & typeof month)
  assert.deepEqual((await run([], { ask: async () => undefined })).figures, [])
  await assert.rejects(run([], { ask: async () => null }), { kind: 'bad-claim' })
  for (const other of [{ unit: '07897' }, { from: '2026-02-01' }, { to: '2026-12-30' }]) {
    const ask = async () => claim(acts.length, { ...year, ...other })
    await assert.rejects(run([], { ask }), { kind: 'bad-claim' })
  }
  // Figures may lag behind the checkpoint: they are counted as of their own.
  assert.equal((await run([], { ask: async () => claim(300) })).figures[0]!.size, 300)
})

test('a record that grows while its figures are asked for is followed', async () => {
  let now = publish(acts.slice(0, 400))
  const source: Source = { read: (path, most) => now.source.read(path, most) }
  const ask = async (question: typeof year) => {
    now = record
    return claim(600, question)
  }
  const report = await run([], { source, ask })
  assert.equal(report.size, acts.length)
  assert.equal(report.checked, acts.length)
  assert.equal(report.figures[0]!.size, 600)
})
