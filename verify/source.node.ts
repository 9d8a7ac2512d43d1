/** Where records lie: a folder, or an address. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AskFigures } from './claims.ts'
import { Fault } from './fault.ts'
import type { Source } from './published.ts'

const TRIES = 4
const TIMEOUT = 20_000
const MAX_FIGURES = 2_000_000

export function folderSource(folder: string): Source {
  return {
    async read(path, most) {
      try {
        const bytes = await readFile(join(folder, path))
        if (bytes.length > most) throw new Fault('too-large', `${path} has ${bytes.length} bytes`)
        return bytes
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
  }
}

/** `base` is the record's prefix, such as https://goc.example.vn/record. */
export function webSource(base: string): Source {
  const prefix = base.replace(/\/+$/, '')
  return { read: (path, most) => get(`${prefix}/${path}`, most) }
}

/** Asks the site that a record's prefix belongs to for its published figures. */
export function siteFigures(base: string): AskFigures {
  const site = new URL(base).origin
  return async ({ unit, from, to }) => {
    const query = new URLSearchParams({ unit, from, to })
    const bytes = await get(`${site}/api/v1/figures?${query}`, MAX_FIGURES)
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  }
}

/** Tries again on what may pass; undefined when the other side says that there is nothing. */
async function get(url: string, most: number): Promise<Uint8Array | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) })
      if (response.status === 404 || response.status === 410) return undefined
      if (!response.ok) throw new Error(`${url}: ${response.status}`)
      return await bytesOf(response, most)
    } catch (error) {
      if (error instanceof Fault || attempt === TRIES) throw error
      await sleep(200 * 2 ** attempt)
    }
  }
}

/** An answer that does not end must not fill the memory. */
async function bytesOf(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > most) throw new Fault('too-large', `${response.url} has more than ${most} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
