/** Where Node finds a record: a folder, or an address. */

import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AskFigures } from './claims.ts'
import { Fault } from './fault.ts'
import type { Source } from './published.ts'

const isAddress = (where: string): boolean => /^https?:\/\//i.test(where)

/** The record at a folder or an http(s) address: its prefix, or the place where `record/` lies. */
export async function openSource(where: string): Promise<{ source: Source; ask?: AskFigures }> {
  if (!isAddress(where)) {
    const below = join(where, 'record')
    const bare = existsSync(join(where, 'checkpoint')) || !existsSync(join(below, 'checkpoint'))
    return { source: folderSource(bare ? where : below) }
  }
  const address = new URL(where)
  const prefix = address.href.replace(/[?#].*$/, '').replace(/\/+$/, '')
  const ask = figuresAt(address)
  // The first page of a site is no record; any other address is taken at its word first.
  const tries = address.pathname === '/' ? [`${prefix}/record`, prefix] : [prefix, `${prefix}/record`]
  for (const at of tries) {
    const source = webSource(at)
    if (await source.read('checkpoint', MAX_ANSWER).catch(() => undefined)) return { source, ask }
  }
  return { source: webSource(tries[0]!), ask }
}

const MAX_ANSWER = 4_000_000

/** The files of a folder. They are read one after the other: that is faster than asking for many at once. */
export function folderSource(folder: string): Source {
  return {
    async read(path, most) {
      const file = join(folder, path)
      try {
        if (statSync(file).size > most) throw new Fault('too-large', `${path} has more than ${most} bytes`)
        return readFileSync(file)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
        throw error
      }
    },
  }
}

/** Requests under way at once. */
const AT_ONCE = 12
const TRIES = 5
const PATIENCE = 30_000

/** The files below an address. */
export function webSource(prefix: string, wait = 250): Source {
  const waiting: (() => void)[] = []
  let free = AT_ONCE
  return {
    async read(path, most) {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await fetchBytes(`${prefix}/${path}`, most, wait)
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free++
      }
    },
  }
}

/** The bytes at an address; undefined when there is nothing. Faults of the network are tried again, ever later. */
async function fetchBytes(url: string, most: number, wait: number): Promise<Uint8Array | undefined> {
  for (let tried = 1; ; tried++) {
    try {
      return await fetchOnce(url, most)
    } catch (error) {
      if (error instanceof Fault) throw error
      if (error instanceof Refused || tried === TRIES) throw new Error(`cannot read ${url}`, { cause: error })
      await sleep(wait * 2 ** (tried - 1))
    }
  }
}

/** An answer that would not be another one the next time. */
class Refused extends Error {}

async function fetchOnce(url: string, most: number): Promise<Uint8Array | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
  if (!answer.ok || !answer.body) {
    await answer.body?.cancel()
    if (answer.status === 404 || answer.status === 410) return undefined
    const again = answer.status >= 500 || answer.status === 429 || answer.status === 408
    throw again ? new Error(`it answers ${answer.status}`) : new Refused(`it answers ${answer.status}`)
  }
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of answer.body) {
    length += part.length
    if (length > most) throw new Fault('too-large', `${url} has more than ${most} bytes`)
    parts.push(part)
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts)
}

/** The figures that the server at this address publishes. */
export function figuresAt(address: URL): AskFigures {
  return async ({ unit, from, to }) => {
    const query = new URLSearchParams({ unit, from, to })
    const bytes = await fetchBytes(new URL(`/api/v1/figures?${query}`, address).href, MAX_ANSWER, 250)
    if (!bytes) return undefined
    try {
      return JSON.parse(Buffer.from(bytes).toString())
    } catch {
      // Not figures, whatever it is: what cannot be read makes a claim that cannot be certified.
      return null
    }
  }
}
