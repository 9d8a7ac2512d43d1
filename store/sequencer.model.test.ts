/**
 * P4 (record.md §3): whatever the interleaving of adding, sequencing, dying at any await, restarting, a second
 * sequencer, lost answers and a restored older database, every acknowledged act is at one index, and all
 * checkpoints that were ever published belong to one record.
 */

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { emptyEdge, grow } from '@goc/record/tile.ts'
import fc from 'fast-check'
import pg from 'pg'
import { append } from './append.ts'
import { openStore } from './database.ts'
import { establishIdentity, type Signer } from './identity.ts'
import { openRatchet, type Ratchet, RecordBehind } from './ratchet.ts'
import { makeSequencer, type Sequencer } from './sequencer.ts'
import { Died, mortalStore } from './testing/faults.ts'
import { testDatabase } from './testing.ts'

type Process = { store: ReturnType<typeof mortalStore>; ratchet: Ratchet; sequencer: Sequencer }

type Move =
  | { do: 'add'; count: number; dieAt?: number; when: 'before' | 'after' }
  | { do: 'step'; who: 0 | 1; dieAt?: number; when: 'before' | 'after' }
  | { do: 'both'; dieAt?: number; when: 'before' | 'after' }
  | { do: 'restart' }
  | { do: 'snapshot' }
  | { do: 'restore' }

const when = fc.constantFrom('before' as const, 'after' as const)
const dieAt = fc.option(fc.integer({ min: 1, max: 18 }), { nil: undefined, freq: 2 })
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      count: fc.integer({ min: 1, max: 90 }),
      dieAt,
      when,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      who: fc.constantFrom(0 as const, 1 as const),
      dieAt,
      when,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('both' as const), dieAt, when }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'snapshot' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restore' as const }) },
)

test('P4: nothing acknowledged is lost, nothing published is contradicted', {
  timeout: 200_000,
}, async () => {
  const runs = Number(process.env.GOC_MODEL_RUNS ?? 12)
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 15, maxLength: 40, size: 'max' }), async (moves) => {
      const world = await makeWorld()
      try {
        for (const one of moves) await world.play(one)
        await world.settle()
        await world.check()
      } finally {
        await world.close()
      }
    }),
    {
      numRuns: runs,
      endOnFailure: true,
      ...(process.env.GOC_SEED && { seed: Number(process.env.GOC_SEED) }),
    },
  )
})

