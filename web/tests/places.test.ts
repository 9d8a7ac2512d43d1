/** Choosing a place, and the table of many places: all without script. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Front, startFront } from '../server/front.ts'
import { fixture } from '../src/lib/server/fixture.ts'
import { openBrowser } from './browser.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))

describe('places', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let front: Front
  let browser: Browser
  let page: Page
  const at = (path: string) => new URL(path, front.url).href

  before(async () => {
    const few = fixture()
    const store = {
      ...few,
      breakdown: async (of: Parameters<typeof few.breakdown>[0]) => {
        const places = await few.breakdown(of)
        return [1, 2].flatMap((n) =>
          places.map((place) => ({ ...place, unit: { ...place.unit, id: `${place.unit.id}-${n}` } })),
        )
      },
    }
    front = await startFront({ port: 0, host: '127.0.0.1', store })
    browser = await openBrowser()
    page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  })
  after(async () => {
    await browser?.close()
    await front?.close()
  })

  test('a name that several places have offers them, and keeps the chosen period', async () => {
    await page.goto(at('/so-lieu?year=2025&part=H1'))
    await page.getByLabel('Tìm nơi khác').fill('khe')
    await page.keyboard.press('Enter')
    const offered = page.getByRole('region', { name: 'Tìm nơi khác' })
    await offered.getByRole('heading', { name: 'Có 4 nơi khớp với “khe”' }).waitFor()
    await offered.getByRole('link', { name: 'xã Phú Khê' }).click()
    await page.getByRole('heading', { name: /6 tháng đầu năm 2025 · xã Phú Khê/ }).waitFor()
  })

  test('from the first page to the place where one lives', async () => {
    await page.goto(at('/'))
    await page.getByLabel('Xem nơi bạn ở').fill('nui voi')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'xã Núi Voi', level: 1 }).waitFor()
  })

  test('a form that is sent without a name keeps the place', async () => {
    await page.goto(at('/doi-thoai?unit=99009&year=2025'))
    await page.getByLabel('Năm', { exact: true }).selectOption('2024')
    await page.getByRole('button', { name: 'Xem' }).click()
    await page.getByRole('heading', { name: /xã Bình Lãng, 2024/ }).waitFor()
  })

  test('a name that no place has leads to the list of all, by level', async () => {
    await page.goto(at('/en/doi-thoai?noi=nowhere'))
    await page.getByRole('heading', { name: 'No place is called “nowhere”' }).waitFor()
    await page.getByRole('region', { name: 'Find' }).getByRole('link').click()
    await page.getByRole('heading', { name: 'Departments (3)' }).waitFor()
    await page.getByLabel('Find another place').fill('binh lang')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'xã Bình Lãng', level: 1 }).waitFor()
    assert.match(page.url(), /\/en\/don-vi\/99009$/)
  })

  test('a table of many places begins with a few, and opens to all', async () => {
    await page.goto(at('/so-lieu?year=2025'))
    const rows = page.locator('#tung-noi tbody tr')
    assert.equal(await rows.count(), 20)
    const received = (await rows.locator('td:nth-child(2)').allInnerTexts()).map(Number)
    assert.deepEqual(
      received,
      received.toSorted((a, b) => b - a),
    )
    await page.getByRole('link', { name: 'Xem cả 46 nơi' }).click()
    await page.waitForURL(/all=1/)
    assert.equal(await rows.count(), 46)
    await page.getByRole('link', { name: 'Xếp theo: Tỷ lệ' }).click()
    await page.waitForURL(/sort=rate/)
    assert.equal(await rows.count(), 46)
  })
})
