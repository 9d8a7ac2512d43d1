import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startOf } from '@goc/domain/day.ts'
import { system } from '@goc/domain/people.ts'
import { fromBase64 } from '@goc/record/bytes.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { leafHash } from '@goc/record/hash.ts'
import { inclusionProof, verifyInclusion } from '@goc/record/proof.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { openStore, type Store } from './database.ts'
import { readFigures } from './figures.ts'
import { establishIdentity, type Signer } from './identity.ts'
import { masterKeys, recordSeed } from './keys.ts'
import { keepLetters } from './letters.ts'
import { meetings } from './meetings.ts'
import { opinions } from './opinions.ts'
import { perform } from './perform.ts'
import { openRatchet, type Ratchet, RecordBehind } from './ratchet.ts'
import { makeSequencer } from './sequencer.ts'
import { testDatabase } from './testing.ts'
import { rootAt, tileReader } from './tiles.ts'
import { units } from './units.ts'

let store: Store
let drop: () => Promise<void>
let data: string
let signer: Signer
let ratchet: Ratchet

before(async () => {
  const database = await testDatabase()
  store = openStore(database.url)
  drop = database.drop
  data = await mkdtemp(join(tmpdir(), 'goc-sequencer-'))
  signer = await establishIdentity(store.db, 'goc.test/record', await recordSeed(data, {}))
  ratchet = await openRatchet(data)
})
after(async () => {
  await ratchet.close()
  await store.close()
  await drop()
  await rm(data, { recursive: true })
})

const books = { books: { on: '2025-03-10' } }

async function aYear(): Promise<void> {
  const master = await masterKeys(data, {})
  const letters = (subject: string, text: string) =>
    keepLetters(store.db, master, subject, [{ kind: 'text', i: 0, text, public: true }])
  const [name] = await letters('unit/25', 'tỉnh Phú Thọ')
  await perform(
    store,
    units,
    '25',
    system,
    { do: 'establish', id: '25', level: 'province', name: name! },
    books,
  )
  const [xa] = await letters('unit/07894', 'xã Tân Lập')
  await perform(
    store,
    units,
    '07894',
    system,
    { do: 'establish', id: '07894', level: 'commune', parent: '25', name: xa! },
    books,
  )
  const [topic] = await letters('meeting/DT1', 'Nước sạch')
  const starts = startOf('2025-03-10') + 8 * 3600
  const call = {
    do: 'call',
    unit: '07894',
    regularity: 'periodic',
    mode: 'inPerson',
    starts,
    topic: topic!,
    chair: topic!,
  } as const
  await perform(store, meetings, 'DT1', system, call, books)
  await perform(
    store,
    meetings,
    'DT1',
    system,
    { do: 'hold', mode: 'inPerson', starts, attendees: 120 },
    books,
  )
  for (const id of ['YK1', 'YK2']) {
    const [text] = await letters(`opinion/${id}`, 'Cầu hỏng')
    await perform(
      store,
      opinions,
      id,
      system,
      {
        do: 'raise',
        unit: '07894',
        meeting: 'meeting/DT1',
        held: '2025-03-10',
        due: '2025-04-10',
        rule: 'books',
        assigned: '07894',
        text: text!,
        field: 'giao_thong',
        type: 'kien_nghi',
        channel: 'tai_phong',
      },
      books,
    )
  }
  const resolve = { do: 'resolve', method: 'van_ban', published: true } as const
  await perform(store, opinions, 'YK1', system, resolve, { books: { on: '2025-04-01' } })
}

test('what is pending becomes entries, a signed checkpoint and figures', async () => {
  await aYear()
  const sequencer = makeSequencer({ store, signer, ratchet })
  const batch = await sequencer.step()
  assert.ok(typeof batch === 'object')
  assert.equal(batch.size, 7)
  assert.equal(await sequencer.step(), undefined)

  const { note } = await store.db.selectFrom('checkpoint').select('note').executeTakeFirstOrThrow()
  const checkpoint = openCheckpoint(note, signer.vkey, { sha256, verify: verifyEd25519 })
  assert.equal(checkpoint.size, 7)
  const { leaf } = await store.db
    .selectFrom('entry')
    .select('leaf')
    .where('index', '=', 4)
    .executeTakeFirstOrThrow()
  const proof = await inclusionProof(fastHasher, 4, 7, tileReader(store.db))
  assert.ok(
    verifyInclusion(sha256, {
      index: 4,
      size: 7,
      leafHash: leafHash(sha256, leaf),
      root: checkpoint.root,
      proof,
    }),
  )
  assert.deepEqual(await rootAt(store.db, 7), new Uint8Array(checkpoint.root))

  const figures = await readFigures(store, { unit: '25', from: '2025-01-01', to: '2025-12-31' })
  assert.equal(figures?.dialogues.held, 1)
  assert.equal(figures?.dialogues.communesWithDialogue, 1)
  assert.deepEqual(
    [figures?.opinions.received, figures?.opinions.resolved, figures?.opinions.openOverdue],
    [2, 1, 1],
  )
  assert.deepEqual(fromBase64(figures!.checkpoint.root), new Uint8Array(checkpoint.root))
  const march = await readFigures(store, { unit: '07894', from: '2025-03-01', to: '2025-03-31' })
  assert.deepEqual([march?.opinions.resolved, march?.opinions.openOverdue], [0, 0])
  const cut = await readFigures(store, { unit: '07894', from: '2025-01-01', to: '2025-03-20' })
  assert.deepEqual([cut?.opinions.received, cut?.opinions.resolved], [2, 0])
  const odd = await readFigures(store, { unit: '25', from: '2025-02-02', to: '2025-04-01' })
  assert.deepEqual([odd?.opinions.received, odd?.opinions.resolved], [2, 1])
})

test('two sequencers at once enter each act once', async () => {
  const other = makeSequencer({ store, signer, ratchet })
  const one = makeSequencer({ store, signer, ratchet })
  await perform(
    store,
    opinions,
    'YK2',
    system,
    { do: 'resolve', method: 'van_ban', published: false },
    { books: { on: '2025-05-01' } },
  )
  await Promise.all([one.step(), other.step(), one.step(), other.step()])
  await one.step()
  const { size } = await store.db.selectFrom('head').select('size').executeTakeFirstOrThrow()
  assert.equal(size, 8)
})

test('a database that knows less than was published is not signed on', async () => {
  const root = Buffer.alloc(32).toString('base64')
  const ahead = makeSequencer({ store, signer, ratchet, evidence: [{ source: 'a witness', size: 99, root }] })
  await assert.rejects(
    ahead.step(),
    (error) => error instanceof RecordBehind && /catch-up/.test(error.message),
  )
  const forked = makeSequencer({ store, signer, ratchet, evidence: [{ source: 'a witness', size: 3, root }] })
  await assert.rejects(forked.step(), RecordBehind)
})

test('the database itself refuses to change an act or an entry', async () => {
  await assert.rejects(store.db.deleteFrom('act').execute(), /only ever added/)
  await assert.rejects(store.db.updateTable('entry').set({ t: 1 }).execute(), /only ever added/)
})
