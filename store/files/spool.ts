/**
 * Where bytes lie while they come in: one file for each, readable at any place, encrypted with a key of its own, and
 * as long as what has come, so that its length on disk is what has been received. AES-256-CTR: it keeps the bytes from
 * whoever takes the disk, for the minutes or hours until they are checked and sealed for good (seal.ts).
 */

import { type Cipheriv, createCipheriv, hkdfSync } from 'node:crypto'
import { mkdir, open, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

export type Spool = { folder: string }

/** What has come in, to be read in any order. */
export type Source = {
  size: number
  read(start: number, end: number): Promise<Buffer>
  stream(start?: number, end?: number): AsyncGenerator<Buffer>
}

const READ = 262_144

export async function openSpool(folder: string): Promise<Spool> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { folder }
}

/** The key for the bytes on their way, from the key of the case that they wait in. */
export const spoolKey = (caseKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', caseKey, '', 'goc/spool/v1', 32))

const pathOf = ({ folder }: Spool, id: string) => {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new Error('no such spool')
  return join(folder, id)
}

/** How many bytes have come. */
export async function received(spool: Spool, id: string): Promise<number> {
  try {
    return (await stat(pathOf(spool, id))).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/**
 * Adds what `source` gives behind what has come, up to `limit` bytes in all, and puts it on the disk for good. A source
 * that breaks off leaves what it gave. Gives how many bytes there are, and whether there were more than the limit.
 */
export async function append(
  spool: Spool,
  id: string,
  key: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ size: number; over: boolean; broken?: unknown }> {
  const file = await open(pathOf(spool, id), 'a', 0o600)
  try {
    let { size } = await file.stat()
    const cipher = cipherAt(key, size)
    let over = false
    let broken: unknown
    const parts = source[Symbol.asyncIterator]()
    for (;;) {
      // Only the sender may break off without harm: a disk that does not write is a fault.
      const next = await parts.next().catch((error: unknown) => {
        broken = error ?? new Error('broken off')
        return undefined
      })
      if (!next || next.done) break
      const part = next.value.subarray(0, limit - size)
      if (part.length > 0) await file.appendFile(cipher.update(part))
      size += part.length
      over = part.length < next.value.length
      if (over) break
    }
    if (over) await parts.return?.()
    await file.datasync()
    return { size, over, ...(broken !== undefined && { broken }) }
  } finally {
    await file.close()
  }
}

/** Opens what has come; the caller closes it. */
export async function openSource(
  spool: Spool,
  id: string,
  key: Uint8Array,
): Promise<Source & { close(): Promise<void> }> {
  const file = await open(pathOf(spool, id), 'r')
  const { size } = await file.stat()
  async function read(start: number, end: number): Promise<Buffer> {
    const bytes = Buffer.alloc(Math.max(0, Math.min(end, size) - start))
    let got = 0
    while (got < bytes.length) {
      const { bytesRead } = await file.read(bytes, got, bytes.length - got, start + got)
      if (bytesRead === 0) throw new Error('a spooled file is shorter than it was')
      got += bytesRead
    }
    return cipherAt(key, start).update(bytes)
  }
  return {
    size,
    read,
    async *stream(start = 0, end = size) {
      for (let at = start; at < end; at += READ) yield await read(at, Math.min(end, at + READ))
    },
    close: () => file.close(),
  }
}

/** Removes it; that it is not there is no fault. */
export async function removeSpool(spool: Spool, id: string): Promise<void> {
  await unlink(pathOf(spool, id)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

/** The key stream from byte `at` on. CTR counts blocks of 16 bytes. */
function cipherAt(key: Uint8Array, at: number): Cipheriv {
  const counter = Buffer.alloc(16)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 16)), 8)
  const cipher = createCipheriv('aes-256-ctr', key, counter)
  cipher.update(Buffer.alloc(at % 16))
  return cipher
}
