/** The pages by keyboard alone: where one is can be seen, and every stop is reached. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Front, startFront } from '../server/front.ts'
import { openBrowser } from './browser.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))

type Stop = { name: string; inside: string; outlined: boolean; covered: boolean }

/** What has the focus: whether it is outlined, and whether it can be seen where it stands. */
const current = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(at)
    const box = at.getBoundingClientRect()
    const [x, y] = [box.left + Math.min(box.width, 8) / 2, box.top + box.height / 2]
    const seen = document.elementFromPoint(x, y)
    const drawn = at.closest('svg') !== null
    return {
      name: (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 60) || at.tagName,
      inside: at.closest('header, main, footer')?.tagName ?? '',
      outlined: drawn || (outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2),
      covered: !drawn && !(seen && (at.contains(seen) || seen.contains(at))),
    }
  })

describe('the pages by keyboard', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let front: Front
  let browser: Browser
  before(async () => {
    front = await startFront({ port: 0, host: '127.0.0.1' })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await front?.close()
  })

  for (const [path, width] of [
    ['/', 1280],
    ['/so-lieu?unit=99009&year=2025', 390],
    ['/so-lieu/liet-ke?feature=opinions.resolved&unit=99009&year=2025', 390],
    ['/doi-thoai?noi=khe', 390],
    ['/y-kien/YK00300', 1280],
    ['/en/so-cong-khai', 390],
  ] as const) {
    test(`one sees where one is, from the first link of ${path} to the last`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 700 }, reducedMotion: 'reduce' })
      try {
        await page.goto(new URL(path, front.url).href)
        const stops: Stop[] = []
        for (let i = 0; i < 300; i++) {
          await page.keyboard.press('Tab')
          const stop = await current(page)
          if (!stop) break
          stops.push(stop)
        }
        const bad = stops.filter(({ outlined, covered }) => !outlined || covered)
        assert.deepEqual(bad, [])
        for (const inside of ['HEADER', 'MAIN', 'FOOTER'])
          assert.ok(
            stops.some((stop) => stop.inside === inside),
            inside,
          )
      } finally {
        await page.close()
      }
    })
  }
})
