/**
 * Secrets that live outside the database: the master keys that wrap case keys, the key that signs the record, and
 * the one that push services know. Each is a file of mode 600 under `<data>/keys`, or comes from the environment.
 */

import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Master keys by id; `current` wraps what is new, the others still open what is old. */
export type MasterKeys = { current: string; byId: ReadonlyMap<string, Buffer> }

const MASTER = /^master-([a-z0-9-]{1,32})$/

/**
 * Reads the master keys: `GOC_MASTER_KEYS="id:base64,id2:base64"` (the first is current), else every file
 * `master-<id>` under `<data>/keys`, the last by name being current. Makes the first one when there is none.
 */
export async function masterKeys(data: string, env = process.env): Promise<MasterKeys> {
  if (env.GOC_MASTER_KEYS) {
    const pairs = env.GOC_MASTER_KEYS.split(',').map((pair) => {
      const [id, key] = pair.trim().split(':')
      const bytes = Buffer.from(key ?? '', 'base64')
      if (!id || bytes.length !== 32)
        throw new Error('GOC_MASTER_KEYS: each entry is id:base64 of 32 bytes, separated by commas')
      return [id, bytes] as const
    })
    return { current: pairs[0]![0], byId: new Map(pairs) }
  }
  const folder = await keyFolder(data)
  const names = (await readdir(folder)).filter((name) => MASTER.test(name)).sort()
  if (names.length === 0) names.push('master-1')
  const pairs = await Promise.all(
    names.map(async (name) => [MASTER.exec(name)![1]!, await secretFile(join(folder, name))] as const),
  )
  return { current: pairs.at(-1)![0], byId: new Map(pairs) }
}

/** The 32-byte seed of the key that signs the record: `GOC_RECORD_KEY` (base64), else `<data>/keys/record`. */
export async function recordSeed(data: string, env = process.env): Promise<Uint8Array> {
  if (!env.GOC_RECORD_KEY) return secretFile(join(await keyFolder(data), 'record'))
  const seed = Buffer.from(env.GOC_RECORD_KEY, 'base64')
  if (seed.length !== 32) throw new Error('GOC_RECORD_KEY: must be the base64 of 32 bytes')
  return seed
}

/**
 * The 32 bytes by which push services know this server (VAPID, a private key on P-256): `GOC_PUSH_KEY` (base64), else
 * `<data>/keys/push`. Another key ends all that browsers have agreed to.
 */
export async function pushKey(data: string, env = process.env): Promise<Uint8Array> {
  if (!env.GOC_PUSH_KEY) return secretFile(join(await keyFolder(data), 'push'))
  const key = Buffer.from(env.GOC_PUSH_KEY, 'base64')
  if (key.length !== 32) throw new Error('GOC_PUSH_KEY: must be the base64 of 32 bytes')
  return key
}

async function keyFolder(data: string): Promise<string> {
  const folder = join(data, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  return folder
}

/** A file of 32 random bytes, made and fsynced when it is not there. Refuses one that others can read. */
async function secretFile(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(randomBytes(32))
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) {
    throw new Error(`${path}: others can read this key; make it yours alone: chmod 600 ${path}`)
  }
  const bytes = await readFile(path)
  if (bytes.length !== 32) throw new Error(`${path}: a key of 32 bytes was expected, found ${bytes.length}`)
  return bytes
}
