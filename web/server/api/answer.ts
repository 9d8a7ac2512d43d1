/** How the API answers: JSON, and RFC 9457 documents with a sentence in the language asked for. */

import type { IncomingMessage, ServerResponse } from 'node:http'

export type Lang = 'vi' | 'en'
export type Asked = { request: IncomingMessage; response: ServerResponse; lang: Lang; url: URL }
export type Problem = {
  status: number
  type: string
  title: Record<Lang, string>
  detail?: Record<Lang, string>
}

export function problem(
  response: ServerResponse,
  lang: Lang,
  { status, type, title, detail }: Problem,
): void {
  const document = {
    type: `urn:goc:${type}`,
    title: title[lang],
    status,
    ...(detail && { detail: detail[lang] }),
  }
  json(response, status, document, { type: 'application/problem+json; charset=utf-8' })
}

export function notAllowed(
  response: ServerResponse,
  lang: Lang,
  allow: string,
  title: Record<Lang, string>,
): void {
  response.setHeader('allow', allow)
  problem(response, lang, { status: 405, type: 'method-not-allowed', title })
}

/** `cache`: `no-cache` unless told; what is one person's says `no-store`. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  { type = 'application/json; charset=utf-8', cache = 'no-cache' } = {},
): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`)
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, 'cache-control': cache })
  response.end(body)
}

/** The body of a request as text; undefined when it is longer than `most` bytes. */
export async function bodyOf(request: IncomingMessage, most: number): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > most) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
