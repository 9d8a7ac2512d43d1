import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type MasterKeys, masterKeys, recordSeed } from './keys.ts'
import { caseKeys, commitmentTo, eraseLetters, keepLetters, readLetter, rotateMasterKey } from './letters.ts'
import { type TestRecord, testRecord } from './testing/record.ts'

let record: TestRecord
let master: MasterKeys
before(async () => {
  record = await testRecord()
  master = record.master
})
after(() => record.close())

const words = 'Cầu thôn 3 bị sập, xin sửa trước mùa mưa'

test('words are read back, and nothing of them stands in the tables in the open', async () => {
  const [commitment] = await keepLetters(record.store.db, master, 'opinion/YK1', [
    { kind: 'text', i: 0, text: words },
  ])
  assert.equal(await readLetter(record.store.db, master, commitment!), words)

  const { rows } = await record.store.pool.query(
    `select string_agg(letter::text, ' ') as all from letter union all select string_agg(case_key::text, ' ') from case_key`,
  )
  const dump = JSON.stringify(rows)
  assert.ok(!dump.includes('Cầu') && !dump.includes(Buffer.from('Cầu thôn').toString('hex')))
})

test('the same words under another key, kind or number have another commitment', async () => {
  const key = { subject: 'opinion/YK2', key: randomBytes(32) }
  const other = { subject: 'opinion/YK2', key: randomBytes(32) }
  const all = [
    commitmentTo(key, { kind: 'text', i: 0, text: words }),
    commitmentTo(key, { kind: 'text', i: 1, text: words }),
    commitmentTo(key, { kind: 'answer', i: 0, text: words }),
    commitmentTo(other, { kind: 'text', i: 0, text: words }),
  ]
  assert.equal(new Set(all).size, 4)
  assert.equal(commitmentTo(key, { kind: 'text', i: 0, text: words.normalize('NFD') }), all[0])
})

test('what was moved to another case, or changed by a bit, does not open', async () => {
  const keep = (subject: string) =>
    keepLetters(record.store.db, master, subject, [{ kind: 'text', i: 0, text: words }])
  const [one] = await keep('opinion/A')
  const [two] = await keep('opinion/B')
  const { db } = record.store
  const { sealed } = await db
    .selectFrom('letter')
    .select('sealed')
    .where('commitment', '=', one!)
    .executeTakeFirstOrThrow()
  await db.updateTable('letter').set({ sealed }).where('commitment', '=', two!).execute()
  await assert.rejects(readLetter(db, master, two!))
  sealed[20]! ^= 1
  await db.updateTable('letter').set({ sealed }).where('commitment', '=', one!).execute()
  await assert.rejects(readLetter(db, master, one!))
})

test('an erased case leaves no key and no words', async () => {
  const [commitment] = await keepLetters(record.store.db, master, 'opinion/E', [
    { kind: 'text', i: 0, text: words },
  ])
  await eraseLetters(record.store.db, 'opinion/E')
  assert.equal(await readLetter(record.store.db, master, commitment!), undefined)
  assert.equal((await caseKeys(record.store.db, master, ['opinion/E'])).size, 0)
})

test('after the master key is changed every case opens with the new one alone', async () => {
  const { db } = record.store
  const [commitment] = await keepLetters(db, master, 'opinion/R', [{ kind: 'text', i: 0, text: words }])
  const fresh = { current: 'second', byId: new Map([...master.byId, ['second', randomBytes(32)]]) }
  assert.ok((await rotateMasterKey(db, fresh)) > 0)
  assert.equal(await rotateMasterKey(db, fresh), 0)
  const alone = { current: 'second', byId: new Map([['second', fresh.byId.get('second')!]]) }
  assert.equal(await readLetter(db, alone, commitment!), words)
  await assert.rejects(readLetter(db, master, commitment!), /master key “second”.*is missing/)
})

test('keys are files for their owner alone, or come from the environment', async () => {
  const data = await mkdtemp(join(tmpdir(), 'goc-keys-'))
  try {
    const first = await masterKeys(data, {})
    assert.deepEqual(await masterKeys(data, {}), first)
    assert.deepEqual(await recordSeed(data, {}), await recordSeed(data, {}))
    await chmod(join(data, 'keys', 'record'), 0o644)
    await assert.rejects(recordSeed(data, {}), /chmod 600/)

    const given = randomBytes(32).toString('base64')
    const keys = await masterKeys(data, { GOC_MASTER_KEYS: `b:${given},a:${given}` })
    assert.equal(keys.current, 'b')
    assert.deepEqual([...keys.byId.keys()], ['b', 'a'])
    await assert.rejects(masterKeys(data, { GOC_MASTER_KEYS: 'b:short' }), /GOC_MASTER_KEYS/)
    await assert.rejects(recordSeed(data, { GOC_RECORD_KEY: 'short' }), /GOC_RECORD_KEY/)
  } finally {
    await rm(data, { recursive: true })
  }
})
