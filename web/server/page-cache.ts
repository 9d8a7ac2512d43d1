/**
 * Public pages, kept for a moment: a second at most, and never past the next checkpoint. Only what a visitor without
 * cookies gets is kept (the text size apart, which is part of the key), so nobody sees another's page.
 */

import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { type Answer, compress, type Encoding } from './answer.ts'

type Kept = { until: number; answer: Answer; size: number }

const OLDEST_MS = 1_000
const MEMORY = 32_000_000

/** Where this request's answer may be kept; undefined when it may not. */
export function keyOf(request: IncomingMessage, path: string, encoding: Encoding): string | undefined {
  if (request.method !== 'GET' || request.headers.authorization !== undefined) return undefined
  if (/^\/(?:_app|s|record|api|(?:en\/)?can-bo)(?:\/|$)/.test(path)) return undefined
  const cookie = request.headers.cookie ?? ''
  const scale = /^(?:co-chu=([0-4]))?$/.exec(cookie.trim())
  return scale ? `${encoding} ${scale[1] ?? ''} ${request.headers.host ?? ''} ${request.url}` : undefined
}

export function pageCache() {
  const kept = new Map<string, Kept>()
  const coming = new Map<string, Promise<Answer | undefined>>()
  let memory = 0
  let generation = 0

  function drop(key: string, { size }: Kept): void {
    kept.delete(key)
    memory -= size
  }

  function find(key: string): Answer | undefined {
    const found = kept.get(key)
    if (!found) return undefined
    if (found.until > Date.now()) return found.answer
    drop(key, found)
    return undefined
  }

  /** Keeps an answer if it is one of those that all may share, and gives it back with its tag. */
  async function keep(key: string, plain: Answer, encoding: Encoding, born: number): Promise<Answer> {
    const forAll = !/no-store|private/.test(String(plain.headers['cache-control'] ?? ''))
    const shared =
      plain.status === 200 && forAll && isPage(plain.headers) && plain.headers['set-cookie'] === undefined
    if (!shared) return compress(plain, encoding)
    const tag = createHash('sha256').update(plain.body).digest('base64url').slice(0, 22)
    const headers = { ...plain.headers, etag: `W/"${tag}"`, 'cache-control': 'no-cache' }
    const answer = await compress({ ...plain, headers }, encoding)
    if (born !== generation) return answer
    const old = kept.get(key)
    if (old) drop(key, old)
    const entry = { until: Date.now() + OLDEST_MS, answer, size: answer.body.length + key.length + 500 }
    kept.set(key, entry)
    memory += entry.size
    for (const [oldest, value] of kept) {
      if (memory <= MEMORY) break
      drop(oldest, value)
    }
    return answer
  }

  return {
    find,
    keep,
    /** Requests for one page that come while it is being made wait for it, so a crowd costs one rendering. */
    coming,
    generation: () => generation,
    invalidate(): void {
      generation++
      kept.clear()
      coming.clear()
      memory = 0
    },
  }
}

const isPage = (headers: OutgoingHttpHeaders): boolean =>
  String(headers['content-type'] ?? '').startsWith('text/html')
