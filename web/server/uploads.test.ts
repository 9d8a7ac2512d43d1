/** Files over bad networks: by tus, with a client that is not ours, and by a form. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as ask, createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { attachUploads } from '@goc/store/files/attach.ts'
import { limits } from '@goc/store/files/kinds.ts'
import { type TestPlace, testPlace } from '@goc/store/files/testing/place.ts'
import { office, pdf, phonePhoto } from '@goc/store/files/testing/samples.ts'
import { newUploadToken } from '@goc/store/files/token.ts'
import { findUpload, listUploads } from '@goc/store/files/uploads.ts'
import * as tus from 'tus-js-client'
import { refusalWords } from '../src/lib/upload/words.ts'
import { serveUploads, type shown } from './uploads.ts'

let place: TestPlace
let server: Server
let origin: string
const faults: unknown[] = []

before(async () => {
  place = await testPlace()
  const patient = serveUploads(place.store, place.files, { silence: 30_000 })
  const impatient = serveUploads(place.store, place.files, { silence: 300 })
  server = createServer((request, response) => {
    const uploads = request.headers['x-impatient'] ? impatient : patient
    uploads(request, response).then(
      (did) => did || response.writeHead(404).end(),
      (fault) => {
        faults.push(fault)
        response.writeHead(500).end()
      },
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(async () => {
  server.closeAllConnections()
  server.close()
  await place.close()
  assert.deepEqual(faults, [])
})

const v1 = { 'tus-resumable': '1.0.0' }
const token = () => newUploadToken(place.master)
const meta = (word: string) => `token ${Buffer.from(word).toString('base64')}`
const send = (path: string, method: string, headers: Record<string, string> = {}, body?: Buffer | string) =>
  fetch(origin + path, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && { body: body as string }),
  })
const create = async (length: number, word = token()) => {
  const made = await send('/tep', 'POST', {
    ...v1,
    'upload-length': String(length),
    'upload-metadata': meta(word),
  })
  assert.equal(made.status, 201)
  return made.headers.get('location')!
}
const patch = (path: string, offset: number, bytes: Buffer) => {
  const headers = {
    ...v1,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  }
  return send(path, 'PATCH', headers, bytes)
}
const shownAt = async (path: string, lang = 'vi') =>
  (await (await send(path, 'GET', { 'accept-language': lang })).json()) as ReturnType<typeof shown>
const offsetOf = async (path: string) =>
  Number((await send(path, 'HEAD', v1)).headers.get('upload-offset') ?? Number.NaN)

/** Begins a request and leaves it hanging after these bytes. */
function hang(path: string, method: string, headers: Record<string, string>, bytes: Buffer) {
  const sent = ask(origin + path, { method, headers })
  sent.on('error', () => undefined)
  sent.write(bytes)
  return sent
}

