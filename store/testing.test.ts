import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { act } from './testing/actor.ts'
import { testServer } from './testing.ts'

const module = JSON.stringify(new URL('./testing.ts', import.meta.url).href)

/** An actor that asks for databases without a server being given. */
const asking = (then: string) =>
  act(`delete process.env.GOC_TEST_DATABASE_URL
    const { emptyDatabase } = await import(${module})
    const databases = [await emptyDatabase(), await emptyDatabase()]
    say(databases.map(({ url }) => url))
    await told()
    ${then}`)

async function isUp(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  return client
    .connect()
    .then(() => client.end())
    .then(() => true)
    .catch(() => false)
}

const folders = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('goc-test-server-'))

for (const ending of [
  'process.exit()',
  'throw new Error("a test failed")',
  'process.kill(process.pid, "SIGKILL")',
]) {
  test(`a test that ends by ${ending} leaves no server and no folder`, async () => {
    const before = folders()
    const actor = asking(ending)
    const [one, two] = await actor.hear<string[]>()
    assert.notEqual(one, two)
    assert.equal(await isUp(one!), true)
    const own = folders().find((name) => !before.includes(name))
    assert.ok(own)
    actor.tell()
    await actor.ended
    for (let i = 0; i < 500 && folders().includes(own); i++) await sleep(10)
    assert.equal(folders().includes(own), false, path.join(os.tmpdir(), own))
    assert.equal(await isUp(one!), false)
  })
}

test('a server for a runner, shared through GOC_TEST_DATABASE_URL', async () => {
  const server = await testServer()
  const actor = act(`process.env.GOC_TEST_DATABASE_URL = ${JSON.stringify(server.url)}
    const { emptyDatabase } = await import(${module})
    const database = await emptyDatabase()
    say(database.url)
    await database.drop()
    say('dropped')
    process.exit()`)
  const url = await actor.hear<string>()
  assert.equal(new URL(url).port, new URL(server.url).port)
  assert.equal(await actor.hear(), 'dropped')
  assert.equal(await isUp(url), false)
  await server.stop()
  assert.equal(await isUp(server.url), false)
})
