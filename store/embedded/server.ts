/**
 * PostgreSQL as a part of the product: the programs from npm, run by ourselves.
 *
 * Every process that uses the server shares `users.lock`; the last one out stops it, whoever started it. Starting and
 * stopping happen behind `start.lock`, so nobody stops a server that another has just adopted. Both locks end with
 * their process: after a crash PostgreSQL lives on, and the next start adopts it.
 */
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Account, giveTo, unprivilegedAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { type Home, homeOf, prepareCluster, prepareHome } from './cluster.ts'
import { type FileLock, tryLock, waitForLock } from './file-lock.ts'
import { launch, type Postmaster, pidFile, readPostmaster, stopPostmaster, whatIs } from './postmaster.ts'
import { keepRunning } from './watch.ts'

export interface Embedded {
  url: string
  /** it was running already, started by another process */
  adopted: boolean
  /** Lets go of the server; it is stopped unless another live process uses it. Safe to call twice. */
  stop(): Promise<void>
}

const patience = 300_000

/** No setting may take these back: what was acknowledged stays, and nobody else gets in. */
const fixed: Record<string, string> = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }
const ours = [
  'listen_addresses',
  'port',
  'unix_socket_directories',
  'data_directory',
  'hba_file',
  'data_checksums',
]

const defaults: Record<string, string> = {
  max_connections: '60',
  shared_buffers: '128MB',
  timezone: 'UTC',
  // the log says what went wrong, never the values in a statement: those may be people's words
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/** Starts the PostgreSQL in the folder (made on first use), or adopts the one that runs there. */
export async function startEmbedded(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<Embedded> {
  for (const name of [...Object.keys(fixed), ...ours]) {
    if (name in settings) throw new Error(`the embedded PostgreSQL's ${name} cannot be changed`)
  }
  const home = homeOf(dataDir)
  const account = unprivilegedAccount(home.cluster)
  const binaries = findBinaries()
  prepareHome(home, account)
  return behind(home, async () => {
    const password = await prepareCluster(home, binaries, account)
    const running = { ...defaults, ...settings, ...fixed }
    const adopted = await adopt(home)
    const { port } = adopted ?? (await start(home, binaries, account, running))
    const url = (database: string) => `postgres://goc:${password}@127.0.0.1:${port}/${database}`
    const user = tryLock(home.users, 'shared')
    if (!user) throw new Error(`${home.users} is held by a process that is none of ours`)
    for (const lock of [home.gate, home.users]) giveTo(account, lock)
    await makeDatabase(url('postgres')).catch(async (error) => {
      await letGo(home, binaries, user)
      throw error
    })
    let stopped: Promise<void> | undefined
    const restart = async () => {
      // whoever let go while we waited at the gate wants no server any more
      if (!stopped && !(await adopt(home))) await start(home, binaries, account, running)
    }
    const watch = keepRunning(home, () => behind(home, restart))
    const stop = () => {
      watch.end()
      stopped ??= behind(home, () => letGo(home, binaries, user)).finally(user.release)
      return stopped
    }
    return { url: url('goc'), adopted: adopted !== undefined, stop }
  })
}

/** One process at a time starts, adopts or stops the server. */
async function behind<T>(home: Home, work: () => Promise<T>): Promise<T> {
  const gate = await waitForLock(home.gate, 'exclusive', patience)
  if (!gate)
    throw new Error(`another process has been starting or stopping PostgreSQL in ${home.folder} for minutes`)
  return work().finally(gate.release)
}

/** The last one out stops the server. To be called behind the gate. */
async function letGo(home: Home, binaries: Binaries, user: FileLock) {
  user.release()
  const alone = tryLock(home.users, 'exclusive')
  alone?.release()
  if (alone) await stopPostmaster(home, binaries)
}

/** The server that runs in the folder already. Waits for one that is still recovering or stopping. */
async function adopt(home: Home): Promise<Postmaster | undefined> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(50)) {
    const postmaster = readPostmaster(home)
    const is = postmaster && whatIs(postmaster.pid, home)
    if (is === 'ours' && postmaster?.status === 'ready') return postmaster
    // PostgreSQL would take a recycled pid for a running server and refuse to start
    if (is === 'stranger') rmSync(pidFile(home), { force: true })
    if (is !== 'ours') return undefined
  }
  throw new Error(`the PostgreSQL in ${home.folder} does not become ready (see ${home.log})`)
}

/** A killed server can haunt its folder for some seconds: as a zombie, or through children that still hold its memory. */
async function start(home: Home, binaries: Binaries, account: Account, settings: Record<string, string>) {
  const passing =
    /lock file .* already exists|still in use|could not (bind|create any)|address already in use/i
  for (const end = Date.now() + 20_000; ; await sleep(250)) {
    try {
      return await launch(home, binaries, account, settings)
    } catch (error) {
      if (!passing.test((error as Error).message) || Date.now() > end) throw error
    }
  }
}

/** Makes the database on first use, and makes sure that the server keeps what it acknowledges. */
async function makeDatabase(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 30_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const durable = `select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as yes`
    const { rows } = await client.query<{ yes: boolean }>(durable)
    if (!rows[0]?.yes) throw new Error('the running PostgreSQL has fsync off')
    const found = await client.query(`select from pg_database where datname = 'goc'`)
    if (found.rowCount === 0) await client.query('create database goc')
  } finally {
    await client.end()
  }
}
