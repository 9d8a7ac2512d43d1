/**
 * Where sealed files lie for good: a folder under the data directory, or S3-compatible storage. Both through flydrive
 * (decisions/0014). What is put here is ciphertext under a random name.
 */

import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'

export type Storage = {
  /** Puts `size` bytes under a name that nothing lies under yet. */
  put(key: string, bytes: AsyncIterable<Uint8Array>, size: number): Promise<void>
  get(key: string): Promise<Readable>
  /** That it is not there is no fault. */
  remove(key: string): Promise<void>
  /** Throws when what is configured cannot be written to, read and removed from. */
  check(): Promise<void>
}

/** Storage as the environment names it: `GOC_FILES=s3://bucket/prefix?endpoint=…&region=…`, else `<data>/files`. */
export function openStorage(data: string, env = process.env): Promise<Storage> {
  return env.GOC_FILES ? s3Storage(env.GOC_FILES, env) : diskStorage(join(data, 'files'))
}

async function diskStorage(root: string): Promise<Storage> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const disk = new Disk(new FSDriver({ location: root, visibility: 'private' }))
  return over(disk, async (key) => {
    // An act will speak of it: it must be there after the power fails, and so must its folder's entry.
    for (const path of [join(root, key), dirname(join(root, key))]) {
      const file = await open(path, 'r')
      await file.sync().finally(() => file.close())
    }
  })
}

async function s3Storage(setting: string, env: NodeJS.ProcessEnv): Promise<Storage> {
  const url = URL.parse(setting)
  if (url?.protocol !== 's3:' || !url.hostname)
    throw new Error('GOC_FILES: must be s3://bucket[/prefix][?endpoint=URL&region=NAME]')
  const endpoint = url.searchParams.get('endpoint') ?? undefined
  if (endpoint !== undefined && !URL.canParse(endpoint))
    throw new Error('GOC_FILES: its endpoint must be a URL, such as https://s3.example.vn')
  const { GOC_FILES_KEY: accessKeyId, GOC_FILES_SECRET: secretAccessKey } = env
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey))
    throw new Error('GOC_FILES_SECRET: give both GOC_FILES_KEY and GOC_FILES_SECRET, or neither')
  // Loaded only here: who keeps files on disk need not wait for it.
  const { S3Driver } = await import('flydrive/drivers/s3')
  const driver = new S3Driver({
    bucket: url.hostname,
    visibility: 'private',
    supportsACL: false,
    region: url.searchParams.get('region') ?? 'us-east-1',
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
    // Sums of their own that the SDK adds by default are unknown to many S3-compatible stores; ours are in the seal.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // What goes wrong is thrown; nothing is printed besides.
    logger: silent,
  })
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '')
  return over(new Disk(driver), undefined, prefix && `${prefix}/`)
}

const nothing = () => undefined
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }

function over(disk: Disk, settle?: (key: string) => Promise<void>, prefix = ''): Storage {
  const storage: Storage = {
    async put(key, bytes, size) {
      await disk.putStream(prefix + key, Readable.from(bytes, { objectMode: false }), { contentLength: size })
      await settle?.(key)
    },
    get: (key) => disk.getStream(prefix + key),
    remove: (key) => disk.delete(prefix + key),
    async check() {
      const key = `check/${crypto.randomUUID()}`
      try {
        await storage.put(key, Readable.from([Buffer.from('goc')]), 3)
        await storage.remove(key)
      } catch (fault) {
        const { cause, message } = fault as Error
        throw new Error(`GOC_FILES: files cannot be kept there: ${(cause as Error)?.message ?? message}`, {
          cause: fault,
        })
      }
    },
  }
  return storage
}
