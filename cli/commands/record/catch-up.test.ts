/** A backup is restored and rolled forward, with the command itself, against every kind of published record. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from '@goc/domain/act.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import type { Opinion } from '@goc/domain/opinions/rules.ts'
import { anyMoves, anyRaised } from '@goc/domain/testing/arbitrary.test.ts'
import { historyOf } from '@goc/domain/testing/opinions.ts'
import { append, bodyOf } from '@goc/store/append.ts'
import { openStore, type Store } from '@goc/store/database.ts'
import { establishIdentity } from '@goc/store/identity.ts'
import { recordSeed } from '@goc/store/keys.ts'
import { opinions } from '@goc/store/opinions.ts'
import { exportRecord } from '@goc/store/publish/export.ts'
import { openRatchet, RecordBehind } from '@goc/store/ratchet.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { testDatabase } from '@goc/store/testing.ts'
import fc from 'fast-check'
import pg from 'pg'

const goc = join(import.meta.dirname, '../../goc.mjs')
let folder: string
let acts: Act[]
let past: number
/** The record as it had become, the backup of it, and a record that went another way from there. */
let whole: { url: string; drop(): Promise<void> }
let backup: string
let fork: string
let drops: (() => Promise<unknown>)[] = []
const servers: Server[] = []
const data = () => join(folder, 'data')
const published = () => join(folder, 'published')

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goc-catch-up-'))
  whole = await testDatabase()
  drops = [whole.drop]
  acts = fc
    .sample(fc.tuple(anyRaised, anyMoves), { numRuns: 110, seed: 11 })
    .flatMap(([raised, moves], i) => {
      const told = moves
        .filter((move) => ['resolve', 'reopen', 'rate'].includes(move.do))
        .map((move) => ({ ...move, imported: true }))
      return historyOf({ ...raised, imported: true }, told, `YK${i}`).acts as Act[]
    })
  // Histories lie across each other, so that most of them are cut by the backup.
  acts.sort((a, b) => a.n - b.n)
  past = Math.floor(acts.length / 3)
  await go(whole.url, data(), acts.slice(0, past))
  backup = await copyOf(whole.url, 'backup')
  fork = await copyOf(whole.url, 'fork')
  await go(whole.url, data(), acts.slice(past))
  await withStore(whole.url, (store) => exportRecord(store, published()))

  await cp(join(data(), 'keys'), join(folder, 'fork', 'keys'), { recursive: true })
  const others = acts
    .slice(0, acts.length - past)
    .map((act) => ({ ...act, subject: `${act.subject}b` }) as Act)
  await go(fork, join(folder, 'fork'), others)
  await withStore(fork, (store) => exportRecord(store, join(folder, 'forked')))
})
after(async () => {
  for (const server of servers) server.close().closeAllConnections()
  for (const drop of drops) await drop()
  await rm(folder, { recursive: true })
})

async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(url, { connections: 3 })
  return work(store).finally(async () => {
    await store.close()
    // Kysely ends no pool that it has not used itself.
    if (!store.pool.ended) await store.pool.end()
  })
}

/** Does acts and enters them, in batches that end anywhere. */
const go = (url: string, data: string, acts: readonly Act[]) =>
  withStore(url, async (store) => {
    const signer = await establishIdentity(store.db, 'goc.test/record', await recordSeed(data, {}))
    const ratchet = await openRatchet(data)
    let clock = 1_760_000_000
    const sequencer = makeSequencer({ store, signer, ratchet, clock: () => clock++ })
    for (let at = 0; at < acts.length; at += 61) {
      for (const act of acts.slice(at, at + 61)) await add(store, act)
      await sequencer.step()
    }
    await ratchet.close()
  })

const states = new WeakMap<Store, Map<string, Opinion>>()
async function add(store: Store, act: Act): Promise<void> {
  const known = states.get(store) ?? new Map<string, Opinion>()
  states.set(store, known)
  const id = act.subject.slice('opinion/'.length)
  const before =
    known.get(act.subject) ??
    (
      await store.db
        .selectFrom('act')
        .select('body')
        .where('subject', '=', act.subject)
        .orderBy('n')
        .execute()
    )
      .map(({ body }) => ({ ...JSON.parse(body), t: 0 }) as Act<OpinionFact>)
      .reduce<Opinion | undefined>((state, one) => opinions.rules.evolve(state, one), undefined)
  const state = opinions.rules.evolve(before, act as Act<OpinionFact>)
  known.set(act.subject, state)
  await store.db.transaction().execute(async (db) => {
    await append(db, [act])
    await opinions.show(db, [{ id, state, acts: [act as Act<OpinionFact>] }])
  })
}

