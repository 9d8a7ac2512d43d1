import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, giveTo } from './account.ts'
import type { Binaries } from './binaries.ts'
import { environment, type Home } from './cluster.ts'

export interface Postmaster {
  pid: number
  port: number
  status: string
}

/** The file PostgreSQL itself keeps while it runs. */
export const pidFile = (home: Home) => path.join(home.cluster, 'postmaster.pid')

/** What postmaster.pid says: which may be of a server long dead. */
export function readPostmaster(home: Home): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(home), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

/**
 * Whether a process is this cluster's server. Pids are handed out again, in containers often the same low ones, so
 * being alive and even being called postgres is not enough: a server stands in its own cluster's folder.
 */
export function whatIs(pid: number, home: Home): 'gone' | 'zombie' | 'ours' | 'stranger' {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'gone'
  }
  if (process.platform === 'win32') return 'ours'
  if (process.platform !== 'linux') return askPs(pid)
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    if (/\) [ZX] /.test(stat)) return 'zombie'
    if (!stat.includes('(postgres)')) return 'stranger'
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(home.cluster) ? 'ours' : 'stranger'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'stranger'
  }
}

function askPs(pid: number) {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  if (!stdout.trim()) return 'gone'
  if (/^\s*Z/.test(stdout)) return 'zombie'
  return /postgres\s*$/.test(stdout) ? 'ours' : 'stranger'
}

/**
 * Starts PostgreSQL and resolves when it accepts connections, or rejects with what its log says.
 * It has its own process group, so that Ctrl-C ends only us and we stop it last; and it writes to a file, not to a
 * pipe of ours, so that it outlives our crash.
 */
export async function launch(
  home: Home,
  binaries: Binaries,
  account: Account,
  settings: Record<string, string>,
) {
  // after a crash the old port, so that those who lost their connections find it again
  const port = await freePort(readPostmaster(home)?.port)
  const options = { ...settings, listen_addresses: '127.0.0.1', port: String(port), ...sockets(home) }
  const args = [
    '-D',
    home.cluster,
    ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const log = openLog(home)
  const child = spawn(binaries.postgres, args, {
    uid: account.uid,
    gid: account.gid,
    cwd: home.folder,
    env: environment,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.file, log.file],
  })
  closeSync(log.file)
  giveTo(account, home.log)
  child.unref()
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', () => {
    failure = lastWords(home, log.from)
  })
  for (;;) {
    if (failure !== undefined) throw new Error(`PostgreSQL did not start: ${failure} (see ${home.log})`)
    const postmaster = readPostmaster(home)
    if (postmaster && postmaster.pid === child.pid && postmaster.status === 'ready') return postmaster
    await sleep(10)
  }
}

/** What an earlier run wrote may explain its end, so it is kept; but not without bound. */
function openLog(home: Home): { file: number; from: number } {
  const size = statSync(home.log, { throwIfNoEntry: false })?.size ?? 0
  const keep = size < 1_000_000
  return { file: openSync(home.log, keep ? 'a' : 'w', 0o600), from: keep ? size : 0 }
}

/** Fast shutdown: clients are disconnected, everything is written, postmaster.pid is removed. */
export async function stopPostmaster(home: Home, binaries: Binaries) {
  const postmaster = readPostmaster(home)
  if (!postmaster || whatIs(postmaster.pid, home) !== 'ours') return
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['stop', '-m', 'fast', '-w', '-D', home.cluster], { windowsHide: true })
    return
  }
  // the second signal gives up on writing everything now: the next start then replays the log
  for (const [signal, patience] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (!send(postmaster.pid, signal)) return
    for (const end = Date.now() + patience; Date.now() < end; await sleep(10)) {
      if (whatIs(postmaster.pid, home) !== 'ours') return
    }
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop`)
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** The socket lies in the cluster, where no other account comes; its path may not be longer than the system allows. */
function sockets(home: Home) {
  const fits = process.platform !== 'win32' && Buffer.byteLength(home.cluster) < 80
  return { unix_socket_directories: fits ? home.cluster : '' }
}

function lastWords(home: Home, from: number): string {
  const lines = readFileSync(home.log).subarray(from).toString().trim().split('\n')
  return (lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '').replace(
    /^.*?(FATAL|PANIC): +/,
    '',
  )
}

function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', (error) => (preferred ? resolve(freePort()) : reject(error)))
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}
