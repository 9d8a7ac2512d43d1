/** The public pages as people meet them: without script, on a narrow phone, by keyboard, in both languages. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Front, startFront } from '../server/front.ts'
import { openBrowser } from './browser.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))
const paths = [
  '/',
  '/so-lieu',
  '/so-lieu?year=2026&sort=rate',
  '/so-lieu?unit=99004&from=2025-01-01&to=2025-03-31',
  '/so-lieu/liet-ke?feature=opinions.resolved',
  '/so-lieu/cach-dem',
  '/doi-thoai',
  '/doi-thoai/DT0050',
  '/y-kien/YK00300',
  '/so-cong-khai',
  '/so-cong-khai/300',
  '/don-vi',
  '/don-vi?noi=binh',
  '/don-vi/99004',
  '/so-lieu?noi=nowhere',
  '/cach-in?ve=%2Fso-lieu',
  '/khong-co-trang-nay',
]
const inEnglish = (path: string) => (path === '/' ? '/en' : `/en${path}`)
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const everywhere = paths.flatMap((path) => [path, inEnglish(path)])

describe('public pages', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let front: Front
  let browser: Browser
  const at = (path: string) => new URL(path, front.url).href

  before(async () => {
    front = await startFront({ port: 0, host: '127.0.0.1' })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await front?.close()
  })

  async function visit<T>(options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    try {
      return await look(page)
    } finally {
      await context.close()
    }
  }

  for (const [language, all] of [
    ['Vietnamese', paths],
    ['English', paths.map(inEnglish)],
  ] as const) {
    test(`nothing on any ${language} page is in the way of assistive technology`, () =>
      visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
        for (const path of all) {
          await page.goto(at(path))
          const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)
          assert.deepEqual(found, [], path)
        }
      }))
  }

  test('every page asks only this site, and its own policy blocks nothing of ours', () =>
    visit({}, async (page) => {
      const faults: string[] = []
      page.on('console', (message) => {
        // The page that is not there says so with its status, which the browser logs.
        if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text())
      })
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== new URL(front.url).origin) faults.push(request.url())
      })
      for (const path of everywhere) {
        const response = await page.goto(at(path))
        assert.equal(response?.status(), path.includes('khong-co') ? 404 : 200, path)
        const policy = response?.headers()['content-security-policy'] ?? ''
        assert.match(policy, /default-src 'none'/)
        assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/)
        assert.equal(await page.locator('html').getAttribute('lang'), path.startsWith('/en') ? 'en' : 'vi')
      }
      assert.deepEqual(faults, [])
    }))

  for (const [width, size, name] of [
    [320, '', 'no page is wider than a phone of 320 px'],
    [640, '200%', 'text of twice the size fits where text of the usual size does'],
  ] as const) {
    test(name, () =>
      visit({ viewport: { width, height: 640 } }, async (page) => {
        const wider: string[] = []
        for (const path of everywhere) {
          await page.goto(at(path))
          await page.evaluate(`document.documentElement.style.fontSize = '${size}'`)
          const needed = await page.evaluate<number>('document.documentElement.scrollWidth')
          if (needed > width) wider.push(`${path}: ${needed}`)
        }
        assert.deepEqual(wider, [])
      }),
    )
  }

  test('figures are chosen, sorted and opened to their acts without script', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(at('/'))
      await page.getByRole('link', { name: 'Xem số liệu' }).click()
      await page.getByLabel('Tìm nơi khác').fill('binh lang')
      await page.getByLabel('Năm', { exact: true }).selectOption('2025')
      await page.getByLabel('Kỳ', { exact: true }).selectOption('H1')
      await page.getByRole('button', { name: 'Xem' }).first().click()
      await page.getByRole('heading', { name: /6 tháng đầu năm 2025 · xã Bình Lãng/ }).waitFor()
      assert.match(page.url(), /part=H1/)

      await page.goto(at('/so-lieu?year=2025'))
      const received = page.locator('tbody tr', { hasText: 'xã Bình Lãng' }).getByRole('link').nth(1)
      const number = Number(await received.innerText())
      await received.click()
      await page.waitForURL(/liet-ke/)
      assert.equal(await page.locator('.rows > li').count(), number)
      await page.locator('.rows > li a').first().click()
      await page.getByRole('heading', { name: 'Đường đi của ý kiến' }).waitFor()
      await page.locator('.path a').first().click()
      await page.getByRole('heading', { name: 'Nguyên văn dòng trong sổ' }).waitFor()
    }))

  test('text grows, and the same page comes in English, without script', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(at('/so-lieu?year=2025'))
      await page.getByRole('link', { name: 'Chữ to hơn' }).click()
      assert.equal(await page.locator('html').getAttribute('data-scale'), '2')
      assert.match(page.url(), /\/so-lieu\?year=2025$/)
      await page.getByRole('link', { name: 'English' }).click()
      assert.match(page.url(), /\/en\/so-lieu\?year=2025$/)
      assert.equal(await page.locator('html').getAttribute('data-scale'), '2')
      await page.getByRole('link', { name: 'Print' }).click()
      await page.getByRole('link', { name: 'Back to the page to print' }).waitFor()
    }))

  test('a page says in which language people wrote, where it is not its own', () =>
    visit({}, async (page) => {
      for (const path of ['/y-kien/YK00300', '/doi-thoai/DT0050']) {
        await page.goto(at(`/en${path}`))
        assert.equal(await page.locator('h1').getAttribute('lang'), 'vi', path)
        await page.goto(at(path))
        assert.equal(await page.locator('main [lang]').count(), 0, path)
      }
    }))

  test('the text size page leads nowhere else', async () => {
    for (const back of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example']) {
      const response = await fetch(at(`/co-chu?muc=2&ve=${encodeURIComponent(back)}`), { redirect: 'manual' })
      const target = new URL(response.headers.get('location') ?? '/', front.url)
      assert.equal(target.origin, new URL(front.url).origin, back)
    }
  })

  test('the keyboard reaches the content first, and opens the seal', () =>
    visit({}, async (page) => {
      await page.goto(at('/so-lieu'))
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate('document.activeElement.className'), 'skip')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate("document.activeElement.closest('main') !== null"), true)
      const seal = page.locator('goc-seal summary').first()
      await seal.focus()
      const outline = await seal.evaluate((element) => getComputedStyle(element).outlineStyle)
      assert.equal(outline, 'solid')
      await page.keyboard.press('Enter')
      assert.equal(await page.locator('goc-seal details').first().getAttribute('open'), null)
    }))

  test('the first page loads at most 20 kB of script over the wire, and little else', () =>
    visit({}, async (page) => {
      const sizes: Record<string, number> = {}
      page.on('response', (response) => {
        const kind = response.request().resourceType()
        const size = Number(response.headers()['content-length'] ?? 0)
        sizes[kind] = (sizes[kind] ?? 0) + size
      })
      await page.goto(at('/'), { waitUntil: 'networkidle' })
      assert.ok((sizes.script ?? 0) > 0 && (sizes.script ?? 0) <= 20_000, JSON.stringify(sizes))
      assert.ok((sizes.font ?? 0) <= 90_000, JSON.stringify(sizes))
      assert.ok((sizes.stylesheet ?? 0) <= 15_000, JSON.stringify(sizes))
    }))

  test('a recount without a record says so, and nothing else', () =>
    visit({}, async (page) => {
      await page.goto(at('/so-lieu'))
      await page.getByRole('button', { name: 'Đếm lại tại đây' }).click()
      await page.getByText('Không đếm lại được').waitFor()
      assert.equal(await page.getByText('Khớp với sổ công khai').count(), 0)
    }))
})
