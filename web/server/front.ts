/** The house's front door: our own server before SvelteKit's handler. Origin, headers, compression, cache, shutdown. */

import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { addressOf } from './address.ts'
import { type Answer, collect, compress, encodingFor, send } from './answer.ts'
import { type Context, setContext } from './context.ts'
import { guard } from './headers.ts'
import { keyOf, pageCache } from './page-cache.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

export type FrontOptions = {
  /** 0 takes any free port. */
  port: number
  host: string
  /** The public origin; absent, the one that it listens on. */
  origin?: string
  /** Readers of the store room (`Readers` of web/src/lib/server/read.ts); absent, the invented province. */
  store?: unknown
  /** For the staff pages (see context.ts). */
  matters?: unknown
  people?: unknown
  notices?: unknown
  provider?: unknown
  /** How many proxies of ours stand in front (see address.ts). */
  proxies?: number
  /** The record over HTTP and whatever else stands before the pages; true when it answered. */
  record?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>
  /** Takes in files (uploads.ts); absent, none can be attached. */
  uploads?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  /** Why the instance is not ready; undefined when it is. */
  ready?: () => Promise<string | undefined>
  onClose?: () => void | Promise<void>
  onError?: (fault: unknown) => void
}

export type Front = { url: string; invalidate(): void; close(): Promise<void> }

const LONGEST_ADDRESS = 8_192
const GRACE_MS = 3_000
/** A form must come within this. A file may take long on a poor network, and has a patience of its own. */
const BODY_MS = 30_000
const UPLOAD_MS = 3_600_000

async function builtHandler(): Promise<Handler> {
  const entry = new URL('../build/handler.js', import.meta.url)
  if (!existsSync(entry)) throw new Error('web/build is missing: run `npm run build` first')
  // adapter-node assumes https and trusts Host; it takes both from headers that `startFront` sets itself.
  process.env.PROTOCOL_HEADER = 'x-goc-protocol'
  process.env.HOST_HEADER = 'x-goc-host'
  process.env.ADDRESS_HEADER = 'x-goc-address'
  const { handler } = (await import(pathToFileURL(entry.pathname).href)) as { handler: Handler }
  return handler
}

export async function startFront(options: FrontOptions): Promise<Front> {
  const { store, matters, people, notices, provider } = options
  const shared: Context = { store, matters, people, notices, provider, generation: 0 }
  setContext(shared)
  const handler = await builtHandler()
  const cache = pageCache()
  const onError = options.onError ?? ((fault) => console.error(fault))
  let origin = new URL(options.origin ?? 'http://localhost')
  let closing = false

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/'
    if (url.length > LONGEST_ADDRESS) return plain(response, 414, 'URI too long')
    const path = url.split('?', 1)[0]!
    guard(response, path, origin.protocol === 'https:')
    if (path === '/healthz') return plain(response, 200, 'ok')
    if (path === '/readyz') return readiness(response)
    if (/^\/tep(?:\/|$)/.test(path) && (await options.uploads?.(request, response))) return
    hurry(request)
    if (await options.record?.(request, response)) return

    request.headers['x-goc-protocol'] = origin.protocol.slice(0, -1)
    request.headers['x-goc-host'] = options.origin ? origin.host : (request.headers.host ?? origin.host)
    request.headers['x-goc-address'] = addressOf(request, options.proxies)
    if (isOneClick(request, path))
      request.headers.origin = `${origin.protocol}//${request.headers['x-goc-host']}`
    if (path.startsWith('/s/')) response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    const encoding = encodingFor(request)
    const key = keyOf(request, path, encoding)
    const found = key === undefined ? undefined : (cache.find(key) ?? (await cache.coming.get(key)))
    if (found) return deliver(request, response, found)

    const born = cache.generation()
    const made = collect(response, () =>
      handler(request, response, () => plain(response, 404, 'Not found')),
    ).then((whole) => {
      if (!whole) return undefined
      if (key !== undefined) return cache.keep(key, whole, encoding, born)
      const headers = { 'cache-control': 'private, no-cache', ...whole.headers }
      return compress({ ...whole, headers }, encoding)
    })
    if (key !== undefined) {
      // Whoever waits for it shares it only when it turned out to be a page for all.
      const shared = made.then(() => cache.find(key)).catch(() => undefined)
      cache.coming.set(key, shared)
      void shared.then(() => cache.coming.get(key) === shared && cache.coming.delete(key))
    }
    const whole = await made
    if (whole) deliver(request, response, whole)
  }

  async function readiness(response: ServerResponse): Promise<void> {
    const reason = closing ? 'closing' : await options.ready?.()
    plain(response, reason === undefined ? 200 : 503, reason ?? 'ready')
  }

  const server = createServer({ requestTimeout: UPLOAD_MS, headersTimeout: 10_000, keepAliveTimeout: 65_000 })
  server.maxHeadersCount = 100
  server.on('request', (request, response) => {
    answer(request, response).catch((fault: unknown) => {
      onError(fault)
      if (response.headersSent) response.destroy()
      else plain(response, 500, 'Internal error')
    })
  })
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const shownHost = ['0.0.0.0', '::', '127.0.0.1'].includes(options.host) ? 'localhost' : options.host
  if (!options.origin) origin = new URL(`http://${shownHost}:${port}`)

  return {
    url: origin.href,
    invalidate() {
      shared.generation++
      cache.invalidate()
    },
    async close() {
      if (closing) return
      closing = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
      await closed
      await options.onClose?.()
    },
  }
}

/**
 * A mail program that ends a subscription for its reader (RFC 8058) is no page and names no origin. The token in the address
 * is all that it needs, and a cookie gives nobody more there.
 */
const isOneClick = ({ method, headers }: IncomingMessage, path: string): boolean =>
  method === 'POST' && headers.origin === undefined && /^\/(?:en\/)?bao-tin\/thoi\/[\w-]+$/.test(path)

/** Lets go of a sender whose body does not come. */
function hurry(request: IncomingMessage): void {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers
  if (length === undefined && chunked === undefined) return
  const timer = setTimeout(() => request.complete || request.destroy(), BODY_MS)
  request.once('close', () => clearTimeout(timer))
}

function plain(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${text}\n`)
}

/** A page that the browser has already is answered without its body. */
function deliver(request: IncomingMessage, response: ServerResponse, whole: Answer): void {
  const tag = whole.headers.etag
  const known = String(request.headers['if-none-match'] ?? '')
    .split(',')
    .some((given) => given.trim() === tag)
  if (tag === undefined || !known || whole.status !== 200) return send(request, response, whole)
  response.statusCode = 304
  for (const name of ['etag', 'cache-control', 'vary'] as const) {
    const value = whole.headers[name]
    if (value !== undefined) response.setHeader(name, value)
  }
  for (const name of ['content-type', 'content-length', 'content-encoding']) response.removeHeader(name)
  response.end()
}
