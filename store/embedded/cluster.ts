import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { type Account, findBarrier, giveTo } from './account.ts'
import type { Binaries } from './binaries.ts'

/** Where things lie: `<data>/postgres/…`, and the log beside it. */
export interface Home {
  folder: string
  cluster: string
  password: string
  log: string
  /** held while PostgreSQL is started or stopped */
  gate: string
  /** shared by every process that uses the running server */
  users: string
}

/** The places in an embedded server's folder. */
export function homeOf(dataDir: string): Home {
  const folder = path.resolve(dataDir)
  const file = (name: string) => path.join(folder, name)
  return {
    folder,
    cluster: file('cluster'),
    password: file('password'),
    log: `${folder}.log`,
    gate: file('start.lock'),
    users: file('users.lock'),
  }
}

/** The environment of PostgreSQL's programs: none of our secrets, and no locale or time zone of the machine. */
export const environment = {
  PATH: process.env.PATH,
  TZ: 'UTC',
  LC_ALL: 'C',
  SystemRoot: process.env.SystemRoot,
}

/** Makes the folder, owned by the account that PostgreSQL runs as and reachable by it. */
export function prepareHome(home: Home, account: Account) {
  const parent = path.dirname(home.folder)
  try {
    mkdirSync(parent, { recursive: true })
    mkdirSync(home.folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Error(`cannot make the data folder ${home.folder}: choose another with --data or GOC_DATA`, {
      cause: error,
    })
  }
  if (account.uid !== undefined) {
    giveTo(account, home.folder)
    chmodSync(home.folder, 0o700)
  }
  const barrier = findBarrier(account, home.folder, parent)
  if (barrier) {
    throw new Error(
      `PostgreSQL runs as "${account.name}", who cannot enter ${barrier}: choose another data folder with --data or GOC_DATA, or let it pass (chmod o+x ${barrier})`,
    )
  }
}

/** Says in one line when the programs do not run here. */
export function checkBinaries(binaries: Binaries, account: Account): string {
  const { uid, gid } = account
  const bin = path.dirname(binaries.postgres)
  const barrier = findBarrier(account, bin)
  if (barrier) {
    throw new Error(
      `PostgreSQL's programs lie in ${bin}, and "${account.name}", who shall run them, cannot enter ${barrier}: move the project, let it pass (chmod o+x ${barrier}), or set DATABASE_URL`,
    )
  }
  const tried = spawnSync(binaries.postgres, ['--version'], {
    uid,
    gid,
    cwd: '/',
    encoding: 'utf8',
    env: environment,
  })
  const version = /\d+/.exec(tried.stdout ?? '')?.[0]
  if (version) return version
  const why = tried.error?.message ?? tried.stderr.trim().split('\n')[0]
  throw new Error(
    `${binaries.postgres} does not run here (${why}): set DATABASE_URL to a PostgreSQL 15 or newer`,
  )
}

/** Makes the cluster on first use and returns the password of its owner. */
export async function prepareCluster(home: Home, binaries: Binaries, account: Account): Promise<string> {
  if (!existsSync(path.join(home.cluster, 'PG_VERSION'))) await initialise(home, binaries, account)
  const major = checkBinaries(binaries, account)
  const made = readFileSync(path.join(home.cluster, 'PG_VERSION'), 'utf8').trim()
  if (made !== major) {
    throw new Error(
      `${home.cluster} was made by PostgreSQL ${made} and this one is ${major}: restore a backup instead`,
    )
  }
  if (!existsSync(home.password)) throw new Error(`${home.password} is missing: restore it from a backup`)
  // a cluster that root restored here, or of an account that is no more
  if (account.uid !== undefined && statSync(home.cluster).uid !== account.uid) {
    spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, home.cluster, home.password])
  }
  return readFileSync(home.password, 'utf8').trim()
}

/** Made beside its place and moved there when complete, so that an interrupted start leaves nothing half made. */
async function initialise(home: Home, binaries: Binaries, account: Account) {
  if (existsSync(home.cluster))
    throw new Error(`${home.cluster} is there but is no PostgreSQL cluster: move it away`)
  checkBinaries(binaries, account)
  const draft = `${home.cluster}.new`
  rmSync(draft, { recursive: true, force: true })
  writeFileSync(home.password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  giveTo(account, home.password)
  // the builtin locale sorts the same on every system, for ever
  const options = `--username=goc --auth=scram-sha-256 --encoding=UTF8 --data-checksums
    --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8`
  const args = ['-D', draft, `--pwfile=${home.password}`, ...options.split(/\s+/)]
  const { code, output } = await run(binaries.initdb, args, account, home.folder)
  if (code !== 0) throw new Error(`PostgreSQL's initdb failed: ${output.trim().split('\n').at(-1)}`)
  renameSync(draft, home.cluster)
}

function run(program: string, args: string[], { uid, gid }: Account, cwd: string) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(program, args, { uid, gid, cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ code: -1, output: error.message }))
    child.once('close', (code) => resolve({ code, output }))
  })
}
