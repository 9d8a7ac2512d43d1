/** The browser's recount: the same figures as the audit's, from bytes and two primitives alone. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { countActs, figuresOf } from '@goc/domain/figures.ts'
import type { Unit } from '@goc/domain/units/rules.ts'
import { treeOf } from '@goc/domain/units/tree.ts'
import { toBase64, utf8 } from '@goc/record/bytes.ts'
import { formatCheckpoint } from '@goc/record/checkpoint.ts'
import { signNote } from '@goc/record/note.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import fc from 'fast-check'
import { anySpan } from '../domain/testing/arbitrary.test.ts'
import { audit } from './audit.ts'
import { RecountFault, recount } from './recount.ts'
import { changed, crypto, flip, log, ORIGIN, type Published, publish, signer } from './testing/book.ts'
import { sample } from './testing/sample.ts'

const book = sample(600)
const { acts } = book
const record = publish(acts)
const tree = treeOf(['25', '07894', '07897', '07900'].map((id) => book.state<Unit>(`unit/${id}`)!))
const question = { vkey: log.vkey, unit: '25', from: '2026-01-01', to: '2026-12-31', crypto }

const from =
  ({ source }: Pick<Published, 'source'>) =>
  async (path: string): Promise<Uint8Array> => {
    const bytes = await source.read(path, 1e9)
    if (!bytes) throw new Error(`404 ${path}`)
    return bytes
  }
const fetchBytes = from(record)

test('it counts what the audit counts, and what counting the acts gives', async () => {
  const units = fc.constantFrom('25', '07894', '07897')
  await fc.assert(
    fc.asyncProperty(anySpan, units, async (span, unit) => {
      const later = { from: span.from.replace('2025', '2026'), to: span.to.replace('2025', '2026') }
      fc.pre(later.from <= later.to)
      const asked = { unit, ...later }
      const { figures } = await recount({ ...question, ...asked, fetchBytes, hasher: fastHasher })
      assert.deepEqual(figures, figuresOf(countActs(acts, later), tree, unit, later.to))
      const job = { source: record.source, vkey: log.vkey, crypto, hasher: fastHasher }
      const { counted } = await audit({ ...job, count: asked })
      assert.deepEqual(counted, { ...asked, ...figures })
    }),
    { numRuns: 15 },
  )
})

test('without a faster hasher it is the same, and it says how far it is', async () => {
  const seen: number[] = []
  const found = await recount({ ...question, fetchBytes, onProgress: (done) => seen.push(done) })
  assert.deepEqual([found.size, found.acts, found.root], [acts.length, acts.length, toBase64(record.root)])
  assert.equal(found.time, new Date(acts.at(-1)!.t * 1000).toISOString())
  assert.ok(found.figures.opinions.confirmed > 20)
  assert.equal(seen.at(-1), acts.length)
})

test('as of an earlier checkpoint', async () => {
  for (const size of [4, 255, 256, 300, 512]) {
    const found = await recount({ ...question, fetchBytes, size })
    const first = acts.slice(0, size)
    assert.equal(found.root, toBase64(publish(first).root))
    assert.deepEqual(found.figures, figuresOf(countActs(first, question), tree, '25', question.to))
  }
  await assert.rejects(recount({ ...question, fetchBytes, size: acts.length + 1 }), {
    kind: 'claim-of-another-record',
  })
})

test('tampering is refused with its kind and index', async () => {
  const on = (path: string, change: (bytes: Uint8Array) => Uint8Array | undefined, more = {}) =>
    recount({ ...question, fetchBytes: from({ source: changed(record, path, change) }), ...more })
  await assert.rejects(
    on('tile/entries/001', (bytes) => flip(bytes, 3)),
    (fault) => fault instanceof RecountFault && fault.kind === 'wrong-tile' && fault.index === 256,
  )
  await assert.rejects(
    on('checkpoint', (bytes) => flip(bytes, bytes.length - 20)),
    { name: 'Fault' },
  )
  await assert.rejects(recount({ ...question, fetchBytes, vkey: signer('goc.test/record', 9).vkey }), {
    kind: 'bad-signature',
  })
  const other = formatCheckpoint({ origin: ORIGIN, size: acts.length, root: new Uint8Array(32) })
  await assert.rejects(
    on('checkpoint', () => utf8(signNote(other, log))),
    { kind: 'wrong-root' },
  )
  // The first entries are whole, and yet no beginning of what is signed: the tile that would prove it was changed.
  await assert.rejects(
    on('tile/1/000.p/2', (bytes) => flip(bytes, 40), { size: 256 }),
    {
      kind: 'not-an-extension',
    },
  )
  const schema = publish([...acts, { ...acts.at(-1)!, name: 'x' }])
  await assert.rejects(recount({ ...question, fetchBytes: from(schema) }), {
    kind: 'bad-schema',
    index: acts.length,
  })
  await assert.rejects(recount({ ...question, fetchBytes, unit: '99999' }), { kind: 'unknown-unit' })
  await assert.rejects(
    on('tile/0/001', () => undefined),
    /404/,
  )
})

test('it stops when told to', async () => {
  await assert.rejects(recount({ ...question, fetchBytes, signal: AbortSignal.abort() }), {
    name: 'AbortError',
  })
})

test('nothing that it is made of names Node', () => {
  const seen = new Set<string>()
  const look = (url: URL) => {
    if (seen.has(url.href)) return
    seen.add(url.href)
    const code = readFileSync(url, 'utf8')
    for (const [, name] of code.matchAll(/from '([^']+)'/g)) {
      assert.ok(!/^node:|\.node\.ts$/.test(name!), `${url.pathname} names ${name}`)
      look(
        new URL(
          name!.startsWith('@goc/') ? name!.replace('@goc/', '../') : name!,
          name!.startsWith('@goc/') ? import.meta.url : url,
        ),
      )
    }
    assert.ok(!/\b(?:Buffer|process)\.\w/.test(code), url.pathname)
  }
  look(new URL('./recount.ts', import.meta.url))
  assert.ok(seen.size > 20)
})
