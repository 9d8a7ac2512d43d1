import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { isPushEndpoint } from '@goc/store/notices/push.ts'
import { until } from '../testing.ts'
import { startNotices } from './notices.ts'
import { ORIGIN, openVillage, type Village } from './peers.test.ts'
import { publicPushKey, pushCarrier } from './push.ts'

type Got = { headers: IncomingMessage['headers']; body: Buffer; path: string }

let village: Village
const got: Got[] = []
let status = 201
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  got.push({ headers: request.headers, body: Buffer.concat(parts), path: request.url! })
  response.writeHead(status).end()
})
let host: string
before(async () => {
  village = await openVillage()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(async () => {
  server.close().closeAllConnections()
  await village.close()
})

/** A browser: it alone can read what is sent to it. */
function browser(path: string) {
  const curve = createECDH('prime256v1')
  const own = curve.generateKeys()
  const auth = randomBytes(16)
  const keys = { p256dh: own.toString('base64url'), auth: auth.toString('base64url') }
  return {
    address: JSON.stringify({ endpoint: `http://${host}${path}`, keys }),
    /** RFC 8291 and RFC 8188, as a browser does it. */
    read(body: Buffer): Record<string, string> {
      const salt = body.subarray(0, 16)
      const length = body[20]!
      const theirs = body.subarray(21, 21 + length)
      const about = Buffer.concat([Buffer.from('WebPush: info\0'), own, theirs])
      const shared = Buffer.from(hkdfSync('sha256', curve.computeSecret(theirs), auth, about, 32))
      const part = (name: string, bytes: number) =>
        Buffer.from(hkdfSync('sha256', shared, salt, `Content-Encoding: ${name}\0`, bytes))
      const sealed = body.subarray(21 + length)
      const decipher = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12))
      decipher.setAuthTag(sealed.subarray(-16))
      const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'))
    },
  }
}

const key = randomBytes(32)
const start = () => {
  const { store, master, published } = village.means
  const carriers = [pushCarrier({ key, contact: 'mailto:bao-tin@tinh.example.vn', hosts: [host] })]
  return startNotices({
    store,
    master,
    published,
    carriers,
    origin: ORIGIN,
    period: 20,
    log: () => undefined,
  })
}

test("An's phone is told, and nobody on the way can read it", async () => {
  const phone = browser('/an')
  const { id, code } = await village.raised()
  assert.deepEqual(await village.ask(id, phone.address, { channel: 'push' }), { state: 'told' })
  const notices = start()
  await village.accept(id)
  await until(() => got.length === 1)
  await notices.stop()
  const { headers, body, path } = got[0]!
  assert.equal(path, '/an')
  assert.equal(headers['content-encoding'], 'aes128gcm')
  assert.ok(!body.includes(code))
  const message = phone.read(body)
  assert.equal(message.body, `Việc ${code}: cơ quan đã tiếp nhận`)
  assert.equal(message.link, `https://goc.example.vn/v/${code}`)
  assert.match(message.stop!, /^https:\/\/goc.example.vn\/bao-tin\/thoi\/[\w-]{43}$/)
  assert.equal(message.out, 'Thôi nhận tin')
  assert.equal(message.tag, headers.topic)
  assert.doesNotMatch(JSON.stringify(message), /QNOTICE|Cống|05128/)

  const [, token, given] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization!)!
  assert.equal(given, publicPushKey(key))
  const [head, claims, sig] = token!.split('.')
  const point = Buffer.from(given!, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y! }
  const known = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const }
  assert.ok(verify('sha256', Buffer.from(`${head}.${claims}`), known, Buffer.from(sig!, 'base64url')))
  assert.equal(JSON.parse(Buffer.from(claims!, 'base64url').toString()).aud, `http://${host}`)
})

test('a browser that has gone is forgotten, and one that cannot be reached now is tried again later', async () => {
  const { pool } = village.record.store
  const held = async () => Number((await pool.query('select count(*) as n from subscription')).rows[0].n)
  const before = await held()
  const [gone, away] = [await village.raised(), await village.raised()]
  await village.ask(gone.id, browser('/gone').address, { channel: 'push' })
  await village.ask(away.id, browser('/away').address, { channel: 'push' })
  const notices = start()
  status = 410
  await village.accept(gone.id)
  await until(async () => (await held()) === before + 1)
  status = 503
  await village.accept(away.id)
  await until(() => got.some(({ path }) => path === '/away'))
  await until(async () => (await pool.query('select 1 from notice where tries = 1')).rowCount === 1)
  await notices.stop()
  assert.equal(await village.waiting(), 1)
})

test('messages go to push services and to nobody else', () => {
  for (const fine of [
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://web.push.apple.com/x',
    'https://wns2-by3p.notify.windows.com/w/?token=x',
  ])
    assert.ok(isPushEndpoint(fine), fine)
  for (const wrong of [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evilpush.apple.com.example/',
    'https://127.0.0.1/x',
    'http://169.254.169.254/latest',
    'https://u:p@fcm.googleapis.com/x',
    'file:///etc/passwd',
    'nonsense',
  ])
    assert.ok(!isPushEndpoint(wrong), wrong)
})
