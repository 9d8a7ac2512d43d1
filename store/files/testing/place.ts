/** For tests: a record with a place for files, and everything that lies there, byte for byte. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestRecord, testRecord } from '../../testing/record.ts'
import { type Files, openFiles } from '../files.ts'

export type TestPlace = TestRecord & { files: Files }

export async function testPlace(env: Record<string, string> = {}): Promise<TestPlace> {
  const record = await testRecord()
  return Object.assign(record, { files: await openFiles(record.data, record.master, env) })
}

/** Every file below these folders: its path, and its bytes when they are asked for. */
async function* filesIn(folders: string[]): AsyncGenerator<{ path: string; read(): Promise<Buffer> }> {
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      // One that goes while we look is not there.
      if (entry.isFile()) yield { path, read: () => readFile(path).catch(() => Buffer.alloc(0)) }
    }
  }
}

/** The bytes of every file below these folders, by its path. */
export async function allFiles(...folders: string[]): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for await (const { path, read } of filesIn(folders)) found.set(path, await read())
  return found
}

/** Where the database keeps its own files of this database, and its journal; readable only where it is ours. */
export async function databaseFolders({ store: { pool } }: TestPlace): Promise<string[]> {
  await pool.query('checkpoint')
  const { rows } = await pool.query<{ root: string; oid: number }>(
    `select current_setting('data_directory') as root, oid from pg_database where datname = current_database()`,
  )
  const { root, oid } = rows[0]!
  return [join(root, 'base', String(oid)), join(root, 'pg_wal'), join(root, 'log')]
}

/** Where these bytes stand: in a file below the folders, or in any row of any table, as they are or in hexadecimal. */
export async function whereIs(place: TestPlace, needle: Buffer, folders: string[]): Promise<string[]> {
  const found: string[] = []
  for await (const { path, read } of filesIn(folders)) if ((await read()).includes(needle)) found.push(path)
  const { pool } = place.store
  const { rows: tables } = await pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema')`,
  )
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`)
    const hex = needle.toString('hex')
    if (rows.some(({ row }) => row.includes(needle.toString('utf8')) || row.includes(hex))) found.push(name)
  }
  return found
}
