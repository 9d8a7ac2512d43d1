import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { migrate, pendingMigrations } from './migrate.ts'
import { temporaryFolder } from './testing/folder.ts'
import { emptyDatabase, type TestDatabase } from './testing.ts'

const { folder, remove } = temporaryFolder()
const files = pathToFileURL(path.join(folder, 'migrations/'))
let database: TestDatabase
let url: string

beforeEach(async () => {
  mkdirSync(files)
  write('001-first.sql', 'create table first (n int);\ninsert into first values (1);\n')
  write('002-second.sql', 'alter table first add column m text;\n')
  database = await emptyDatabase()
  url = database.url
})
afterEach(async () => {
  await database.drop()
  rmSync(files, { recursive: true })
})
after(remove)

const write = (name: string, sql: string) => writeFileSync(new URL(name, files), sql)

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' }).finally(() => client.end())
  return rows.flat()
}

test('applies what is missing, in order, once', async () => {
  assert.deepEqual(await pendingMigrations(url, files), ['001-first.sql', '002-second.sql'])
  assert.deepEqual(await migrate(url, files), ['001-first.sql', '002-second.sql'])
  assert.deepEqual(await migrate(url, files), [])
  write('003-third.sql', 'insert into first values (3)')
  assert.deepEqual(await pendingMigrations(url, files), ['003-third.sql'])
  assert.deepEqual(await migrate(url, files), ['003-third.sql'])
  assert.deepEqual(await ask('select n from first'), [1, 3])
})

test('several processes at once apply each one once', async () => {
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, files)))
  assert.deepEqual(applied.flat().sort(), ['001-first.sql', '002-second.sql'])
  assert.deepEqual(await ask('select n from first'), [1])
})

test('refuses a file that was changed after it had been applied, whatever its line ends', async () => {
  await migrate(url, files)
  write('002-second.sql', 'alter table first add column m text;\r\n')
  assert.deepEqual(await migrate(url, files), [])
  write('002-second.sql', 'alter table first add column other text;\n')
  const changed = { message: 'migration 002-second.sql was changed after it had been applied' }
  await assert.rejects(migrate(url, files), changed)
  await assert.rejects(pendingMigrations(url, files), changed)
})

test('refuses a database that is newer than the code', async () => {
  await migrate(url, files)
  rmSync(new URL('002-second.sql', files))
  const newer =
    /^Error: the database is newer than this version of Gốc: it has 002-second.sql, which is unknown here$/
  await assert.rejects(migrate(url, files), newer)
  await assert.rejects(pendingMigrations(url, files), newer)
})

test('one that fails leaves no trace, and the ones before it stay', async () => {
  write('003-third.sql', 'create table third ();\n\nselect nonsense;\n')
  await assert.rejects(migrate(url, files), {
    message: 'migration 003-third.sql failed at line 3: column "nonsense" does not exist',
  })
  assert.deepEqual(await ask(`select to_regclass('third')`), [null])
  assert.deepEqual(await ask('select name from schema_migration order by 1'), [
    '001-first.sql',
    '002-second.sql',
  ])
  write('003-third.sql', 'create table third ();\n')
  assert.deepEqual(await migrate(url, files), ['003-third.sql'])
})

test('one that ends its own transaction is refused', async () => {
  write('003-third.sql', 'create table third (); commit; begin;\n')
  await assert.rejects(migrate(url, files), /003-third.sql failed: it ends its own transaction/)
})

test('names must be in order', async () => {
  write('002-again.sql', 'select 1')
  await assert.rejects(async () => migrate(url, files), /two migrations numbered 002/)
  rmSync(new URL('002-again.sql', files))
  write('3-third.sql', 'select 1')
  await assert.rejects(async () => migrate(url, files), /3-third.sql is not named NNN-name.sql/)
})

test("the project's own migrations apply", async () => {
  const applied = await migrate(url)
  assert.ok(applied.length > 0)
  assert.deepEqual(await pendingMigrations(url), [])
})
