import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openStore, type Store } from '@goc/store/database.ts'
import { openFiles } from '@goc/store/files/files.ts'
import { keepFile, listFiles } from '@goc/store/files/keep.ts'
import { type MasterKeys, masterKeys } from '@goc/store/keys.ts'
import { citizen } from '@goc/store/matters/means.ts'
import { keyOfSecret, signFor } from '@goc/store/matters/open.ts'
import { type Raised, raise } from '@goc/store/matters/raise.ts'
import { openWords, readMatter } from '@goc/store/matters/read.ts'
import { speak, toSign } from '@goc/store/matters/speak.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { testDatabase } from '@goc/store/testing.ts'
import { listen, type Published } from '@goc/store/waiting.ts'
import { main } from '../main.ts'

const { folder, remove } = temporaryFolder('erase')
let store: Store
let master: MasterKeys
let published: Published
let drop: () => Promise<void>

before(async () => {
  const database = await testDatabase()
  drop = database.drop
  process.env.DATABASE_URL = database.url
  store = openStore(database.url)
  master = await masterKeys(folder, {})
  published = listen(store)
})
after(async () => {
  delete process.env.DATABASE_URL
  await published.close()
  await store.close()
  await drop()
  remove()
})

const goc = (...argv: string[]) => main([...argv, '--data', folder])

async function raised(): Promise<Raised> {
  const one = {
    actor: citizen,
    unit: '05128',
    field: 'khac',
    type: 'phan_anh',
    channel: 'web',
    publish: false,
  } as const
  const made = await raise(
    { store, master, published },
    { ...one, text: 'CANARY cống tắc', contact: '0912', request: randomUUID() },
  )
  assert.ok('id' in made)
  return made
}

test('an open matter is not erased, and the reason is said', async () => {
  const { code } = await raised()
  assert.equal(await goc('erase', code, '--ground', 'asked'), 1)
})

test("a closed matter's words and files go; its acts stay", async () => {
  const { id, code, secret } = await raised()
  const means = { store, master, published }
  // The command enters what was pending: from then on its receipt may speak.
  assert.equal(await goc('erase', code, '--ground', 'law'), 1)
  const key = keyOfSecret(secret!)
  const asked = await toSign(means, id, key, { say: 'withdraw' })
  assert.ok('act' in asked, JSON.stringify(asked))
  const said = await speak(means, id, key, { say: 'withdraw' }, await signFor(store.db, secret!, asked.act))
  assert.ok('acts' in said, JSON.stringify(said))
  const files = await openFiles(folder, master, {})
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  await keepFile(store, files, {
    subject: `petition/${id}`,
    i: 0,
    stream: (async function* () {
      yield pdf
    })(),
  })

  assert.equal(await goc('erase', code, '--ground', 'law'), 0)
  assert.deepEqual(await openWords(means, id), [])
  assert.deepEqual(await listFiles(store.db, `petition/${id}`), [])
  const view = (await readMatter(store.db, id))!
  assert.deepEqual([view.erased, view.stations.length], [true, 3])
  assert.equal(await goc('erase', code, '--ground', 'law'), 1)
})

test('called wrongly it says how', async () => {
  assert.equal(await goc('erase'), 2)
  assert.equal(await goc('erase', 'AAAAA-AAAAA', '--ground', 'because'), 2)
  assert.equal(await goc('erase', 'AAAAA-AAAAA', '--ground', 'law'), 1)
})
