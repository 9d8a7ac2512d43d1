/**
 * Files come in here, under /tep: in one piece from a form, or by tus 1.0 (core, creation, termination, expiration), which
 * goes on after a cut where it was cut off. https://tus.io/protocols/resumable-upload
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Store } from '@goc/store/database.ts'
import type { Files } from '@goc/store/files/files.ts'
import { openFile } from '@goc/store/files/keep.ts'
import { limits } from '@goc/store/files/kinds.ts'
import { addToUpload, settleUpload } from '@goc/store/files/receive.ts'
import { beginUpload, dropUpload, findUpload, type Upload } from '@goc/store/files/uploads.ts'
import type { Lang } from '../src/lib/lang.ts'
import { noteWords, refusalWords } from '../src/lib/upload/words.ts'
import { takeForm } from './uploads-form.ts'
import { patiently, send } from './uploads-send.ts'

export const UPLOADS = '/tep'

/** An upload may take long, but not be silent. */
const SILENCE_MS = 60_000

const tus = {
  'tus-resumable': '1.0.0',
  'cache-control': 'no-store',
}
const abilities = {
  'tus-version': '1.0.0',
  'tus-extension': 'creation,termination,expiration',
  'tus-max-size': String(limits.size),
}

type Asked = { request: IncomingMessage; response: ServerResponse; lang: Lang }

/** Answers what lies under /tep; gives whether it did. */
export function serveUploads(store: Store, files: Files, { silence = SILENCE_MS } = {}) {
  // A phone that lost its network comes back before the server has noticed: the new request takes over.
  const busy = new Map<string, { request: IncomingMessage; done: Promise<unknown> }>()

  const byMethod = { HEAD: head, PATCH: patch, DELETE: remove }

  async function alone<T>(id: string, request: IncomingMessage, work: () => Promise<T>): Promise<T> {
    for (let earlier = busy.get(id); earlier; earlier = busy.get(id)) {
      if (!earlier.request.complete) earlier.request.destroy()
      await earlier.done
    }
    const working = work()
    const done = working.catch(() => undefined).finally(() => busy.delete(id))
    busy.set(id, { request, done })
    return working
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const [path = ''] = (request.url ?? '').split('?', 1)
    const [, id, preview] = /^\/tep(?:\/([\w-]{22})(\/xem-truoc)?)?$/.exec(path) ?? []
    if (path !== UPLOADS && id === undefined) return false
    const lang: Lang = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'vi'
    const asked = { request, response, lang }
    const method = String(request.headers['x-http-method-override'] ?? request.method).toUpperCase()

    if (method === 'OPTIONS') send(response, 204, { ...tus, ...abilities })
    else if (method === 'GET' && id) await (preview ? showPreview(asked, id) : show(asked, id))
    else if (method === 'POST' && !id && isForm(request)) await takeForm(store, files, { ...asked, silence })
    else if (request.headers['tus-resumable'] !== '1.0.0')
      send(response, 412, { ...tus, 'tus-version': '1.0.0' })
    else if (method === 'POST' && !id) await create(asked)
    else if (id && !preview && method in byMethod) await byMethod[method as keyof typeof byMethod](asked, id)
    else send(response, 405, tus)
    return true
  }

  async function create({ request, response, lang }: Asked): Promise<void> {
    const length = wholeNumber(request.headers['upload-length'])
    if (length === undefined) return send(response, 400, tus)
    const said = metadata(request.headers['upload-metadata'])
    const key = said.get('key')
    const begun = await beginUpload(store, files, {
      token: said.get('token') ?? '',
      length,
      ...(key !== undefined && { key }),
    })
    if ('id' in begun) {
      const location = `${UPLOADS}/${begun.id}`
      return send(response, 201, { ...tus, ...standing(begun), location })
    }
    const { refusal } = begun
    const status = refusal === 'too-large' ? 413 : refusal === 'storage-full' ? 507 : 403
    send(response, status, tus, { refusal, words: refusalWords[lang][refusal] })
  }

  async function head({ request, response }: Asked, id: string): Promise<void> {
    // Whoever asks where it stands means to go on: what holds it now lost its network.
    const upload = await alone(id, request, async () => {
      const found = await findUpload(store, files, id)
      // Whole but not looked at: we went down in between.
      return found?.state === 'coming' && found.offset === found.length
        ? settleUpload(store, files, id)
        : found
    })
    if (upload) send(response, 200, { ...tus, ...standing(upload), 'upload-length': String(upload.length) })
    else send(response, 404, tus)
  }

  async function patch({ request, response }: Asked, id: string): Promise<void> {
    if (request.headers['content-type'] !== 'application/offset+octet-stream') return send(response, 415, tus)
    const offset = wholeNumber(request.headers['upload-offset'])
    if (offset === undefined) return send(response, 400, tus)
    const stream = patiently(request, silence)
    const upload = await alone(id, request, () => addToUpload(store, files, id, { offset, stream }))
    if (upload === undefined) send(response, 404, tus)
    else if (upload === 'other-offset') send(response, 409, tus)
    else if (upload === 'too-long') send(response, 413, tus)
    else send(response, 204, { ...tus, ...standing(upload) })
  }

  async function remove({ request, response }: Asked, id: string): Promise<void> {
    const found = await findUpload(store, files, id)
    await alone(id, request, () => dropUpload(store, files, id))
    send(response, found ? 204 : 404, tus)
  }

  async function show({ response, lang }: Asked, id: string): Promise<void> {
    const upload = await findUpload(store, files, id)
    if (upload) send(response, 200, { 'cache-control': 'no-store' }, shown(upload, lang))
    else send(response, 404, { 'cache-control': 'no-store' })
  }

  async function showPreview({ response }: Asked, id: string): Promise<void> {
    const upload = await findUpload(store, files, id)
    const opened = upload && (await openFile(store, files, { subject: `upload/${id}`, i: 0, preview: true }))
    if (!opened) return send(response, 404, { 'cache-control': 'no-store' })
    sendFile(response, opened)
  }
}

/** Sends an opened file; one that turns out to have been changed in storage breaks off and is never whole. */
export function sendFile(
  response: ServerResponse,
  { headers, stream }: NonNullable<Awaited<ReturnType<typeof openFile>>>,
): void {
  response.writeHead(200, headers)
  stream.once('error', () => response.destroy())
  response.once('close', () => stream.destroy())
  stream.pipe(response)
}

/** An upload in words, for the page that sends it. */
export function shown({ id, state, length, offset, refusal, kept }: Upload, lang: Lang) {
  return {
    id,
    state,
    length,
    offset,
    ...(refusal && { refusal, words: refusalWords[lang][refusal] }),
    ...(kept && { type: kept.type, size: kept.size, words: noteWords[lang][kept.note] }),
    ...(kept?.preview && { preview: `${UPLOADS}/${id}/xem-truoc` }),
  }
}

const standing = ({ offset, expiresAt }: Upload) => ({
  'upload-offset': String(offset),
  'upload-expires': new Date(expiresAt * 1_000).toUTCString(),
})

const isForm = ({ headers }: IncomingMessage) =>
  headers['tus-resumable'] === undefined && /^multipart\/form-data\b/i.test(headers['content-type'] ?? '')

function wholeNumber(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined
}

/** `key base64,key base64` */
function metadata(header: string | string[] | undefined): Map<string, string> {
  const pairs = String(header ?? '').split(',')
  return new Map(
    pairs.map((pair) => {
      const [key = '', value = ''] = pair.trim().split(' ')
      return [key, Buffer.from(value, 'base64').toString('utf8')]
    }),
  )
}
