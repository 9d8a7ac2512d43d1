/**
 * Locks that die with their process, however it dies.
 *
 * A pid in a file cannot be made sound: between reading it and acting on it the pid may be taken over by another
 * process, and two who find it stale at once both believe they won. A kernel file lock has neither fault, and the only
 * one that Node ships on every platform is the one under SQLite: a shared or exclusive transaction on an empty file.
 */
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

export interface FileLock {
  release(): void
}

// keeps held locks from being garbage collected, which would release them
const held = new Set<DatabaseSync>()
const busy = 5

/** Takes the lock, or returns nothing when another holds it. Many may share; one alone may exclude. */
export function tryLock(file: string, mode: 'shared' | 'exclusive'): FileLock | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec(mode === 'exclusive' ? 'begin exclusive' : 'begin; select count(*) from sqlite_schema')
    held.add(database)
    return { release: releaser(database) }
  } catch (error) {
    database?.close()
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === busy) return undefined
    throw new Error(`cannot lock ${file}`, { cause: error })
  }
}

/** Waits for the lock; the event loop keeps turning. */
export async function waitForLock(
  file: string,
  mode: 'shared' | 'exclusive',
  patience: number,
): Promise<FileLock | undefined> {
  for (const end = Date.now() + patience; ; await sleep(20)) {
    const lock = tryLock(file, mode)
    if (lock || Date.now() > end) return lock
  }
}

function releaser(database: DatabaseSync) {
  return () => {
    if (held.delete(database)) database.close()
  }
}
