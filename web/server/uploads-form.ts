/**
 * Files from a plain form, for browsers without script: `token` and `back` first, then any number of files. The browser is
 * sent back to its page, with the token and, where a file was not taken, the reason.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { Store } from '@goc/store/database.ts'
import type { Files } from '@goc/store/files/files.ts'
import { limits } from '@goc/store/files/kinds.ts'
import { takeUpload } from '@goc/store/files/receive.ts'
import type { Lang } from '../src/lib/lang.ts'
import { type AnyRefusal, refusalWords } from '../src/lib/upload/words.ts'
import { patiently, send } from './uploads-send.ts'

type Asked = { request: IncomingMessage; response: ServerResponse; lang: Lang; silence: number }

export async function takeForm(store: Store, files: Files, asked: Asked): Promise<void> {
  const { request, response, lang, silence } = asked
  const from = request.headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin' && from !== 'none') return send(response, 403, {})
  const noForm = () => send(response, 400, {}, { refusal: 'damaged', words: refusalWords[lang].damaged })
  if (!/;\s*boundary=[^\s;]/i.test(request.headers['content-type'] ?? '')) return noForm()

  const length = Number(request.headers['content-length'] ?? limits.size)
  const most = Math.min(limits.size, length)
  let token = ''
  let back = '/'
  let refusal: AnyRefusal | undefined
  let coming: Readable | undefined
  // One file after the other: the parser waits while one is taken in.
  let taking: Promise<void> = Promise.resolve()
  const form = new Busboy({
    headers: request.headers as BusboyHeaders,
    limits: { fields: 20, fieldSize: 2_000, files: limits.files + 1, parts: 40, headerPairs: 20 },
  })
  form.on('field', (name, value) => {
    if (name === 'token') token = value
    if (name === 'back') back = value
  })
  form.on('file', (_, stream, name) => {
    // A field for files that was left empty comes as a file without a name.
    if (!name) return void stream.resume()
    taking = taking.then(async () => {
      coming = stream
      const taken = await takeUpload(store, files, { token, stream, most })
      if (!('id' in taken)) refusal ??= taken.refusal
      stream.resume()
    })
    taking.catch(() => stream.resume())
  })
  form.on('filesLimit', () => {
    refusal ??= 'too-many-files'
  })
  try {
    await pipeline(patiently(request, silence), form)
  } catch {
    // No form, or one that broke off: the parser leaves a file that was coming without an end.
    coming?.destroy(new Error('cut off'))
    await taking.catch(() => undefined)
    return noForm()
  }
  await taking
  send(response, 303, { location: pathBack(back, { tep: token, ...(refusal && { loi: refusal }) }) })
}

/** A path of our own, and never another place. */
function pathBack(back: string, more: Record<string, string>): string {
  const url = URL.parse(back, 'http://here.invalid')
  const own = url?.origin === 'http://here.invalid' ? url : new URL('http://here.invalid/')
  for (const [name, value] of Object.entries(more)) own.searchParams.set(name, value)
  return own.pathname.replace(/^\/+/, '/') + own.search
}
