import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { act, endActors } from '../testing/actor.ts'
import { temporaryFolder } from '../testing/folder.ts'
import { findBinaries } from './binaries.ts'
import { homeOf } from './cluster.ts'
import { readPostmaster, stopPostmaster, whatIs } from './postmaster.ts'
import { startEmbedded } from './server.ts'

// one cluster for all: making one takes longest; each test leaves it stopped
const { folder, remove } = temporaryFolder()
const dataDir = path.join(folder, 'postgres')
const home = homeOf(dataDir)
const module = JSON.stringify(new URL('./server.ts', import.meta.url).href)
type Said = { url: string; adopted: boolean }
const starting = `const { startEmbedded } = await import(${module})
  const server = await startEmbedded(${JSON.stringify(dataDir)})
  say({ url: server.url, adopted: server.adopted })`

beforeEach(() => assert.equal(existsSync(path.join(home.cluster, 'postmaster.pid')), false))
afterEach(async () => (await startEmbedded(dataDir)).stop())
after(async () => {
  // whatever a failed test left running
  endActors()
  await stopPostmaster(home, findBinaries())
  remove()
})

async function ask<T = unknown>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  const results = await client.query({ text: sql, rowMode: 'array' }).finally(() => client.end())
  return [results].flat().at(-1)!.rows.flat() as T[]
}

const runs = () => {
  const postmaster = readPostmaster(home)
  return postmaster !== undefined && whatIs(postmaster.pid, home) === 'ours'
}

