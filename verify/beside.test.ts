/** Read and checked by two threads, a record is judged as by one: sound or tampered with, down to index and words. */

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import { fromUtf8, utf8 } from '@goc/record/bytes.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { emptyEdge, type TreeEdge } from '@goc/record/tile.ts'
import fc from 'fast-check'
import { type Audit, audit } from './audit.ts'
import { type Beside, openBeside } from './beside.node.ts'
import { Fault } from './fault.ts'
import { folderSource } from './source.node.ts'
import { crypto, flip, leafOf, log, publish, receipt, resign } from './testing/book.ts'
import { sample } from './testing/sample.ts'
import { type Path, walk } from './walk.ts'

const root = mkdtempSync(join(tmpdir(), 'goc-beside-'))
after(() => rmSync(root, { recursive: true }))
let folders = 0

function written(files: ReadonlyMap<string, Uint8Array>): string {
  const folder = join(root, String(folders++))
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}

async function withTwo<T>(folder: string, work: (beside: Beside) => Promise<T>): Promise<T> {
  const beside = openBeside(folder)
  try {
    return await work(beside)
  } finally {
    await beside.close()
  }
}

/** What an audit says, without what it cannot say twice. */
async function verdict(folder: string, more: Partial<Audit>): Promise<object> {
  const job = { source: folderSource(folder), vkey: log.vkey, crypto, hasher: fastHasher, ...more }
  try {
    const { ms: _, known, ...report } = await audit(job)
    return { ...report, known: JSON.stringify([known.edge, known.acts!.t, ...known.acts!.cases.entries()]) }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { kind: error.kind, index: error.index, message: error.message }
  }
}

const { acts } = sample(800)
const signed = acts.flatMap((act, i) => ('sig' in act ? [i] : []))
const index = fc.nat(acts.length - 1)

/** Ways to tamper with entries before they are published, and with a file after. */
type Entry = (Act & Record<string, unknown>) | Uint8Array
const set = (more: object) => (all: Entry[], i: number) => Object.assign(all[i]!, more)
const changes = {
  time: set({ t: 1 }),
  unit: set({ unit: '07999' }),
  field: set({ other: 'x' }),
  number: set({ n: 7 }),
  order: (all: Entry[], i: number) => all.splice(i, 0, all.at(-1 - i)!),
  form: (all: Entry[], i: number) => all.splice(i, 1, utf8(fromUtf8(leafOf(acts[i]!)).replace(':', ': '))),
  signature: (all: Entry[], i: number) => {
    const at = signed[i % signed.length]!
    all[at] = resign({ ...acts[at]! }, receipt(1).seed)
  },
}
const tampering = fc.record({
  entries: fc.array(fc.tuple(fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])), index), {
    maxLength: 3,
  }),
  files: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
})

const each = Object.keys(changes).map(
  (change): [{ entries: [keyof typeof changes, number][]; files: [] }] => [
    { entries: [[change as keyof typeof changes, 400]], files: [] },
  ],
)

test('one thread and two say the same of any record', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(tampering, async ({ entries, files }) => {
      const all: Entry[] = structuredClone(acts) as Act[]
      for (const [change, i] of entries) changes[change](all, i)
      const record = publish(all)
      const folder = written(record.files)
      const paths = [...record.files.keys()].filter((path) => path !== 'checkpoint')
      for (const [which, at] of files) {
        const path = paths[which % paths.length]!
        const bytes = record.files.get(path)!.slice()
        writeFileSync(join(folder, path), flip(bytes, at % bytes.length))
      }
      const one = await verdict(folder, {})
      assert.deepEqual(await withTwo(folder, (beside) => verdict(folder, { beside })), one)
      seen.add('kind' in one ? String(one.kind) : 'sound')
    }),
    { numRuns: 40, examples: [[{ entries: [], files: [] }], ...each] },
  )
  const kinds = [
    'sound',
    'wrong-tile',
    'not-canonical',
    'bad-schema',
    'wrong-number',
    'bad-citizen-signature',
  ]
  for (const kind of kinds) assert.ok(seen.has(kind), `${kind} was never drawn`)
})

test('a figure of another span is counted by two threads as by one', async () => {
  const folder = written(publish(acts).files)
  const count = { unit: '25', from: '2026-08-05', to: '2026-08-20' }
  const one = await verdict(folder, { count })
  assert.ok('counted' in one)
  assert.deepEqual(await withTwo(folder, (beside) => verdict(folder, { beside, count })), one)
})

/** What was looked at, in its order, and how it ended. */
async function seenBy(go: (edge: TreeEdge, path: Path) => Promise<TreeEdge>, path: Path) {
  const seen: number[] = []
  const visit: Path['visit'] = ({ first, from, to, hashes }) =>
    seen.push(first + from, first + to, hashes[from * 32]!)
  const ended = await go(emptyEdge(), { ...path, visit }).catch(({ kind, index }: Fault) => ({ kind, index }))
  return { seen, ended }
}

test('more than is read ahead comes in its order, up to the same fault', async () => {
  const record = publish(Array.from({ length: 66_000 }, (_, i) => utf8(`entry ${i}`)))
  const { size } = record
  for (const [path, at] of [
    [undefined, 0],
    ['tile/1/000', 32 * 100],
    ['tile/entries/200', 9],
    ['tile/2/000.p/1', 3],
  ] as const) {
    const files = new Map(record.files)
    if (path !== undefined) files.set(path, flip(files.get(path)!.slice(), at))
    const folder = written(files)
    const way: Path = { source: folderSource(folder), hasher: fastHasher, size }
    const one = await seenBy((edge, on) => walk(edge, size, on), way)
    assert.deepEqual(await withTwo(folder, (two) => seenBy((edge, on) => two.walk(edge, size, on), way)), one)
    assert.equal('kind' in one.ended, path !== undefined)
  }
})
