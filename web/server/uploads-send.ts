/** The two ends of an upload's connection: a body that may be slow but not silent, and a short answer. */

import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** The body as it comes; a sender that is silent for `ms` is taken for gone. */
export async function* patiently(request: IncomingMessage, ms: number): AsyncGenerator<Buffer> {
  const gone = () => request.destroy(new Error('the sender fell silent'))
  let timer = setTimeout(gone, ms)
  try {
    for await (const part of request) {
      clearTimeout(timer)
      yield part as Buffer
      timer = setTimeout(gone, ms)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Answers, if there is still somebody to answer. A body that was not read is not waited for. */
export function send(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body?: object,
): void {
  if (response.headersSent || response.destroyed) return
  const close = response.req.complete ? {} : { connection: 'close' }
  const bytes = body && Buffer.from(JSON.stringify(body))
  response.writeHead(status, {
    ...headers,
    ...close,
    ...(bytes && { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length }),
    ...(!bytes && status !== 204 && { 'content-length': 0 }),
  })
  response.end(response.req.method === 'HEAD' ? undefined : bytes)
}
