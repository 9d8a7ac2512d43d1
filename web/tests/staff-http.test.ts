/** Staff pages over the wire: cookies, caches, forged forms, addresses behind proxies. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { PASSWORD } from '@goc/store/people/testing.ts'
import { addressOf, proxiesOf } from '../server/address.ts'
import { office, type Staff, startStaff } from './staff.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))
type Got = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

describe('staff pages over the wire', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const origin = 'https://goc.example.vn'
  let staff: Staff
  let port: number
  before(async () => {
    // As behind a proxy that speaks https for us: the port is plain, the address is not.
    const { createServer } = await import('node:net')
    port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as { port: number }
        probe.close(() => resolve(port))
      })
    })
    staff = await startStaff({ port, origin })
  })
  after(() => staff?.close())

  function ask(path: string, headers: Record<string, string> = {}, body?: string): Promise<Got> {
    return new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST'
      const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin }
      const sent = request(
        { host: '127.0.0.1', port, path, method, headers: { accept: 'text/html', ...type, ...headers } },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      sent.once('error', reject).end(body)
    })
  }
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  const cookiesOf = ({ headers }: Got) => [headers['set-cookie'] ?? []].flat() as string[]
  const send = (got: Got) =>
    cookiesOf(got)
      .map((line) => line.split(';')[0])
      .join('; ')

  /** A signed-in browser: its cookies. */
  async function signedIn(email: string): Promise<{ cookie: string; lines: string[] }> {
    const link = await staff.linkFor(email, office('officer'))
    const carried = await ask(new URL(link).pathname)
    const cookie = send(carried)
    const accepted = await ask(
      '/can-bo/moi?/accept',
      { cookie },
      form({ password: PASSWORD, repeat: PASSWORD }),
    )
    assert.equal(accepted.status, 303)
    return { cookie: send(accepted), lines: cookiesOf(accepted) }
  }

  test('cookies are for this host alone, over https, out of the reach of script', async () => {
    const { lines } = await signedIn('an@xa.example')
    const session = lines.find((line) => line.startsWith('__Host-goc-phien='))
    assert.ok(session, lines.join('\n'))
    for (const part of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\//i])
      assert.match(session, part)
    assert.doesNotMatch(session, /Max-Age|Expires|Domain/i)
  })

  test('no page of somebody signed in is kept anywhere, and no one gets another’s', async () => {
    const { cookie } = await signedIn('binh@xa.example')
    for (const path of ['/', '/so-cong-khai', '/can-bo', '/en/can-bo/tai-khoan']) {
      const mine = await ask(path, { cookie })
      assert.equal(mine.status, 200, path)
      assert.equal(mine.headers['cache-control'], 'no-store', path)
    }
    for (const path of ['/can-bo', '/en/can-bo/tai-khoan']) {
      const stranger = await ask(path)
      assert.equal(stranger.status, 303, path)
      assert.match(String(stranger.headers.location), /dang-nhap\?ve=/)
    }
    const entrance = await ask('/en/can-bo/dang-nhap')
    assert.equal(entrance.headers['cache-control'], 'no-store')
  })

  test('a form that another site sends is refused, with and without an origin', async () => {
    const { cookie } = await signedIn('chi@xa.example')
    const forged = [
      { origin: 'https://elsewhere.example' },
      { origin: 'http://goc.example.vn' },
      { origin: 'null' },
    ]
    for (const headers of forged) {
      const got = await ask('/can-bo/tai-khoan?/endOthers', { cookie, ...headers }, '')
      assert.equal(got.status, 403, headers.origin)
    }
    assert.equal((await ask('/can-bo/tai-khoan?/endOthers', { cookie }, '')).status, 303)
    assert.equal((await ask('/can-bo/tai-khoan?ve=x&/noSuchAction', { cookie }, '')).status, 404)
  })

  test('one is led back only to staff pages of this site', async () => {
    const { cookie } = await signedIn('dao@xa.example')
    for (const [back, target] of [
      ['/can-bo/tai-khoan', '/can-bo/tai-khoan'],
      ['/en/can-bo', '/en/can-bo'],
      ['https://elsewhere.example/can-bo', '/can-bo'],
      ['//elsewhere.example/can-bo', '/can-bo'],
      ['/\\elsewhere.example/can-bo', '/can-bo'],
      ['/co-chu?ve=x', '/can-bo'],
      ['/can-bo/../so-lieu', '/can-bo'],
    ] as const) {
      const got = await ask(`/can-bo/dang-nhap?ve=${encodeURIComponent(back)}`, { cookie })
      assert.equal(got.headers.location, target, back)
    }
  })

  test('wrong tries are counted by where they come from, also behind a proxy', async () => {
    const guess = (address: string, password = 'wrong') =>
      ask(
        '/can-bo/dang-nhap?/password',
        { 'x-forwarded-for': `10.9.9.9, ${address}` },
        form({ email: 'em@xa.example', password }),
      )
    for (let i = 0; i < 8; i++) assert.match((await guess('198.51.100.7')).body, /không đúng/)
    assert.match((await guess('198.51.100.7')).body, /quá nhiều lần/)
    assert.match((await guess('203.0.113.7')).body, /không đúng/)
  })

  test('an address is believed as far as our own proxies go', () => {
    const from = (remoteAddress: string, forwarded?: string) =>
      ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as never
    assert.equal(addressOf(from('192.0.2.1', '10.0.0.1')), '192.0.2.1')
    assert.equal(addressOf(from('::ffff:127.0.0.1', 'forged, 192.0.2.1')), '192.0.2.1')
    assert.equal(addressOf(from('127.0.0.1')), '127.0.0.1')
    assert.equal(addressOf(from('127.0.0.1', '192.0.2.1'), 0), '127.0.0.1')
    assert.equal(addressOf(from('10.0.0.2', 'forged, 192.0.2.1, 10.0.0.1'), 2), '192.0.2.1')
    assert.equal(proxiesOf({}), undefined)
    assert.equal(proxiesOf({ GOC_PROXIES: '2' }), 2)
    assert.throws(() => proxiesOf({ GOC_PROXIES: 'all' }), /GOC_PROXIES/)
  })
})
