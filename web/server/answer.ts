/**
 * Catches what a handler answers, when that is text worth compressing or keeping, so that it can be sent in the form
 * that a browser asks for. Anything else, and anything large, flows through untouched.
 */

import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const br = promisify(brotliCompress)
const gz = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'identity'
export type Answer = { status: number; headers: OutgoingHttpHeaders; body: Buffer }

/** Larger answers are streamed as they come. */
const LARGEST = 4_000_000
/** Below a packet or so, compressing only costs. */
const SMALLEST = 1_000

const refuses = (accepted: string, name: string) =>
  new RegExp(`${name}\\s*;\\s*q=0(?:\\.0*)?(?:,|$)`).test(accepted)

export function encodingFor(request: IncomingMessage): Encoding {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted) && !refuses(accepted, 'br')) return 'br'
  return /\bgzip\b/.test(accepted) && !refuses(accepted, 'gzip') ? 'gzip' : 'identity'
}

const compressible =
  /^(?:text\/(?:html|plain|csv|xml|css)|application\/(?:(?:[\w.-]+\+)?(?:json|xml)|jsonl|javascript))/

export async function compress(answer: Answer, encoding: Encoding): Promise<Answer> {
  const { headers, body } = answer
  const type = String(headers['content-type'] ?? '')
  if (!compressible.test(type) || headers['content-encoding'] !== undefined) return answer
  const vary = { ...headers, vary: withVary(headers.vary) }
  if (encoding === 'identity' || body.length < SMALLEST) return { ...answer, headers: vary }
  const packed =
    encoding === 'br'
      ? await br(body, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
        })
      : await gz(body, { level: 6 })
  return { ...answer, headers: { ...vary, 'content-encoding': encoding }, body: packed }
}

function withVary(vary: OutgoingHttpHeaders[string]): string {
  const names = String(vary ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  return [...new Set([...names.filter(Boolean), 'accept-encoding'])].join(', ')
}

/**
 * Runs `handle` and gives back its whole answer, or undefined when it went to the client as a stream: because
 * it is no compressible text, is already compressed, or grew too large.
 */
export function collect(response: ServerResponse, handle: () => void): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    let streaming = false
    const own = {
      writeHead: response.writeHead.bind(response),
      write: response.write.bind(response),
      end: response.end.bind(response),
      flushHeaders: response.flushHeaders.bind(response),
    }
    const restore = () => Object.assign(response, own)
    const stream = () => {
      streaming = true
      restore()
      for (const chunk of chunks.splice(0)) response.write(chunk)
      resolve(undefined)
    }
    const worthKeeping = () =>
      compressible.test(String(response.getHeader('content-type') ?? '')) &&
      !response.hasHeader('content-encoding') &&
      response.statusCode !== 206 &&
      Number(response.getHeader('content-length') ?? 0) <= LARGEST

    const keep = (chunk: unknown, encoding?: unknown): void => {
      if (chunk === undefined || chunk === null || typeof chunk === 'function') return
      const bytes =
        typeof chunk === 'string'
          ? Buffer.from(chunk, encoding as BufferEncoding)
          : Buffer.from(chunk as Uint8Array)
      chunks.push(bytes)
      size += bytes.length
    }
    // Headers written at once would leave before anyone looked at them: keep them until it is clear where they go.
    response.writeHead = ((status: number, ...rest: unknown[]) => {
      response.statusCode = status
      const given = rest.find((value) => typeof value === 'object' && value !== null) as
        | OutgoingHttpHeaders
        | undefined
      for (const [name, value] of Object.entries(given ?? {}))
        if (value !== undefined) response.setHeader(name, value)
      return response
    }) as typeof response.writeHead
    response.write = ((chunk: unknown, encoding?: unknown, done?: unknown) => {
      if (chunks.length === 0 && !worthKeeping()) {
        stream()
        return response.write(chunk as Buffer, encoding as BufferEncoding, done as () => void)
      }
      keep(chunk, encoding)
      if (size > LARGEST) stream()
      const called = [encoding, done].find((value) => typeof value === 'function') as (() => void) | undefined
      if (called) process.nextTick(called)
      return true
    }) as typeof response.write
    response.flushHeaders = () => undefined
    response.end = ((chunk?: unknown, encoding?: unknown, done?: unknown) => {
      if (!streaming && chunks.length === 0 && !worthKeeping()) {
        stream()
        return response.end(chunk as Buffer, encoding as BufferEncoding, done as () => void)
      }
      keep(chunk, encoding)
      restore()
      resolve({ status: response.statusCode, headers: response.getHeaders(), body: Buffer.concat(chunks) })
      return response
    }) as typeof response.end
    response.once('close', () => resolve(undefined))
    handle()
  })
}

/** Sends an answer that was collected; the headers replace those set so far. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
): void {
  if (response.headersSent || response.destroyed) return
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value)
  response.removeHeader('transfer-encoding')
  response.setHeader('content-length', body.length)
  response.statusCode = status
  response.end(request.method === 'HEAD' ? undefined : body)
}
