/** `goc verify` as auditors call it: on a folder, and on a server that is slow, limps, or lies. */

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { countActs, figuresOf } from '@goc/domain/figures.ts'
import type { Unit } from '@goc/domain/units/rules.ts'
import { treeOf } from '@goc/domain/units/tree.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import { folderSource, openSource, webSource } from './source.node.ts'
import { flip, log, ORIGIN, publish, signer } from './testing/book.ts'
import { sample } from './testing/sample.ts'

const goc = fileURLToPath(new URL('../cli/goc.mjs', import.meta.url))
const book = sample(300)
const record = publish(book.acts)
const folder = mkdtempSync(join(tmpdir(), 'goc-verify-'))
after(() => rmSync(folder, { recursive: true }))
for (const [path, bytes] of record.files) {
  const file = join(folder, 'record', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}

type Said = { code: number; stdout: string; stderr: string }
const verify = (...args: string[]): Promise<Said> =>
  new Promise((resolve) => {
    execFile(process.execPath, [goc, 'verify', ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })

const year = { from: '2026-01-01', to: '2026-12-31' }
const tree = treeOf(['25', '07894', '07897', '07900'].map((id) => book.state<Unit>(`unit/${id}`)!))
const time = new Date(book.acts.at(-1)!.t * 1000).toISOString()
const checkpoint = { origin: ORIGIN, size: record.size, root: toBase64(record.root), time }
const honest = {
  unit: '25',
  ...year,
  checkpoint,
  ...figuresOf(countActs(book.acts, year), tree, '25', year.to),
}

/** A server with the record, as Gốc lays it out. */
async function serving(figures: unknown, before: (path: string) => number | undefined = () => undefined) {
  const answer: RequestListener = (request, response) => {
    const path = request.url!
    const fault = before(path)
    const bytes = path.startsWith('/record/') ? record.files.get(path.slice('/record/'.length)) : undefined
    const asked = path === `/api/v1/figures?unit=25&from=${year.from}&to=${year.to}` && figures !== undefined
    if (fault !== undefined) response.writeHead(fault).end()
    else if (bytes) response.end(bytes)
    else if (asked) response.end(JSON.stringify(figures))
    else response.writeHead(404).end('<html>')
  }
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a folder: the prefix itself, or where it lies; in lines and as one object', async () => {
  const spoken = await verify(folder, '--vkey', log.vkey)
  assert.equal(spoken.code, 0, spoken.stderr)
  assert.match(spoken.stdout, new RegExp(`${ORIGIN}: ${record.size} entries[\\s\\S]*Every check holds`))
  const args = [join(folder, 'record'), '--vkey', log.vkey, '--json']
  const { code, stdout } = await verify(...args, '--unit', '25', '--from', year.from, '--to', year.to)
  const { counted, ...report } = JSON.parse(stdout)
  const { checkpoint: _, ...expected } = honest
  assert.deepEqual([code, report.ok, report.size, counted], [0, true, record.size, expected])
  assert.match((await verify(folder, '--vkey', log.vkey, '--lang', 'vi')).stdout, /Mọi phép kiểm đều đúng/)
})

test('a state is kept, and a claim in a file is counted', async () => {
  const state = join(folder, 'state')
  const claim = join(folder, 'claim.json')
  writeFileSync(claim, JSON.stringify(honest))
  const args = [folder, '--vkey', log.vkey, '--state', state, '--figures', claim, '--json']
  assert.equal(JSON.parse((await verify(...args)).stdout).checked, record.size)
  const again = JSON.parse((await verify(...args)).stdout)
  assert.deepEqual([again.checked, again.figures.length], [0, 1])
  writeFileSync(claim, JSON.stringify({ ...honest, opinions: { ...honest.opinions, silent: 1 } }))
  const { code, stdout } = await verify(...args)
  assert.deepEqual([code, JSON.parse(stdout).kind], [1, 'figure-differs'])
})

test('a fault is said with its kind and index; wrong usage is no fault of the record', async () => {
  const { code, stdout } = await verify(folder, '--vkey', signer(ORIGIN, 9).vkey, '--json')
  assert.deepEqual([code, JSON.parse(stdout).ok, JSON.parse(stdout).kind], [1, false, 'bad-signature'])
  const file = join(folder, 'record/tile/entries/000')
  writeFileSync(file, flip(record.files.get('tile/entries/000')!.slice(), 3))
  const spoken = await verify(folder, '--vkey', log.vkey, '--tree-only')
  writeFileSync(file, record.files.get('tile/entries/000')!)
  assert.deepEqual([spoken.code, /\(wrong-tile, index 0\)/.test(spoken.stdout)], [1, true])
  for (const args of [
    [],
    [folder],
    [folder, '--vkey', 'x'],
    [folder, '--vkey', log.vkey, '--unit', '25'],
    [folder, '--vkey', log.vkey, '--lang', 'fr'],
    [folder, '--vkey', log.vkey, '--figures', join(folder, 'none')],
    [join(folder, 'none'), '--vkey', log.vkey],
  ]) {
    assert.equal((await verify(...args)).code, 2, args.join(' '))
  }
})

test('a site: its record and its figures', async () => {
  const site = await serving(honest)
  for (const url of [site, `${site}/`, `${site}/record`, `${site}/record/`]) {
    const { code, stdout } = await verify(url, '--vkey', log.vkey, '--json')
    assert.deepEqual([code, JSON.parse(stdout).figures?.length], [0, 1], stdout)
  }
  const lying = await serving({
    ...honest,
    dialogues: { ...honest.dialogues, held: honest.dialogues.held + 1 },
  })
  const { code, stdout } = await verify(lying, '--vkey', log.vkey)
  assert.deepEqual([code, /figure-differs/.test(stdout)], [1, true])
  const silent = await verify(await serving(undefined), '--vkey', log.vkey)
  assert.match(silent.stdout, /No published figures/)
})

test('faults of the network are tried again; what does not pass is said', async () => {
  const tries = new Map<string, number>()
  const limping = await serving(honest, (path) => {
    const tried = (tries.get(path) ?? 0) + 1
    tries.set(path, tried)
    return tried <= 2 ? 503 : undefined
  })
  const source = webSource(`${limping}/record`, 1)
  assert.deepEqual(
    Buffer.from((await source.read('tile/0/000', 8192))!),
    Buffer.from(record.files.get('tile/0/000')!),
  )
  assert.equal(await webSource(limping, 1).read('record/none', 10), undefined)
  await assert.rejects(source.read('tile/entries/000', 1000), { kind: 'too-large' })
  await assert.rejects(folderSource(join(folder, 'record')).read('tile/0/000', 8191), { kind: 'too-large' })
  const closed = await serving(honest, () => 403)
  await assert.rejects(webSource(closed, 1).read('checkpoint', 10), /cannot read/)
  await assert.rejects(webSource('http://127.0.0.1:1', 1).read('checkpoint', 10), /cannot read/)
  assert.equal((await openSource(folder)).ask, undefined)
})
