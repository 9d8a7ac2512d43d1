import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { act, endActors } from '@goc/store/testing/actor.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { type TestDatabase, testDatabase } from '@goc/store/testing.ts'

const { folder, remove } = temporaryFolder()
const module = JSON.stringify(new URL('./instance.ts', import.meta.url).href)
const using = (then: string) =>
  act(`delete process.env.DATABASE_URL
    const { withDatabase } = await import(${module})
    await withDatabase({ data: ${JSON.stringify(folder)} }, async (url) => {
      say(url)
      await told()
      ${then}
    }).catch((error) => say(error.message))
    process.exit()`)
const runs = () => existsSync(path.join(folder, 'postgres/cluster/postmaster.pid'))

let external: TestDatabase | undefined
before(async () => {
  external = await testDatabase()
})
after(async () => {
  endActors()
  await external?.drop()
  // an actor that was killed leaves the server to the next one, which stops it
  const last = using('')
  await last.hear()
  last.tell()
  await last.ended
  remove()
})

test('a command starts the database and stops it again, also when it fails', async () => {
  for (const then of ['', "throw new Error('it broke')"]) {
    const command = using(then)
    assert.match(await command.hear(), /^postgres:\/\/goc:.*@127.0.0.1:\d+\/goc$/)
    assert.equal(runs(), true)
    command.tell()
    if (then) assert.equal(await command.hear(), 'it broke')
    assert.equal((await command.ended).code, 0)
    assert.equal(runs(), false)
  }
})

test('interrupted, it stops the database before it goes', async () => {
  const command = using('await new Promise(() => {})')
  await command.hear()
  command.kill('SIGINT')
  assert.equal((await command.ended).code, 130)
  assert.equal(runs(), false)
})

test('two commands at once share the database, and the last one stops it', async () => {
  const [first, second] = [using(''), using('')]
  assert.equal(await first.hear(), await second.hear())
  first.tell()
  await first.ended
  assert.equal(runs(), true)
  second.tell()
  await second.ended
  assert.equal(runs(), false)
})

test('a database of its own is neither started nor stopped', async () => {
  const command = act(`process.env.DATABASE_URL = ${JSON.stringify(external!.url)}
    const { withDatabase } = await import(${module})
    say(await withDatabase({ data: ${JSON.stringify(path.join(folder, 'unused'))} }, async (url) => url))
    process.exit()`)
  assert.equal(await command.hear(), external!.url)
  await command.ended
  assert.equal(existsSync(path.join(folder, 'unused')), false)
})
