/** The record's commands on an instance with its own PostgreSQL: alone, beside a live server, and alone again. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { keyOf, noteOf } from '@goc/jobs/testing.ts'
import { signerOf } from '@goc/store/identity.ts'
import { recordSeed } from '@goc/store/keys.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { goc, largeBooks, serve } from '../../testing.ts'

const built = existsSync(new URL('../../../web/build/handler.js', import.meta.url))
const skip = built ? false : 'the pages are not built: npm run build'

const { folder, remove } = temporaryFolder('beside')
const at = (...names: string[]) => join(folder, ...names)
const on = (...words: string[]) => goc([...words, '--data', at('data')])
const runs = () => existsSync(at('data/postgres/cluster/postmaster.pid'))

/** A witness of the live server: it knows nothing, until it shows more than there is. */
let witness: Server
let shown: { note: string; size: number } | undefined
let server: Awaited<ReturnType<typeof serve>> | undefined
before(async () => {
  witness = createServer((request, response) => {
    if (!shown) return response.writeHead(request.method === 'GET' ? 404 : 503).end()
    if (request.method === 'GET') return response.end(shown.note)
    return response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${shown.size}\n`)
  })
  await new Promise<void>((resolve) => witness.listen(0, '127.0.0.1', resolve))
})
after(async () => {
  await server?.stop()
  witness.close().closeAllConnections()
  remove()
})

/** What each of the commands says of the record as it stands, and what it writes. */
async function looked(name: string) {
  const said: Record<string, unknown> = {}
  const commands = {
    vkey: ['vkey'],
    export: ['export', at(name)],
    proof: ['proof', '257', '--out', at(`${name}.proof`), '--leaf', at(`${name}.leaf`)],
    check: ['rebuild', '--check'],
    rebuild: ['rebuild'],
  }
  for (const [command, words] of Object.entries(commands)) {
    const { code, out, err } = await on('record', ...words)
    assert.equal(code, 0, `${command}: ${out}${err}`)
    said[command] = out.replaceAll(at(name), '')
  }
  const beyond = await on('record', 'proof', '100000', '--out', at('none'), '--leaf', at('none.leaf'))
  assert.equal(beyond.code, 1)
  said.beyond = beyond.err
  said.checkpoint = await readFile(at(name, 'checkpoint'), 'utf8')
  said.written = await readFile(at(`${name}.proof`), 'utf8')
  const { code, out, err } = await goc(['verify', at(name), '--vkey', String(said.vkey).trim()])
  assert.equal(code, 0, out + err)
  return said
}

test('each says the same alone, beside a live server, and alone again', {
  skip,
  timeout: 200_000,
}, async () => {
  const imported = await on('import', 'year', largeBooks(at('books')))
  assert.equal(imported.code, 0, imported.err)
  const alone = await looked('alone')
  assert.equal(runs(), false)

  const { port } = witness.address() as { port: number }
  const GOC_WITNESSES = `${keyOf('witness.example/front', 1).vkey}=http://127.0.0.1:${port}`
  server = await serve(['--no-demo', '--data', at('data')], { GOC_WITNESSES })
  assert.deepEqual(await looked('beside'), alone)
  assert.equal(await (await fetch(`${server.url}/record/checkpoint`)).text(), alone.checkpoint)
  assert.equal(await (await fetch(`${server.url}/record/proof/257`)).text(), alone.written)
  // A verifier may as well take it from the server.
  const vkey = String(alone.vkey).trim()
  assert.equal((await goc(['verify', server.url, '--vkey', vkey])).code, 0)
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
})

test('a witness of the live server that has seen more stops it, in plain words', {
  skip,
  timeout: 60_000,
}, async () => {
  const signer = signerOf('localhost:3000/record', await recordSeed(at('data'), {}))
  shown = { size: 5_000, note: noteOf({ signer }, 5_000) }
  let said = ''
  for (let i = 0; i < 300 && !said.includes('catch-up'); i++) {
    said = await (await fetch(`${server!.url}/readyz`)).text()
    await sleep(100)
  }
  assert.match(said, /the witness witness\.example\/front knows 5000 entries and this database only \d+/)
  assert.equal((await fetch(`${server!.url}/readyz`)).status, 503)
  // What was published is there as before.
  assert.equal((await on('record', 'rebuild', '--check')).code, 0)

  const { code, err } = await server!.stop()
  server = undefined
  assert.equal(code, 0)
  assert.match(err, /sequencer: the witness .* knows 5000 entries/)
  assert.equal(runs(), false)
  const again = await on('record', 'vkey')
  assert.equal(again.code, 0)
  assert.equal(runs(), false)
})