async function copyOf(url: string, name: string): Promise<string> {
  const copy = new URL(url)
  const original = copy.pathname.slice(1)
  copy.pathname = `/${original}_${name}_${drops.length}`
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: admin.href })
    await client.connect()
    return client.query(sql).finally(() => client.end())
  }
  // Whoever looked at it last may not have left yet.
  for (let tries = 0; (await isUsed(query, original)) && tries < 100; tries++) await sleep(20)
  await query(`create database ${copy.pathname.slice(1)} template ${original}`)
  drops.unshift(() => query(`drop database if exists ${copy.pathname.slice(1)} with (force)`))
  return copy.href
}

const isUsed = async (query: (sql: string) => Promise<pg.QueryResult>, name: string) =>
  (await query(`select from pg_stat_activity where datname = '${name}'`)).rowCount! > 0

async function catchUp(url: string, where: string, data: string) {
  const { npm_lifecycle_event: _, GOC_WITNESSES: __, ...env } = process.env
  const child = spawn(process.execPath, [goc, 'record', 'catch-up', where, '--data', data], {
    env: { ...env, DATABASE_URL: url },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => {
      said += part
    })
  const [code] = (await once(child, 'close')) as [number]
  return { code, said }
}

/** Serves files of a folder that may be another one at each request. */
async function mirrorOf(folderFor: (path: string) => string): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url!.slice('/mirror/'.length)
    readFile(join(folderFor(path), path)).then(
      (file) => response.end(file),
      () => response.writeHead(404).end(),
    )
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/mirror`
}

/** A backup of the database, beside what the data folder still knows. */
async function restored({ forgetful = false } = {}) {
  const own = join(folder, `restored-${drops.length}`)
  await cp(data(), own, { recursive: true })
  if (forgetful) await rm(join(own, 'record'), { recursive: true })
  return { url: await copyOf(backup, 'restored'), data: own }
}

const sequence = ({ url, data }: { url: string; data: string }) =>
  withStore(url, async (store) => {
    const signer = await establishIdentity(store.db, 'goc.test/record', await recordSeed(data, {}))
    const ratchet = await openRatchet(data)
    const step = makeSequencer({ store, signer, ratchet, clock: () => 1_770_000_000 }).step()
    return step.finally(() => ratchet.close())
  })

const dump = (url: string) =>
  withStore(url, async ({ pool }) => {
    const queries = {
      entry: 'select index, t, leaf from entry order by index',
      act: 'select subject, n, body from act order by 1, 2',
      tile: 'select * from tile order by 1, 2',
      head: 'select * from head',
      newest: 'select size, root, t, note from checkpoint order by size desc limit 1',
      opinion: 'select * from opinion order by id',
      answer: 'select * from answer order by 1, 2',
      day: 'select * from day_cell order by 1, 2, 3',
      period: 'select * from period_cell order by 1, 2',
    }
    const rows: Record<string, unknown[]> = {}
    for (const [name, query] of Object.entries(queries)) rows[name] = (await pool.query(query)).rows
    return rows
  })

const sizeOf = async (url: string) => ((await dump(url)).head as [{ size: number }])[0].size

test('a backup becomes the record again, from files and from an address, also when the folder forgot', async () => {
  const address = await mirrorOf(() => published())
  for (const where of [published(), address]) {
    const instance = await restored({ forgetful: where === address })
    if (where !== address) await assert.rejects(sequence(instance), (error) => error instanceof RecordBehind)
    const { code, said } = await catchUp(instance.url, where, instance.data)
    assert.equal(code, 0, said)
    assert.match(said, new RegExp(`${acts.length - past} entries taken over`))
    assert.match(said, /\d+ texts that they speak of are not here/)
    assert.deepEqual(await dump(instance.url), await dump(whole.url))

    // It goes on, and what it signs continues what was published.
    await withStore(instance.url, (store) => add(store, { ...acts[0]!, subject: 'opinion/NEXT' }))
    const batch = await sequence(instance)
    assert.equal(typeof batch === 'object' && batch.size, acts.length + 1)
    const grown = join(instance.data, 'mirror')
    await cp(published(), grown, { recursive: true })
    await withStore(instance.url, (store) => exportRecord(store, grown))
    const again = await catchUp(instance.url, grown, instance.data)
    assert.equal(again.code, 0, again.said)
    assert.match(again.said, /^0 entries taken over/m)
  }
})

test('what waits here is matched, makes way, or waits on', async () => {
  const instance = await restored()
  const firstOf = (subject: string) => acts.slice(past).find((act) => act.subject === subject)!
  // Both had begun before the backup.
  const [same, parted] = new Map(
    acts.slice(past).flatMap((act) => (act.n === 2 ? [[act.subject, act]] : [])),
  ).values()
  const contradicting = { ...firstOf(parted!.subject), on: '2026-05-05' } as Act
  const following = { ...contradicting, n: contradicting.n + 1 } as Act
  await withStore(instance.url, async (store) => {
    await add(store, firstOf(same!.subject))
    await append(store.db, [contradicting, following])
    await add(store, { ...acts[0]!, subject: 'opinion/WAITS' })
    // What it was shown as has to go as well.
    await store.pool.query(`update opinion set status = 'nonsense' where id = $1`, [parted!.subject.slice(8)])
  })
  const { code, said } = await catchUp(instance.url, published(), instance.data)
  assert.equal(code, 0, said)
  assert.match(said, /2 acts waited here that the published record contradicts/)
  const aside = (await readFile(join(instance.data, 'record', 'set-aside.jsonl'), 'utf8')).trim().split('\n')
  assert.deepEqual(
    aside.map((line) => [JSON.parse(line).subject, JSON.parse(line).n]),
    [contradicting, following].map(({ subject, n }) => [subject, n]),
  )
  assert.equal(JSON.parse(aside[0]!).body, bodyOf(contradicting))

  const now = await dump(instance.url)
  const then = await dump(whole.url)
  for (const table of ['entry', 'tile', 'head', 'newest', 'answer', 'day', 'period'])
    assert.deepEqual(now[table], then[table], table)
  assert.equal(now.act!.length, then.act!.length + 1)
  assert.deepEqual(
    now.opinion!.filter((row) => (row as { id: string }).id !== 'WAITS'),
    then.opinion,
  )
  const batch = await sequence(instance)
  assert.deepEqual(batch, { size: acts.length + 1, added: 1, t: 1_770_000_000 })
  // The database refuses changes to acts as before.
  await withStore(instance.url, (store) =>
    assert.rejects(store.db.deleteFrom('act').execute(), /only ever added/),
  )
})

test('a file that was tampered with is refused, and nothing is taken over', async () => {
  const instance = await restored()
  const before = await dump(instance.url)
  const bundle = `tile/entries/001.p/${acts.length - 256}`
  const tampered = join(folder, 'tampered')
  await cp(published(), tampered, { recursive: true })
  const bytes = await readFile(join(tampered, bundle))
  bytes[bytes.length - 5]! ^= 1
  await writeFile(join(tampered, bundle), bytes)
  const one = await catchUp(instance.url, tampered, instance.data)
  assert.equal(one.code, 1, one.said)
  assert.match(one.said, /wrong-tile/)

  // The whole of another history under the checkpoint of this one, and a checkpoint that says more than was signed.
  const swapped = join(folder, 'swapped')
  await cp(join(folder, 'forked'), swapped, { recursive: true })
  await cp(join(published(), 'checkpoint'), join(swapped, 'checkpoint'))
  const two = await catchUp(instance.url, swapped, instance.data)
  assert.equal(two.code, 1, two.said)
  assert.match(two.said, /wrong-root|not-an-extension/)
  const note = await readFile(join(published(), 'checkpoint'), 'utf8')
  await writeFile(join(swapped, 'checkpoint'), note.replace(`\n${acts.length}\n`, `\n${acts.length + 1}\n`))
  const three = await catchUp(instance.url, swapped, instance.data)
  assert.equal(three.code, 1, three.said)
  assert.match(three.said, /bad-signature/)
  assert.deepEqual(await dump(instance.url), before)
})

test('a mirror that shows one history and hands out another is caught between the two', async () => {
  const instance = await restored({ forgetful: true })
  const asked = new Map<string, number>()
  const address = await mirrorOf((path) => {
    asked.set(path, (asked.get(path) ?? 0) + 1)
    // Twice is everything looked at before the first entry is taken over: by the third time all was verified.
    return path !== 'checkpoint' && asked.get(path)! > 2 ? join(folder, 'forked') : published()
  })
  const { code, said } = await catchUp(instance.url, address, instance.data)
  assert.equal(code, 1, said)
  assert.equal(await sizeOf(instance.url), past)
  assert.deepEqual((await dump(instance.url)).entry, (await dump(backup)).entry)
  // And it is known by now that more was published, so nothing is signed.
  await assert.rejects(sequence(instance), (error) => error instanceof RecordBehind)
})

test('a database of another history is refused', async () => {
  const instance = { url: await copyOf(fork, 'other'), data: join(folder, 'other') }
  await cp(data(), instance.data, { recursive: true })
  const before = await dump(instance.url)
  const { code, said } = await catchUp(instance.url, published(), instance.data)
  assert.equal(code, 1, said)
  assert.match(said, /not-an-extension: this database has another root/)
  assert.deepEqual(await dump(instance.url), before)
})

test('a mirror that is itself behind takes it part of the way, and says so', async () => {
  const instance = await restored()
  const half = join(folder, 'half')
  const part = acts.slice(past, past + 61)
  const older = await copyOf(backup, 'older')
  await cp(join(data(), 'keys'), join(folder, 'older', 'keys'), { recursive: true })
  await go(older, join(folder, 'older'), part)
  await withStore(older, (store) => exportRecord(store, half))
  const { code, said } = await catchUp(instance.url, half, instance.data)
  assert.equal(code, 1, said)
  assert.match(said, /61 entries taken over/)
  assert.match(said, /still missing/)
  await assert.rejects(sequence(instance), (error) => error instanceof RecordBehind)
})
