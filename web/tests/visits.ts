/** For tests: people who visit a small province, and what they do there again and again. */

import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Actor, By } from '@goc/domain/people.ts'
import { type Work, work } from '@goc/store/matters/desk.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { openProvince, PHU_NINH, type Province } from './province.ts'

export const phone = { viewport: { width: 360, height: 740 }, locale: 'vi-VN' }
export const desk = { viewport: { width: 1280, height: 900 }, locale: 'vi-VN' }

export type Raised = { code: string; letters: string; link: string; id: string }

export async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    [],
  )
}

export async function fits(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.ok(wider <= 0, `the page is ${wider} px wider than the screen`)
}

/** A province and a browser for the tests of one file. Call it inside `describe`. */
export function visits() {
  let browser: Browser
  let province: Province
  before(async () => {
    province = await openProvince()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await province?.close()
  })
  const at = (path: string) => new URL(path, province.front.url).href

  async function visit(
    options: object,
    doing: (page: Page, context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options)
    try {
      await doing(await context.newPage(), context)
    } finally {
      await context.close()
    }
  }

  /** Someone of the staff, without script: what needs none must do without. */
  const signedIn = (session: string, doing: (page: Page) => Promise<void>) =>
    visit({ ...desk, javaScriptEnabled: false }, async (page, context) => {
      await context.addCookies([{ name: 'goc-phien', value: session, url: province.front.url }])
      await doing(page)
    })

  /** Three steps of the wizard, and the receipt. */
  async function raise(page: Page, words: string, place = ''): Promise<Raised> {
    await page.goto(at('/gui'))
    await fits(page)
    await page.getByLabel('Chuyện gì đang xảy ra?').fill(words)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByLabel('Xã, phường').fill('phu ninh')
    await page.getByLabel('Chỗ nào?').fill(place)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await fits(page)
    await page.getByRole('button', { name: 'Gửi', exact: true }).last().click()
    return receiptOn(page)
  }

  async function receiptOn(page: Page): Promise<Raised> {
    await page.getByRole('heading', { name: 'Biên nhận của bạn' }).waitFor()
    await page.locator('[data-letters]:not(:empty)').waitFor()
    const code = (await page.locator('strong.code').innerText()).trim()
    const letters = (await page.locator('[data-letters]').innerText()).trim()
    const link = await page.locator('[data-link]').getAttribute('href')
    const [row] = await province.means.store.db
      .selectFrom('petition')
      .select('id')
      .where('id', 'like', `${code.replace('-', '')}%`)
      .execute()
    return { code, letters, link: link!, id: row!.id }
  }

  /** Accepts a matter and answers it, as the office's pages would. */
  async function answer(id: string, words: string): Promise<void> {
    const office = (by: By): Actor => ({ by, reaches: (unit) => unit === PHU_NINH })
    const steps: Work[] = [
      { do: 'accept', preset: 'petition-normal' },
      { do: 'answer', words, published: true },
    ]
    for (const step of steps) {
      const done = await work(province.means, id, office(`leader@${PHU_NINH}`), step)
      assert.ok('acts' in done, JSON.stringify(done))
      await province.means.published.entered(done.acts)
    }
  }

  return { at, visit, signedIn, raise, receiptOn, answer, province: () => province }
}
