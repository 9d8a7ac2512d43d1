import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

interface Migration {
  name: string
  sql: string
  sha256: string
}

type Queryable = Pick<pg.ClientBase, 'query'>

const oldest = 150_000
const ownFolder = new URL('./migrations/', import.meta.url)

/** Brings the database up to the code and returns the names of what was applied. Two may call it at once. */
export function migrate(url: string, folder: URL = ownFolder): Promise<string[]> {
  const migrations = readMigrations(folder)
  return connected(url, async (client) => {
    await checkVersion(client)
    // held until the connection ends, so a second process waits here and then finds nothing left to do
    await client.query(`select pg_advisory_lock(hashtext('goc'), hashtext('migrate'))`)
    await client.query(`create table if not exists schema_migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
    const pending = compare(migrations, await readApplied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  })
}

/** What `migrate` would apply, without applying it; rejects for the same reasons. */
export function pendingMigrations(where: string | Queryable, folder: URL = ownFolder): Promise<string[]> {
  if (typeof where === 'string') return connected(where, (client) => pendingMigrations(client, folder))
  const migrations = readMigrations(folder)
  return readApplied(where).then((applied) => compare(migrations, applied).map(({ name }) => name))
}

/** The files in order. Line ends are made equal first: a checkout on another system must not change a sum. */
function readMigrations(folder: URL): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const numbers = new Set<string>()
  return names.sort().map((name) => {
    const number = /^(\d{3})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
    if (!number) throw new Error(`migration ${name} is not named NNN-name.sql`)
    if (numbers.has(number)) throw new Error(`there are two migrations numbered ${number}`)
    numbers.add(number)
    const sql = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

/** Which files are still to be applied, unless the database has something that these files do not. */
function compare(migrations: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]))
  for (const [name, sha256] of applied) {
    if (!known.has(name)) {
      throw new Error(`the database is newer than this version of Gốc: it has ${name}, which is unknown here`)
    }
    if (known.get(name) !== sha256) throw new Error(`migration ${name} was changed after it had been applied`)
  }
  return migrations.filter(({ name }) => !applied.has(name))
}

async function readApplied(client: Queryable): Promise<Map<string, string>> {
  const found = await client.query<{ there: boolean }>(
    `select to_regclass('schema_migration') is not null as there`,
  )
  if (!found.rows[0]?.there) return new Map()
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  )
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration) {
  await client.query('begin')
  try {
    const before = await transaction(client)
    await client.query(sql)
    if ((await transaction(client)) !== before) throw new Error('it ends its own transaction')
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
    // what a migration sets for its session is not the next one's business
    await client.query('reset all')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed${lineOf(sql, error)}: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

async function transaction(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id')
  return rows[0]?.id
}

function lineOf(sql: string, error: unknown): string {
  const position = Number((error as { position?: string }).position)
  return position ? ` at line ${sql.slice(0, position).split('\n').length}` : ''
}

async function checkVersion(client: pg.Client) {
  const { rows } = await client.query<{ version: number; name: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
  )
  if (rows[0]!.version < oldest) {
    throw new Error(`DATABASE_URL: Gốc needs PostgreSQL 15 or newer, and this server is ${rows[0]!.name}`)
  }
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'goc migrate' })
  // a connection lost while waiting is reported by the query, and must not end the process
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}
