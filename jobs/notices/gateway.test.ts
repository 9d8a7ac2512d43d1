import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { until } from '../testing.ts'
import { gatewayCarrier } from './gateway.ts'
import { startNotices } from './notices.ts'
import { ORIGIN, openVillage, type Village } from './peers.test.ts'
import { gatewaySettings, pushHosts } from './settings.ts'

const secret = 'a secret of sixteen'
let village: Village
let status = 200
const got: { headers: IncomingMessage['headers']; body: string }[] = []
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  got.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') })
  response.writeHead(status).end()
})
before(async () => {
  village = await openVillage()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
after(async () => {
  server.close().closeAllConnections()
  await village.close()
})

test('a gateway gets a signed text for a number, and the same key when it was away and is asked again', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`
  const { store, master, published } = village.means
  const logged: string[] = []
  const notices = startNotices({
    store,
    master,
    published,
    carriers: [gatewayCarrier({ url, secret })],
    origin: ORIGIN,
    period: 20,
    log: (line) => logged.push(line),
  })
  const { id, code } = await village.raised()
  status = 503
  assert.deepEqual(await village.ask(id, '+84912345678', { channel: 'phone' }), { state: 'confirm' })
  await until(() => got.length === 2)
  status = 200
  await until(async () => (await village.waiting()) === 0)
  await notices.stop()
  const [first] = got
  for (const { headers, body } of got) {
    const { 'webhook-id': key, 'webhook-timestamp': time, 'webhook-signature': signature } = headers
    const mac = createHmac('sha256', secret).update(`${key}.${time}.${body}`).digest('base64')
    assert.equal(signature, `v1,${mac}`)
    assert.equal(headers['idempotency-key'], key)
    assert.equal(key, first!.headers['webhook-id'])
    const { to, text } = JSON.parse(body)
    assert.equal(to, '+84912345678')
    assert.match(text, new RegExp(`^Muốn được báo về việc ${code}\\? .*/bao-tin/xac-nhan/[\\w-]{43}$`))
  }
  assert.deepEqual(logged, ['notices by phone: it answered 503'])
})

test('settings that are half there, or wrong, are named', () => {
  assert.equal(gatewaySettings({}), undefined)
  assert.throws(() => gatewaySettings({ GOC_GATEWAY_URL: 'https://x.vn' }), /GOC_GATEWAY_SECRET/)
  assert.throws(() => gatewaySettings({ GOC_GATEWAY_SECRET: secret }), /GOC_GATEWAY_URL/)
  assert.throws(
    () => gatewaySettings({ GOC_GATEWAY_URL: 'ftp://x', GOC_GATEWAY_SECRET: secret }),
    /GOC_GATEWAY_URL/,
  )
  assert.equal(pushHosts({ GOC_PUSH: 'off' }), undefined)
  assert.throws(() => pushHosts({ GOC_PUSH: 'http://x' }), /GOC_PUSH/)
  assert.ok(pushHosts({ GOC_PUSH: 'push.tinh.example.vn, 127.0.0.1:8080' })!.includes('127.0.0.1:8080'))
})