async function makeWorld() {
  const first = await testDatabase()
  const data = await mkdtemp(join(tmpdir(), 'goc-model-'))
  const seed = Buffer.alloc(32, 7)
  const signer: Signer = await withStore(first.url, (store) =>
    establishIdentity(store.db, 'goc.test/record', seed),
  )
  // What a copy of the database holds is what it held when it was made: its name is its url.
  const name = (url: string) => new URL(url).pathname.slice(1)
  const copies: string[] = []
  let snapshot: { url: string; size: number } | undefined
  let clock = 1_700_000_000
  let added = 0
  const acknowledged = new Set<string>()
  let processes: Process[] = []

  async function start(): Promise<Process> {
    const store = mortalStore(first.url)
    const file = await openRatchet(data)
    const ratchet: Ratchet = {
      get last() {
        return file.last
      },
      advance: (size, root, note) => store.faults.pass(() => file.advance(size, root, note)),
      close: () => file.close(),
    }
    return {
      store,
      ratchet,
      sequencer: makeSequencer({ store, signer, ratchet, clock: () => clock++, limit: 100 }),
    }
  }
  async function end({ store, ratchet }: Process): Promise<void> {
    await store.close().catch(() => undefined)
    await ratchet.close()
  }
  async function alive(who: 0 | 1): Promise<Process> {
    if (processes[who]?.store.faults.dead) {
      await end(processes[who])
      processes[who] = await start()
    }
    processes[who] ??= await start()
    return processes[who]
  }
  const stopAll = async () => {
    for (const one of processes) if (one) await end(one)
    processes = []
  }
  const tolerate = (error: unknown) => {
    // A cut connection can also speak first.
    if (!(error instanceof Died) && !/Connection terminated|connection|terminat/i.test(String(error)))
      throw error
  }

  async function play(one: Move): Promise<void> {
    switch (one.do) {
      case 'add': {
        const { store } = await alive(0)
        if (one.dieAt !== undefined) store.faults.dieAt(one.dieAt, one.when)
        const acts = Array.from({ length: one.count }, () => unitAct(`U${added++}`))
        await append(store.db, acts).then(() => {
          for (const act of acts) acknowledged.add(act.subject)
        }, tolerate)
        break
      }
      case 'step': {
        const { store, sequencer } = await alive(one.who)
        if (one.dieAt !== undefined) store.faults.dieAt(one.dieAt, one.when)
        await sequencer.step().catch(tolerate)
        break
      }
      case 'both': {
        const [a, b] = [await alive(0), await alive(1)]
        if (one.dieAt !== undefined) a.store.faults.dieAt(one.dieAt, one.when)
        await Promise.all([a.sequencer.step().catch(tolerate), b.sequencer.step().catch(tolerate)])
        break
      }
      case 'restart':
        await stopAll()
        break
      case 'snapshot': {
        await stopAll()
        const size = await headSize(first.url)
        const url = await copyDatabase(first.url)
        copies.push(url)
        snapshot = { url, size }
        break
      }
      case 'restore':
        if (snapshot) await refusesToSign(snapshot)
        break
    }
  }

  /** An older database under the same data folder must not be signed on; the newest one may. */
  async function refusesToSign({ url, size }: { url: string; size: number }): Promise<void> {
    const ratchet = await openRatchet(data)
    await withStore(url, async (store) => {
      await append(store.db, [unitAct(`R${added++}`)])
      const step = makeSequencer({ store, signer, ratchet, clock: () => clock++ }).step()
      if ((ratchet.last?.size ?? 0) > size) await assert.rejects(step, RecordBehind)
      // Had it not forgotten anything, signing would be right; but then there would be two living copies. Leave it.
      else await step.catch(() => undefined)
    })
    const forgot = (ratchet.last?.size ?? 0) > (await headSize(first.url))
    await ratchet.close()
    // The copy was the newest and went on: it is the record now, so the model ends its use of the older one.
    if (forgot) {
      await copyBack(url)
      acknowledged.clear()
      for (const subject of await subjectsOf(url)) acknowledged.add(subject)
    }
    snapshot = undefined
  }

  async function copyBack(url: string): Promise<void> {
    await stopAll()
    await admin(first.url, [
      `drop database ${name(first.url)} with (force)`,
      `create database ${name(first.url)} template ${name(url)}`,
    ])
  }

  async function settle(): Promise<void> {
    await stopAll()
    const { sequencer } = await alive(0)
    while (await sequencer.step());
  }

  async function check(): Promise<void> {
    await withStore(first.url, async (store) => {
      const entries = await store.db
        .selectFrom('entry')
        .innerJoin('act', 'act.id', 'entry.actId')
        .select(['entry.index', 'entry.t', 'entry.leaf', 'act.subject'])
        .orderBy('index')
        .execute()
      assert.deepEqual(
        entries.map((entry) => entry.index),
        entries.map((_, i) => i),
        'indexes are dense',
      )
      const subjects = entries.map((entry) => entry.subject)
      assert.equal(new Set(subjects).size, subjects.length, 'no act is entered twice')
      const missing = [...acknowledged].filter((subject) => !subjects.includes(subject))
      assert.deepEqual(missing, [], 'every acknowledged act is entered')
      for (const [i, entry] of entries.entries())
        assert.ok(i === 0 || entries[i - 1]!.t <= entry.t, 'time never decreases')

      // Every checkpoint ever published, by the ratchet's own list, is a state of this one tree.
      const published = new Map(
        (await readFile(join(data, 'record', 'ratchet'), 'utf8'))
          .split('\n')
          .filter(Boolean)
          .map((line) => [Number(line.split(' ')[0]), line.split(' ')[1]!]),
      )
      let edge = emptyEdge()
      const tiles = new Map<string, Uint8Array>()
      for (const [i, { leaf }] of entries.entries()) {
        const grown = grow(fastHasher, edge, fastHasher.leaves(encodeBundle([leaf]), 1))
        edge = grown.edge
        for (const tile of grown.tiles) tiles.set(`${tile.level}/${tile.n}`, tile.data)
        const claimed = published.get(i + 1)
        if (claimed !== undefined)
          assert.equal(toBase64(grown.root), claimed, `the root published for ${i + 1}`)
      }
      assert.ok([...published.keys()].every((size) => size <= entries.length))
      const kept = await store.db.selectFrom('tile').selectAll().execute()
      assert.equal(kept.length, tiles.size)
      for (const { level, n, data } of kept)
        assert.deepEqual(new Uint8Array(data), tiles.get(`${level}/${n}`), 'tiles = f(entries)')
    })
  }

  async function close(): Promise<void> {
    await stopAll()
    for (const url of copies) await admin(first.url, [`drop database if exists ${name(url)} with (force)`])
    await first.drop()
    await rm(data, { recursive: true, force: true })
  }

  async function copyDatabase(url: string): Promise<string> {
    const copy = new URL(url)
    copy.pathname = `${copy.pathname}_c${copies.length}`
    await admin(url, [`create database ${name(copy.href)} template ${name(url)}`])
    return copy.href
  }

  return { play, settle, check, close }
}

const unitAct = (id: string): Act =>
  ({
    kind: 'unit.established',
    level: 'commune',
    name: digest(1),
    subject: `unit/${id}`,
    n: 1,
    unit: id,
    by: 'system',
    t: 0,
    on: '2025-01-01',
    src: 'import',
  }) as Act

async function withStore<T>(
  url: string,
  work: (store: ReturnType<typeof openStore>) => Promise<T>,
): Promise<T> {
  const store = openStore(url, { connections: 2 })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const headSize = (url: string): Promise<number> =>
  withStore(url, async ({ db }) => (await db.selectFrom('head').select('size').executeTakeFirst())?.size ?? 0)

const subjectsOf = (url: string): Promise<string[]> =>
  withStore(url, async ({ db }) =>
    (await db.selectFrom('act').select('subject').execute()).map((row) => row.subject),
  )

async function admin(url: string, statements: string[]): Promise<void> {
  const postgres = new URL(url)
  postgres.pathname = '/postgres'
  const client = new pg.Client({ connectionString: postgres.href })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
