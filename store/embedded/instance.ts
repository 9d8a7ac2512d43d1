import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { tryLock } from './file-lock.ts'

/** Held by the one process that serves a data folder. */
export interface InstanceLock {
  heldBy?: undefined
  /** Lets a second start say where the first one is reached. */
  announce(address: string): void
  release(): void
}

/** Another live process serves the data folder. */
export interface Occupied {
  heldBy: number
  address?: string
}

/**
 * One serving process for each data folder. The lock itself is the kernel's (see file-lock.ts) and ends with the
 * process; serve.json beside it only says who holds it and decides nothing.
 */
export async function lockInstance(dataFolder: string): Promise<InstanceLock | Occupied> {
  mkdirSync(dataFolder, { recursive: true })
  const note = path.join(dataFolder, 'serve.json')
  for (const end = Date.now() + 1000; ; await sleep(50)) {
    const lock = tryLock(path.join(dataFolder, 'serve.lock'), 'exclusive')
    if (lock) {
      const announce = (address?: string) => write(note, { heldBy: process.pid, address })
      announce()
      // The note goes first: nobody shall read it as the next holder's.
      const release = () => {
        rmSync(note, { force: true })
        lock.release()
      }
      return { announce, release }
    }
    // the holder may not have written its note yet, and an older one would name a dead process
    const holder = read(note)
    if (holder && (isAlive(holder.heldBy) || Date.now() > end)) return holder
    if (Date.now() > end) return { heldBy: 0 }
  }
}

/** One line for whoever starts a second one. */
export function whyOccupied(dataFolder: string, { heldBy, address }: Occupied): string {
  const where = address ? ` at ${address}` : ''
  return `${dataFolder} is in use by process ${heldBy}${where}: stop it, or choose another folder with --data or GOC_DATA`
}

function write(file: string, holder: Occupied) {
  writeFileSync(`${file}.new`, JSON.stringify(holder), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function read(file: string): Occupied | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Occupied
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
