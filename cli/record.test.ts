/** Who asks the witnesses of a record when a command begins, for how long, and what is said of those that are away. */

import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { keyOf, noteOf } from '@goc/jobs/testing.ts'
import { openStore } from '@goc/store/database.ts'
import { signerOf } from '@goc/store/identity.ts'
import { recordSeed } from '@goc/store/keys.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { type TestDatabase, testDatabase } from '@goc/store/testing.ts'
import { goc, largeBooks } from './testing.ts'

const { folder, remove } = temporaryFolder('asking')
const books = join(folder, 'books')
const data = ['--data', join(folder, 'data')]
const servers: Server[] = []
let database: TestDatabase
let env: { DATABASE_URL: string; GOC_WITNESSES: string }
const asked: { name: string; at: number }[] = []
/** What the last of them shows, once it shows anything. */
let shown: string | undefined

/** Two that never answer, one that is not there, and one that answers. */
before(async () => {
  database = await testDatabase()
  largeBooks(books)
  const settings: string[] = []
  for (const [i, name] of ['silent-1', 'silent-2', 'away', 'answers'].entries()) {
    const server = createServer((_, response) => {
      asked.push({ name, at: performance.now() })
      if (name === 'answers') response.writeHead(shown === undefined ? 404 : 200).end(shown)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    settings.push(
      `${keyOf(name, i + 1).vkey}=http://127.0.0.1:${(server.address() as { port: number }).port}`,
    )
    if (name === 'away') server.close()
    else servers.push(server)
  }
  env = { DATABASE_URL: database.url, GOC_WITNESSES: settings.join(',') }
  // The record begins, so that there is something to ask for.
  const { code, err } = await goc(['import', 'units', join(books, 'units.csv'), ...data], {
    DATABASE_URL: database.url,
  })
  assert.equal(code, 0, err)
})
after(async () => {
  for (const server of servers) server.close().closeAllConnections()
  await database.drop()
  remove()
})

test('a command that could sign asks all at once, waits a little, and names who did not answer', async () => {
  const began = performance.now()
  const { code, err } = await goc(['import', 'year', books, ...data], env)
  const took = performance.now() - began
  assert.equal(code, 0, err)
  assert.deepEqual(asked.map(({ name }) => name).toSorted(), ['answers', 'silent-1', 'silent-2'])
  assert.ok(asked.at(-1)!.at - asked[0]!.at < 1_000)
  assert.ok(took > 2_000 && took < 20_000, `${took} ms`)
  const said = err.split('\n').filter((line) => line.startsWith('witness '))
  assert.equal(said.length, 3)
  for (const name of ['silent-1', 'silent-2'])
    assert.ok(
      said.includes(
        `witness ${name}: it did not answer in 2 s, so what it has seen of this record is not known`,
      ),
      err,
    )
  assert.ok(said.some((line) => /^witness away: it cannot be reached: .*ECONNREFUSED/.test(line)))
})

test('commands that only look ask nobody', async () => {
  asked.length = 0
  const vkey = (await goc(['record', 'vkey', ...data], env)).out.trim()
  const at = (name: string) => join(folder, name)
  const year = ['--from', '2025-01-01', '--to', '2025-12-31']
  const looks = [
    ['record', 'export', at('public'), ...data],
    ['record', 'proof', '0', '--out', at('p'), '--leaf', at('l'), ...data],
    ['record', 'rebuild', '--check', ...data],
    ['figures', '--unit', '25', ...year, ...data],
    ['verify', at('public'), '--vkey', vkey],
    ['import', 'year', books, '--dry-run', ...data],
  ]
  for (const words of looks) {
    const { code, err } = await goc(words, env)
    assert.equal(code, 0, `${words.join(' ')}: ${err}`)
    assert.doesNotMatch(err, /witness/)
  }
  assert.deepEqual(asked, [])
})

test('what a witness shows keeps a command from signing; what was told is kept, and says what to do', async () => {
  const store = openStore(database.url, { connections: 1 })
  const signer = signerOf('localhost:3000/record', await recordSeed(join(folder, 'data'), {}))
  const sizeOf = () => store.db.selectFrom('head').select('size').executeTakeFirstOrThrow()
  const { size } = await sizeOf()
  shown = noteOf({ signer }, size + 9)
  const file = join(folder, 'more.csv')
  await writeFile(file, 'code,name,type,parent,households,population\n10999,xã Mới,xa,25,1,1\n')
  const answers = env.GOC_WITNESSES.split(',').at(-1)!
  const { code, err } = await goc(['import', 'units', file, ...data], { ...env, GOC_WITNESSES: answers })
  assert.equal(code, 1)
  assert.match(err, new RegExp(`^goc: the witness answers knows ${size + 9} entries .*only ${size}:`, 'm'))
  assert.match(err, /Roll it forward from the published record: npx goc record catch-up DIR\|URL/)
  assert.deepEqual(await sizeOf(), { size })
  assert.equal((await store.db.selectFrom('pending').selectAll().execute()).length, 1)
  await store.close()
})