test('it is durable, private and the same on every system', async () => {
  const server = await startEmbedded(dataDir)
  const shown = [
    'fsync',
    'full_page_writes',
    'synchronous_commit',
    'data_checksums',
    'listen_addresses',
    'server_encoding',
  ]
  const values = await Promise.all(shown.map((name) => ask(server.url, `show ${name}`)))
  assert.deepEqual(values.flat(), ['on', 'on', 'on', 'on', '127.0.0.1', 'UTF8'])
  const locale = `select datlocprovider::text, datlocale from pg_database where datname = 'goc'`
  assert.deepEqual(await ask(server.url, locale), ['b', 'C.UTF-8'])
  assert.equal(statSync(home.password).mode & 0o777, 0o600)
  assert.equal(statSync(home.folder).mode & 0o777, 0o700)
  await assert.rejects(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1'), { code: '28P01' })
  await server.stop()
})

test('settings may tune it but not make it forget', async () => {
  await assert.rejects(startEmbedded(dataDir, { fsync: 'off' }), /fsync cannot be changed/)
  const server = await startEmbedded(dataDir, { work_mem: '8MB' })
  assert.deepEqual(await ask(server.url, 'show work_mem'), ['8MB'])
  await server.stop()
})

test('started by root it runs as an unprivileged account', { skip: process.getuid?.() !== 0 }, async () => {
  const server = await startEmbedded(dataDir)
  assert.notEqual(statSync(`/proc/${readPostmaster(home)!.pid}`).uid, 0)
  await server.stop()
})

test('a clean stop leaves nothing behind, and may be asked for twice', async () => {
  const server = await startEmbedded(dataDir)
  await Promise.all([server.stop(), server.stop()])
  await server.stop()
  assert.equal(existsSync(path.join(home.cluster, 'postmaster.pid')), false)
  assert.match(readFileSync(home.log, 'utf8'), /database system is shut down/)
})

test('it stops with clients connected, and ends none of their processes', async () => {
  const server = await startEmbedded(dataDir)
  const pool = new pg.Pool({ connectionString: server.url })
  pool.on('error', () => undefined)
  await pool.query('select 1')
  await server.stop()
  assert.equal(runs(), false)
  await pool.end()
})

test('what a failing statement held is not in the log', async () => {
  const server = await startEmbedded(dataDir)
  await ask(server.url, 'create table if not exists letter (words text unique)')
  await ask(server.url, `insert into letter values ('very private') on conflict do nothing`)
  await assert.rejects(ask(server.url, `insert into letter values ('very private')`))
  await server.stop()
  assert.match(readFileSync(home.log, 'utf8'), /duplicate key/)
  assert.doesNotMatch(readFileSync(home.log, 'utf8'), /very private/)
})

test('its parent killed, it lives on and is adopted with all data', async () => {
  const parent = act(`${starting}; await told()`)
  const { url } = await parent.hear<Said>()
  await ask(url, 'create table if not exists survivor (n int); insert into survivor values (1)')
  parent.kill('SIGKILL')
  await parent.ended
  const server = await startEmbedded(dataDir)
  assert.equal(server.adopted, true)
  assert.equal(server.url, url)
  assert.deepEqual(await ask(server.url, 'select * from survivor'), [1])
  await server.stop()
  assert.equal(runs(), false)
})

for (const victims of ['postmaster', 'all'] as const) {
  test(`killed during inserts (${victims}), it comes back with every acknowledged row`, async () => {
    const parent = act(`${starting}; await told()`)
    const { url } = await parent.hear<Said>()
    await ask(url, 'drop table if exists kept; create table kept (n int)')
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    await client.connect()
    let acknowledged = 0
    const writing = (async () => {
      for (;;) {
        await client.query('insert into kept values ($1)', [acknowledged + 1])
        acknowledged++
      }
    })().catch(() => undefined)
    while (acknowledged < 200) await new Promise(setImmediate)
    const pid = readPostmaster(home)!.pid
    const group = victims === 'all' ? childrenOf(pid) : []
    parent.kill('SIGKILL')
    for (const each of [pid, ...group]) process.kill(each, 'SIGKILL')
    await writing
    const server = await startEmbedded(dataDir)
    assert.equal(server.adopted, false)
    const rows = await ask(server.url, 'select n from kept order by n')
    assert.ok(
      rows.length === acknowledged || rows.length === acknowledged + 1,
      `${rows.length} of ${acknowledged}`,
    )
    await server.stop()
    await parent.ended
  })
}

test('killed under its user, it is started again and found at the same address', async () => {
  const server = await startEmbedded(dataDir)
  const { pid } = readPostmaster(home)!
  process.kill(pid, 'SIGKILL')
  // In between there is no pid file at all.
  const isBack = () => {
    const now = readPostmaster(home)
    return now !== undefined && now.pid !== pid && now.status === 'ready'
  }
  while (!isBack()) await sleep(20)
  assert.deepEqual(await ask(server.url, 'select 1'), [1])
  await server.stop()
  assert.equal(runs(), false)
  await sleep(1500)
  assert.equal(runs(), false)
})

test('a pid file of a dead server, or of a stranger who got its pid, is no obstacle', async () => {
  for (const pid of [process.pid, 2 ** 22 - 1]) {
    writeFileSync(
      path.join(home.cluster, 'postmaster.pid'),
      `${pid}\n${home.cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`,
    )
    const server = await startEmbedded(dataDir)
    assert.equal(server.adopted, false)
    await server.stop()
  }
})

test('one who adopts and goes leaves it to its owner; the last one out stops it', async () => {
  const owner = act(`${starting}; await told(); await server.stop(); say('gone'); process.exit()`)
  assert.equal((await owner.hear<Said>()).adopted, false)
  const visitor = await startEmbedded(dataDir)
  assert.equal(visitor.adopted, true)
  await visitor.stop()
  assert.equal(runs(), true)

  const another = await startEmbedded(dataDir)
  owner.tell()
  assert.equal(await owner.hear(), 'gone')
  assert.deepEqual(await ask(another.url, 'select 1'), [1])
  await another.stop()
  assert.equal(runs(), false)
})

test('many starting at once share one server, and it stops once', async () => {
  const actors = Array.from({ length: 4 }, () =>
    act(`${starting}; await told(); await server.stop(); process.exit()`),
  )
  const heard = await Promise.all(actors.map((actor) => actor.hear<Said>()))
  assert.equal(new Set(heard.map(({ url }) => url)).size, 1)
  assert.equal(heard.filter(({ adopted }) => !adopted).length, 1)
  for (const actor of actors) actor.tell()
  assert.deepEqual(
    new Set((await Promise.all(actors.map((actor) => actor.ended))).map(({ code }) => code)),
    new Set([0]),
  )
  assert.equal(runs(), false)
})

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
}
