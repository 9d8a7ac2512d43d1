/** The front door: what it keeps, what it never keeps, and how it closes. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { type Front, startFront } from '../server/front.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))
type Got = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }

describe('the front door', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let front: Front
  let asked = 0
  let reason: string | undefined

  before(async () => {
    front = await startFront({
      port: 0,
      host: '127.0.0.1',
      ready: async () => reason,
      record: (request, response) => {
        if (!request.url?.startsWith('/record/')) return false
        asked++
        response.end('a tile')
        return true
      },
    })
  })
  after(() => front?.close())

  function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(front.url)
      const sent = request({ hostname, port, path, headers, method }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
      sent.once('error', reject).end()
    })
  }

  test('pages are compressed as asked, and known ones are not sent again', async () => {
    const br = await get('/', { 'accept-encoding': 'gzip, br' })
    assert.equal(br.headers['content-encoding'], 'br')
    assert.match(String(br.headers.vary), /accept-encoding/)
    const gzip = await get('/', { 'accept-encoding': 'gzip, br;q=0' })
    assert.equal(gzip.headers['content-encoding'], 'gzip')
    const plain = await get('/')
    assert.equal(plain.headers['content-encoding'], undefined)
    assert.ok(plain.body.length > br.body.length)

    const etag = String(br.headers.etag)
    const known = await get('/', { 'accept-encoding': 'br', 'if-none-match': etag })
    assert.equal(known.status, 304)
    assert.equal(known.body.length, 0)
  })

  test('a page for one visitor is not kept for another', async () => {
    const mine = await get('/', { cookie: 'session=abc' })
    assert.match(String(mine.headers['cache-control']), /private/)
    const large = await get('/', { cookie: 'co-chu=4' })
    assert.match(large.body.toString(), /data-scale="4"/)
    const usual = await get('/')
    assert.match(usual.body.toString(), /data-scale="1"/)
  })

  test('every answer carries its guards, and plain http promises no https', async () => {
    for (const path of ['/', '/healthz', '/khong-co']) {
      const { headers } = await get(path)
      assert.equal(headers['x-content-type-options'], 'nosniff', path)
      assert.equal(headers['referrer-policy'], 'same-origin', path)
      assert.equal(headers['strict-transport-security'], undefined, path)
    }
  })

  test('the record stands before the pages', async () => {
    assert.equal((await get('/record/checkpoint')).body.toString(), 'a tile')
    assert.equal(asked, 1)
  })

  test('health and readiness are two things', async () => {
    assert.equal((await get('/healthz')).status, 200)
    assert.equal((await get('/readyz')).status, 200)
    reason = 'no database'
    const waiting = await get('/readyz')
    assert.equal(waiting.status, 503)
    assert.match(waiting.body.toString(), /no database/)
    reason = undefined
  })

  test('an address without end is refused, and a form from elsewhere too', async () => {
    assert.equal((await get(`/?${'x'.repeat(9_000)}`)).status, 414)
    const forged = await get(
      '/so-lieu',
      { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      'POST',
    )
    assert.equal(forged.status, 403)
  })

  test('a page that is asked for by HEAD has no body', async () => {
    const { status, body } = await get('/', {}, 'HEAD')
    assert.equal(status, 200)
    assert.equal(body.length, 0)
  })
})
