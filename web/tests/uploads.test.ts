/** `<goc-upload>` in a real browser, on a network that comes and goes. */

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { attachUploads } from '@goc/store/files/attach.ts'
import { type TestPlace, testPlace } from '@goc/store/files/testing/place.ts'
import { pdf } from '@goc/store/files/testing/samples.ts'
import { newUploadToken } from '@goc/store/files/token.ts'
import { listUploads, type Upload } from '@goc/store/files/uploads.ts'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { serveUploads, shown } from '../server/uploads.ts'
import { openBrowser } from './browser.ts'

let place: TestPlace
let server: Server
let browser: Browser
let origin: string
let isDown = false
const modules = new URL('../src/lib/upload/', import.meta.url)

before(async () => {
  place = await testPlace()
  const uploads = serveUploads(place.store, place.files)
  server = createServer(async (request, response) => {
    if (isDown) return void request.socket.destroy()
    if (await uploads(request, response)) return
    const url = new URL(request.url ?? '/', 'http://localhost')
    const module = /^\/upload\/([a-z]+\.ts)$/.exec(url.pathname)?.[1]
    if (module) {
      response.setHeader('content-type', 'text/javascript')
      return void response.end(stripTypeScriptTypes(await readFile(new URL(module, modules), 'utf8')))
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'",
    )
    response.end(await page(url.searchParams.get('tep')!))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  server.closeAllConnections()
  server.close()
  await place.close()
})

async function page(token: string): Promise<string> {
  const sent = (await listUploads(place.store, place.files, token)).map((upload) => shown(upload, 'vi'))
  return `<!doctype html><html lang="vi"><title>Tệp</title><h1>Ảnh, tài liệu</h1>
    <goc-upload endpoint="/tep" token="${token}" data-uploads='${JSON.stringify(sent)}'>
      <form method="post" action="/tep" enctype="multipart/form-data">
        <input type="hidden" name="token" value="${token}"><input type="hidden" name="back" value="/">
        <label>Chọn tệp <input type="file" name="file" multiple accept="image/jpeg,image/png,.pdf"></label>
        <button data-without-script>Gửi tệp</button>
      </form>
    </goc-upload>
    <script type="module" src="/upload/define.ts"></script></html>`
}

const uploadsOf = (token: string): Promise<Upload[]> => listUploads(place.store, place.files, token)

async function open(token: string, script = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: script, locale: 'vi' })
  const page = await context.newPage()
  await page.goto(`${origin}/?tep=${token}`)
  return page
}
const choose = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.setInputFiles('input[type=file]', files)

const large = () =>
  Buffer.concat([
    pdf().subarray(0, 15),
    Buffer.from(`%${randomBytes(1_200_000).toString('hex')}\n`),
    pdf().subarray(15),
  ])

test('a document goes on by itself after the network was gone', async () => {
  const token = newUploadToken(place.master)
  const page = await open(token)
  const network = await page.context().newCDPSession(page)
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: 2_000_000,
    uploadThroughput: 900_000,
  })
  const buffer = large()
  await choose(page, { name: 'đơn.pdf', mimeType: 'application/pdf', buffer })
  for (let n = 0; n < 300 && ((await uploadsOf(token))[0]?.offset ?? 0) === 0; n++)
    await page.waitForTimeout(20)
  isDown = true
  server.closeAllConnections()
  await page.getByText('Mất mạng').waitFor()
  const cut = (await uploadsOf(token))[0]!
  assert.ok(cut.offset > 0 && cut.offset < buffer.length, `cut at ${cut.offset}`)
  isDown = false
  await page.getByText('Đã gửi.').waitFor({ timeout: 20_000 })
  const uploads = await uploadsOf(token)
  assert.deepEqual(
    uploads.map(({ state, length }) => [state, length]),
    [['kept', buffer.length]],
  )
  assert.match((await page.textContent('.uploads'))!, /giữ nguyên/)
  assert.equal(await page.evaluate('document.querySelector("goc-upload").pending'), 0)
  await page.context().close()
})

test('a large photo is made smaller before it leaves, and what is not taken says why', async () => {
  const token = newUploadToken(place.master)
  const noise = { width: 3_600, height: 2_700, channels: 3 as const }
  const buffer = await sharp(randomBytes(noise.width * noise.height * 3), { raw: noise })
    .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
    .jpeg({ quality: 40 })
    .toBuffer()
  const page = await open(token)
  await choose(
    page,
    { name: 'ảnh.jpg', mimeType: 'image/jpeg', buffer },
    { name: 'lạ.pdf', mimeType: 'application/pdf', buffer: Buffer.from('chữ') },
  )
  await page.getByText('Đã xóa nơi chụp').waitFor({ timeout: 30_000 })
  await page.getByText('Chỉ nhận ảnh').waitFor()
  const photo = (await uploadsOf(token)).find(({ state }) => state === 'kept')!
  assert.ok(photo.length < buffer.length, `${photo.length} of ${buffer.length}`)
  assert.ok(photo.kept!.preview)
  const shownWidth = () => page.evaluate<number>('document.querySelector("img").naturalWidth')
  await page.waitForFunction('document.querySelector("img")?.complete')
  assert.ok((await shownWidth()) > 100)

  await page.reload()
  await page.getByText('Đã gửi.').waitFor()
  await page.getByRole('button', { name: 'Bỏ tệp' }).first().click()
  for (let n = 0; n < 100 && (await uploadsOf(token)).length > 1; n++) await page.waitForTimeout(20)
  assert.equal((await uploadsOf(token)).length, 1)
  await page.context().close()
})

test('half a file is gone on with after the page was loaded again, and taken back by its button', async () => {
  const token = newUploadToken(place.master)
  const page = await open(token)
  // From the disk: a file that is chosen again is known by its time.
  const file = join(place.data, 'don.pdf')
  await writeFile(file, large())
  const slow = await page.context().newCDPSession(page)
  const throughput = { offline: false, latency: 0, downloadThroughput: -1 }
  await slow.send('Network.emulateNetworkConditions', { ...throughput, uploadThroughput: 600_000 })
  await page.setInputFiles('input[type=file]', file)
  for (let n = 0; n < 300 && ((await uploadsOf(token))[0]?.offset ?? 0) < 1_000; n++)
    await page.waitForTimeout(20)
  await page.reload()
  await page.getByText('Chưa gửi xong').waitFor()
  const half = (await uploadsOf(token))[0]!
  await page.setInputFiles('input[type=file]', file)
  await page.getByText('Đang gửi').waitFor()
  assert.equal((await uploadsOf(token)).length, 1)
  await page.getByRole('button', { name: 'Bỏ tệp don.pdf' }).click()
  for (let n = 0; n < 200 && (await uploadsOf(token)).length > 0; n++) await page.waitForTimeout(20)
  assert.ok(half.offset > 0)
  assert.deepEqual(await uploadsOf(token), [])
  await page.context().close()
})

test('without script the form does the same', async () => {
  const token = newUploadToken(place.master)
  const page = await open(token, false)
  await choose(page, { name: 'đơn.pdf', mimeType: 'application/pdf', buffer: pdf() })
  await page.getByRole('button', { name: 'Gửi tệp' }).click()
  await page.waitForURL(`**/?tep=${token}`)
  const attached = await attachUploads(place.store, place.files, { token, subject: 'petition/plain' })
  assert.equal('files' in attached && attached.files.length, 1)
  await page.context().close()
})