describe('an upload by tus', () => {
  test('says what the server can do', async () => {
    const { status, headers } = await send('/tep', 'OPTIONS')
    assert.equal(status, 204)
    assert.equal(headers.get('tus-version'), '1.0.0')
    assert.equal(headers.get('tus-extension'), 'creation,termination,expiration')
    assert.equal(headers.get('tus-max-size'), String(limits.size))
  })

  test('comes whole with another’s client, in pieces, and is kept', async () => {
    const word = token()
    const bytes = await phonePhoto()
    let progress = 0
    await new Promise<void>((resolve, reject) => {
      new tus.Upload(bytes, {
        endpoint: `${origin}/tep`,
        metadata: { token: word },
        chunkSize: 5_000,
        retryDelays: null,
        onProgress: (sent) => {
          progress = sent
        },
        onSuccess: () => resolve(),
        onError: reject,
      }).start()
    })
    assert.equal(progress, bytes.length)
    const [upload] = await listUploads(place.store, place.files, word)
    assert.equal(upload?.state, 'kept')
    const seen = await shownAt(`/tep/${upload.id}`, 'en')
    assert.equal(seen.words, 'Place, camera and author were removed from the photo.')
    const preview = await send(seen.preview!, 'GET')
    assert.equal(preview.headers.get('content-type'), 'image/webp')
    assert.match(preview.headers.get('content-security-policy')!, /^sandbox/)
    assert.ok((await preview.arrayBuffer()).byteLength > 100)
  })

  test('goes on with another’s client after connections were cut', async () => {
    const word = token()
    const bytes = office('docx', { 'word/media/1.bin': Buffer.alloc(9_000, 7) })
    let cuts = 0
    const cut = setInterval(() => {
      if (cuts++ < 3) server.closeAllConnections()
    }, 15)
    await new Promise<void>((resolve, reject) => {
      new tus.Upload(bytes, {
        endpoint: `${origin}/tep`,
        metadata: { token: word },
        chunkSize: 1_000,
        retryDelays: [0, 20, 50, 100, 200],
        onSuccess: () => resolve(),
        onError: reject,
      }).start()
    })
    clearInterval(cut)
    const kept = (await listUploads(place.store, place.files, word)).filter(({ state }) => state === 'kept')
    assert.equal(kept.length, 1)
    assert.equal(kept[0]?.length, bytes.length)
  })

  test('that was cut off stands where it was cut off, and the one who comes back takes over', {
    timeout: 15_000,
  }, async () => {
    const bytes = pdf()
    const path = await create(bytes.length)
    const headers = { ...v1, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
    const hanging = hang(
      path,
      'PATCH',
      { ...headers, 'content-length': String(bytes.length) },
      bytes.subarray(0, 200),
    )
    await sleep(150)
    assert.equal(await offsetOf(path), 200)
    const done = await patch(path, 200, bytes.subarray(200))
    assert.deepEqual([done.status, done.headers.get('upload-offset')], [204, String(bytes.length)])
    hanging.destroy()
    const seen = await shownAt(path)
    assert.deepEqual([seen.state, seen.type], ['kept', 'application/pdf'])
  })

  test('whose sender falls silent is let go', async () => {
    const path = await create(1_000)
    const headers = { ...v1, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
    const impatient = { ...headers, 'content-length': '1000', 'x-impatient': 'yes' }
    const hanging = hang(path, 'PATCH', impatient, Buffer.alloc(10))
    await new Promise((closed) => hanging.once('close', closed))
    assert.equal(await offsetOf(path), 10)
  })

  test('is taken back', async () => {
    const path = await create(100)
    await patch(path, 0, Buffer.alloc(50))
    assert.equal((await send(path, 'DELETE', v1)).status, 204)
    assert.equal((await send(path, 'HEAD', v1)).status, 404)
    assert.equal((await send(path, 'DELETE', v1)).status, 404)
    assert.equal((await patch(path, 50, Buffer.alloc(50))).status, 404)
  })

  test('says when it expires', async () => {
    const path = await create(100)
    const expires = Date.parse((await send(path, 'HEAD', v1)).headers.get('upload-expires')!)
    assert.ok(expires - Date.now() > 23 * 3_600_000 && expires - Date.now() <= 24 * 3_600_000)
  })

  test('that breaks the protocol is told which way', async () => {
    const path = await create(100)
    const octets = { 'content-type': 'application/offset+octet-stream' }
    const wrong: [number, Promise<Response>][] = [
      [412, send('/tep', 'POST', { 'upload-length': '1' })],
      [412, send(path, 'HEAD')],
      [412, send(path, 'PATCH', { ...octets, 'upload-offset': '0', 'tus-resumable': '0.2.2' })],
      [400, send('/tep', 'POST', { ...v1, 'upload-length': '-1', 'upload-metadata': meta(token()) })],
      [400, send('/tep', 'POST', { ...v1, 'upload-defer-length': '1', 'upload-metadata': meta(token()) })],
      [
        413,
        send('/tep', 'POST', { ...v1, 'upload-length': '99999999999', 'upload-metadata': meta(token()) }),
      ],
      [403, send('/tep', 'POST', { ...v1, 'upload-length': '9', 'upload-metadata': meta('forged') })],
      [403, send('/tep', 'POST', { ...v1, 'upload-length': '9' })],
      [415, send(path, 'PATCH', { ...v1, 'upload-offset': '0' }, 'x')],
      [400, send(path, 'PATCH', { ...v1, ...octets, 'upload-offset': 'x' }, 'x')],
      [409, patch(path, 5, Buffer.alloc(5))],
      [413, patch(path, 0, Buffer.alloc(101))],
      [404, send(`/tep/${'A'.repeat(22)}`, 'HEAD', v1)],
      [405, send(path, 'PUT', v1)],
      [404, send('/tep/../../etc/passwd', 'GET')],
    ]
    for (const [n, [status, answer]] of wrong.entries())
      assert.equal((await answer).status, status, `case ${n}`)
    const override = { ...v1, ...octets, 'x-http-method-override': 'PATCH', 'upload-offset': '0' }
    const other = await create(4)
    assert.equal((await send(other, 'POST', override, 'zz')).headers.get('upload-offset'), '2')
  })

  test('of a file that may not be kept says why, in the language asked for', async () => {
    const path = await create(11)
    assert.equal((await patch(path, 0, Buffer.from('hello world'))).status, 204)
    const vi = await shownAt(path)
    assert.deepEqual([vi.state, vi.words], ['refused', refusalWords.vi['unknown-kind']])
    const en = await shownAt(path, 'en')
    assert.equal(en.words, refusalWords.en['unknown-kind'])
  })
})

describe('a form', () => {
  function form(word: string, sent: [name: string, bytes: Buffer][], back = '/gui?buoc=3'): FormData {
    const body = new FormData()
    body.set('token', word)
    body.set('back', back)
    for (const [name, bytes] of sent) body.append('file', new Blob([new Uint8Array(bytes)]), name)
    return body
  }
  const post = (body: FormData, headers: Record<string, string> = {}) =>
    fetch(`${origin}/tep`, { method: 'POST', body, headers, redirect: 'manual' })

  test('brings several files and leads back', async () => {
    const word = token()
    const sent: [string, Buffer][] = [
      ['ảnh.jpg', await phonePhoto()],
      ['đơn.pdf', pdf()],
      ['lạ.txt', Buffer.from('chữ')],
    ]
    const answer = await post(form(word, sent), { 'sec-fetch-site': 'same-origin' })
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), `/gui?buoc=3&tep=${word}`)
    const states = (await listUploads(place.store, place.files, word)).map(({ state }) => state)
    assert.deepEqual(states, ['kept', 'kept', 'refused'])
    const attached = await attachUploads(place.store, place.files, { token: word, subject: 'petition/F' })
    assert.equal('files' in attached && attached.files.length, 2)
  })

  test('without a file, with too large a one or too many says so, and never leads elsewhere', async () => {
    const word = token()
    const none = await post(form(word, [['', Buffer.alloc(0)]]))
    assert.equal(none.headers.get('location'), `/gui?buoc=3&tep=${word}`)
    const large = await post(form(word, [['x.pdf', Buffer.alloc(limits.size + 1)]]))
    assert.equal(large.headers.get('location'), `/gui?buoc=3&tep=${word}&loi=too-large`)
    assert.deepEqual(await listUploads(place.store, place.files, word), [])
    const old = await post(form('forged', [['x.pdf', pdf()]], 'https://evil.example/x'))
    assert.equal(old.headers.get('location'), '/?tep=forged&loi=token-ended')
    for (const back of ['//evil.example', '/\\evil.example', 'javascript:1', 'http:evil.example'])
      assert.match(
        (await post(form(word, [], back))).headers.get('location')!,
        /^\/(?:evil\.example)?\?tep=/,
        back,
      )
  })

  test('sent from another site is not taken', async () => {
    assert.equal(
      (await post(form(token(), [['x.pdf', pdf()]]), { 'sec-fetch-site': 'cross-site' })).status,
      403,
    )
  })

  test('that breaks off leaves nothing, and one that is none is told so', async () => {
    const word = token()
    const boundary = 'xxxx'
    const start = `--${boundary}\r\ncontent-disposition: form-data; name="token"\r\n\r\n${word}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7`
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': '5000' }
    const hanging = hang('/tep', 'POST', headers, Buffer.from(start))
    await sleep(100)
    assert.equal((await listUploads(place.store, place.files, word)).length, 1)
    hanging.destroy()
    for (let n = 0; n < 50 && (await listUploads(place.store, place.files, word)).length > 0; n++)
      await sleep(20)
    assert.deepEqual(await listUploads(place.store, place.files, word), [])
    const broken = await send(
      '/tep',
      'POST',
      { 'content-type': 'multipart/form-data; boundary=y' },
      'nothing',
    )
    assert.equal(broken.status, 400)
    assert.equal((await send('/tep', 'POST', { 'content-type': 'multipart/form-data' }, 'x')).status, 400)
  })
})

test('an upload that is unknown tells nobody whether it ever was', async () => {
  assert.equal(await findUpload(place.store, place.files, 'nothing'), undefined)
  assert.equal((await send(`/tep/${'B'.repeat(22)}`, 'GET')).status, 404)
})
