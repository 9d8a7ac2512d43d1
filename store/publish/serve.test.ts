/** The record over HTTP and as files, compared byte by byte with what record/ makes of the entries. */

import assert from 'node:assert/strict'
import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request as ask, createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Act } from '@goc/domain/act.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { cosign } from '@goc/record/cosignature.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { leafHash } from '@goc/record/hash.ts'
import { formatSignatures, formatVkey, parseNote, parseVkey } from '@goc/record/note.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { emptyEdge, entriesPath, grow, TILE_WIDTH, tilePath, tileWidths } from '@goc/record/tile.ts'
import { parseTlogProof, verifyTlogProof } from '@goc/record/tlog-proof.ts'
import { append } from '../append.ts'
import { type TestRecord, testRecord } from '../testing/record.ts'
import { keepCosignature, keepWitnesses } from '../witnesses.ts'
import { exportRecord } from './export.ts'
import { memoryOf } from './memory.ts'
import { serveRecord } from './serve.ts'

const SIZES = [1, 2, 255, 256, 257, 300, 511, 512, 513, 600]
let record: TestRecord
let server: Server
let site: string
let folder: string
let leaves: Buffer[]
let statements = 0

before(async () => {
  record = await testRecord()
  folder = await mkdtemp(join(tmpdir(), 'goc-publish-'))
  await begin()
})
after(async () => {
  server?.close().closeAllConnections()
  await record.close()
  await rm(folder, { recursive: true })
})

