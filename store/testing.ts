/** Databases for tests: real, empty, and gone afterwards. */
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from './migrate.ts'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

const migrations = new URL('./migrations/', import.meta.url)
let server: Promise<string> | undefined

/**
 * A fresh, migrated database: on the server of GOC_TEST_DATABASE_URL, else on one that this process starts on first use
 * and that goes when it ends.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const admin = await adminUrl()
  return create(admin, await makeTemplate(admin))
}

/** The same without any migration. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return create(await adminUrl(), 'template0')
}

function adminUrl(): Promise<string> {
  server ??= Promise.resolve(process.env.GOC_TEST_DATABASE_URL ?? testServer().then(({ url }) => url))
  return server
}

async function create(admin: string, template: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await query(admin, `create database ${name} template ${template} encoding 'UTF8'`)
  return {
    url: withDatabase(admin, name),
    drop: () => query(admin, `drop database if exists ${name} with (force)`).then(() => undefined),
  }
}

/** A PostgreSQL that lives until `stop` or the end of this process, whichever comes first. For a runner of tests. */
export async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const program = fileURLToPath(new URL('./testing/server.ts', import.meta.url))
  // in a process group of its own: Ctrl-C ends the tests, and with them its standard input
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const exited = once(child, 'exit')
  const url = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => String(line)),
    exited.then(() => Promise.reject(new Error('the PostgreSQL for tests did not start'))),
  ])
  child.unref()
  for (const pipe of [child.stdin, child.stdout]) (pipe as unknown as { unref(): void }).unref()
  const stop = async () => {
    // Waited for, so it counts again: else nothing would keep the waiting process alive.
    child.ref()
    child.stdin.end()
    if (child.exitCode === null) await exited
  }
  return { url, stop }
}

/** Migrating once and copying is many times faster than migrating for every test. */
async function makeTemplate(admin: string): Promise<string> {
  if (!existsSync(migrations)) return 'template0'
  const name = `goc_template_${digest()}`
  const client = await connect(admin)
  try {
    await client.query(`select pg_advisory_lock(hashtext('goc'), hashtext('test template'))`)
    const found = await client.query('select from pg_database where datname = $1', [name])
    if (found.rowCount === 0) {
      // renamed when complete: a run that is killed half-way leaves no half-made template
      await client.query(`drop database if exists ${name}_new with (force)`)
      await client.query(`create database ${name}_new template template0 encoding 'UTF8'`)
      await migrate(withDatabase(admin, `${name}_new`))
      await client.query(`alter database ${name}_new rename to ${name}`)
    }
    return name
  } finally {
    await client.end()
  }
}

function digest(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrations).sort())
    hash.update(name).update(readFileSync(new URL(name, migrations)))
  return hash.digest('hex').slice(0, 12)
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function query(url: string, sql: string) {
  const client = await connect(url)
  return client.query(sql).finally(() => client.end())
}