async function begin(): Promise<void> {
  server?.close().closeAllConnections()
  const counting = record.store.db.withPlugin({
    transformQuery({ node }) {
      statements++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const serve = serveRecord({ db: counting })
  server = createServer((request, response) => {
    void serve(request, response).then((done) => done || response.writeHead(418).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site = `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

let added = 0
async function pend(count: number): Promise<void> {
  const acts = Array.from({ length: count }, () => {
    const id = `U${added++}`
    const fact = { kind: 'unit.established', level: 'commune', name: digest(1) }
    return {
      ...fact,
      subject: `unit/${id}`,
      n: 1,
      unit: id,
      by: 'system',
      t: 0,
      on: '2025-01-01',
      src: 'import',
    }
  })
  await append(record.store.db, acts as unknown as Act[])
}

/** As it comes over the wire, nothing unpacked. */
function get(path: string, { method = 'GET', headers = {} as Record<string, string> } = {}) {
  return new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    ask(`${site}${path}`, { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(parts),
        }),
      )
    })
      .on('error', reject)
      .end()
  })
}

/** Every file that a record of this size has, made from its entries alone. */
function filesOf(size: number): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const { tiles } = grow(
    fastHasher,
    emptyEdge(),
    fastHasher.leaves(encodeBundle(leaves.slice(0, size)), size),
  )
  const dataOf = (level: number, n: number) =>
    tiles.find((tile) => tile.level === level && tile.n === n)!.data
  for (const { level, full, partial } of tileWidths(size)) {
    for (let n = 0; n < full + Math.sign(partial); n++) {
      const width = n < full ? TILE_WIDTH : partial
      files.set(tilePath(level, n, width), Buffer.from(dataOf(level, n)))
      const entries = leaves.slice(n * TILE_WIDTH, n * TILE_WIDTH + width)
      if (level === 0) files.set(entriesPath(n, width), Buffer.from(encodeBundle(entries)))
    }
  }
  return files
}

async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.set(relative(folder, path), await readFile(path))
  }
  return files
}

test('before anything is published there is nothing', async () => {
  for (const path of ['checkpoint', 'tile/0/000.p/1', 'tile/entries/000.p/1', 'proof/0', 'leaf/0'])
    assert.equal((await get(`/record/${path}`)).status, 404, path)
  await assert.rejects(exportRecord(record.store, join(folder, 'none')), /nothing has been published/)
  assert.equal((await get('/elsewhere')).status, 418)
})

test('at each size, and afterwards, every file is what the entries make; beyond it there is none', async () => {
  const checkpoints: string[] = []
  for (const size of SIZES) {
    await pend(size - added)
    while (await record.sequencer.step());
    const rows = await record.store.db.selectFrom('entry').select('leaf').orderBy('index').execute()
    leaves = rows.map(({ leaf }) => leaf)
    assert.equal(leaves.length, size)
    const { body, headers } = await get('/record/checkpoint')
    checkpoints.push(body.toString())
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8')
    assert.ok(Number(/max-age=(\d+)/.exec(headers['cache-control']!)![1]) <= 5)
    const crypto = { sha256, verify: verifyEd25519 }
    assert.equal(openCheckpoint(body.toString(), record.signer.vkey, crypto).size, size)

    const next = [...filesOfNext(size)]
    for (const path of next) assert.equal((await get(`/record/${path}`)).status, 404, `${size}: ${path}`)
    const one = join(folder, 'mirror')
    const { size: exported } = await exportRecord(record.store, one)
    assert.equal(exported, size)
  }
  // Every size at once: partial tiles of earlier ones are still there, also to a server that begins now.
  for (const again of [false, true]) {
    if (again) await begin()
    for (const size of SIZES)
      for (const [path, bytes] of filesOf(size)) {
        const { status, body, headers } = await get(`/record/${path}`)
        assert.equal(status, 200, path)
        assert.ok(bytes.equals(body), path)
        assert.equal(headers['content-type'], 'application/octet-stream')
        assert.match(headers['cache-control']!, /immutable/)
        assert.equal(headers['access-control-allow-origin'], '*')
      }
  }
  // The files of a mirror that was brought up to date at each size are those that the routes give.
  const files = await filesIn(join(folder, 'mirror'))
  const expected = new Map(SIZES.flatMap((size) => [...filesOf(size)]))
  expected.set('checkpoint', Buffer.from(checkpoints.at(-1)!))
  assert.deepEqual([...files.keys()].sort(), [...expected.keys()].sort())
  for (const [path, bytes] of expected) assert.ok(bytes.equals(files.get(path)!), path)
})

/** Paths that a larger record has and this one has not. */
function* filesOfNext(size: number): Iterable<string> {
  const width = (size % TILE_WIDTH) + 1
  const n = Math.floor(size / TILE_WIDTH)
  yield tilePath(0, n, width)
  yield entriesPath(n, width)
  yield tilePath(0, n + 1, 1)
  yield tilePath(1, 0, n + 1)
  yield tilePath(2, 0, 1)
  yield tilePath(9, 0)
  yield tilePath(0, 2 ** 45)
  yield `proof/${size}`
  yield `leaf/${size}`
}

test('what is signed and not yet published is shown to nobody', async () => {
  const { db } = record.store
  await pend(10)
  await record.sequencer.step()
  await db.updateTable('checkpoint').set({ publishedAt: null }).where('size', '=', 610).execute()
  await begin()
  for (const path of ['tile/0/002.p/98', 'tile/entries/002.p/98', 'proof/605', 'leaf/605'])
    assert.equal((await get(`/record/${path}`)).status, 404, path)
  assert.equal(parseNote((await get('/record/checkpoint')).body.toString()).text.split('\n')[1], '600')
  await db.updateTable('checkpoint').set({ publishedAt: new Date() }).where('size', '=', 610).execute()
  assert.equal((await get('/record/tile/0/002.p/98')).status, 200)
  assert.equal((await get('/record/leaf/605')).status, 200)
})

test('proofs verify, with the witnesses that have cosigned', async () => {
  const seed = new Uint8Array(32).fill(5)
  const vkey = formatVkey(sha256, { name: 'witness.example/w', type: 4, publicKey: publicKeyOf(seed) })
  const key = parseVkey(sha256, vkey)
  const { db } = record.store
  await keepWitnesses(db, [{ name: key.name, vkey, url: 'http://10.0.0.1:8091' }])
  const { note } = await db
    .selectFrom('checkpoint')
    .select('note')
    .where('size', '=', 610)
    .executeTakeFirstOrThrow()
  const line = formatSignatures([
    cosign(parseNote(note).text, 1_900_000_000, { ...key, sign: (message) => signEd25519(seed, message) }),
  ])
  await keepCosignature(db, { size: 610, vkey, time: 1_900_000_000, line })
  const log = parseVkey(sha256, (await get('/record/vkey')).body.toString().trim())
  for (const index of [0, 1, 255, 256, 511, 512, 609]) {
    const proof = parseTlogProof((await get(`/record/proof/${index}`)).body.toString())
    const leaf = (await get(`/record/leaf/${index}`)).body
    const proven = verifyTlogProof(
      proof,
      leafHash(sha256, leaf),
      { log, witnesses: [key] },
      {
        sha256,
        verify: verifyEd25519,
      },
    )
    assert.deepEqual([proven.index, proven.checkpoint.size], [index, 610])
    assert.deepEqual(proven.witnessed, [{ name: key.name, time: 1_900_000_000 }])
  }
  assert.deepEqual(JSON.parse((await get('/record/witnesses')).body.toString()), [
    { name: key.name, vkey, size: 610, time: 1_900_000_000 },
  ])
})

test('what is asked for wrongly is said plainly', async () => {
  const cases: [number, string][] = [
    [400, 'tile/0/1'],
    [400, 'tile/0/000.p/0'],
    [400, 'tile/0/000.p/256'],
    [400, 'tile/00/000'],
    [400, 'tile/64/000'],
    [400, 'tile/0/x000/001'],
    [400, 'tile/entries/checkpoint'],
    [400, 'proof/01'],
    [400, 'proof/-1'],
    [400, 'leaf/1e3'],
    [400, 'proof/9999999999999999'],
    [404, 'proof/999999999999999'],
    [404, 'nothing'],
    [404, ''],
    [404, 'checkpoint/'],
    [404, 'tile/63/000'],
  ]
  for (const [status, path] of cases) {
    const answer = await get(`/record/${path}`)
    assert.equal(answer.status, status, path)
    assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8')
    assert.doesNotMatch(answer.body.toString(), /\n\s+at |\.ts/)
  }
  const post = await get('/record/checkpoint', { method: 'POST' })
  assert.deepEqual([post.status, post.headers.allow], [405, 'GET, HEAD'])
  const head = await get('/record/tile/0/000', { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers['content-length'], head.body.length], [200, '8192', 0])
})

test('bundles are packed for whoever takes them so, and for nobody else', async () => {
  const path = `/record/${entriesPath(0)}`
  const plain = await get(path)
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.equal(plain.headers.vary, 'accept-encoding')
  for (const accepted of ['gzip', 'br, gzip;q=0.5', 'deflate, GZIP']) {
    const packed = await get(path, { headers: { 'accept-encoding': accepted } })
    assert.equal(packed.headers['content-encoding'], 'gzip', accepted)
    assert.ok(packed.body.length < plain.body.length / 2)
    assert.ok(gunzipSync(packed.body).equals(plain.body))
  }
  for (const accepted of ['identity', 'br', 'gzip;q=0', 'gzip; q=0.0, br', 'xgzip'])
    assert.ok(
      (await get(path, { headers: { 'accept-encoding': accepted } })).body.equals(plain.body),
      accepted,
    )
  const tile = await get(`/record/${tilePath(0, 0)}`, { headers: { 'accept-encoding': 'gzip' } })
  assert.equal(tile.headers['content-encoding'], undefined)
})

test('what was read once is not read from the database again', async () => {
  const paths = [tilePath(0, 0), tilePath(0, 2, 50), entriesPath(1), entriesPath(0, 7)]
  for (const path of paths) await get(`/record/${path}`)
  assert.ok(statements > 0)
  const before = statements
  for (const path of paths) assert.equal((await get(`/record/${path}`)).status, 200)
  assert.equal(statements, before)
})

test('memory keeps no more than it may, and what was asked for last', async () => {
  const memory = memoryOf(100)
  let made = 0
  const get = (name: string, length = 40) =>
    memory.get(name, async () => {
      made++
      return new Uint8Array(length)
    })
  await Promise.all([get('a'), get('a'), get('b')])
  assert.equal(made, 2)
  await get('a')
  await get('c')
  assert.equal(made, 3)
  await get('a')
  assert.equal(made, 3)
  await get('b')
  assert.equal(made, 4)
  await get('too long', 200)
  await get('too long', 200)
  assert.equal(made, 6)
  assert.equal(await memory.get('none', async () => undefined), undefined)
  await assert.rejects(
    memory.get('fails', () => Promise.reject(new Error('away'))),
    /away/,
  )
  assert.ok(await get('fails'))
})

test('an export adds what is new, goes on where it ended, and lays nothing over another record', async () => {
  const mirror = join(folder, 'mirror')
  const full = join(mirror, tilePath(0, 0))
  const { mtimeMs } = await stat(full)
  await rm(join(mirror, entriesPath(1)))
  const { size, files } = await exportRecord(record.store, mirror)
  // The bundle that was lost, the unfinished tile and bundle, and the checkpoint: level 1 has no more than before.
  assert.deepEqual([size, files], [610, 4])
  assert.equal((await stat(full)).mtimeMs, mtimeMs)
  assert.ok(
    (await readFile(join(mirror, entriesPath(1)))).equals(Buffer.from(encodeBundle(leaves.slice(256, 512)))),
  )

  const longer = join(folder, 'longer')
  await exportRecord(record.store, longer)
  await record.store.db.updateTable('checkpoint').set({ publishedAt: null }).where('size', '>', 600).execute()
  await assert.rejects(exportRecord(record.store, longer), /holds 610 entries and this database only 600/)
  await record.store.db.updateTable('checkpoint').set({ publishedAt: new Date() }).execute()

  const other = await testRecord()
  try {
    const stranger = join(folder, 'stranger')
    await exportRecord(record.store, stranger)
    await append(other.store.db, [
      { ...(JSON.parse(leaves[0]!.toString('utf8')) as Act), subject: 'unit/other', unit: 'other' },
    ])
    await other.sequencer.step()
    await assert.rejects(exportRecord(other.store, stranger), /is not of this record/)
    await writeFile(join(stranger, 'checkpoint'), 'nonsense')
    await assert.rejects(exportRecord(record.store, stranger), /is not of this record/)
    await assert.rejects(access(join(stranger, tilePath(0, 0, 1))))
  } finally {
    await other.close()
  }
})
