/** The seal in a real browser, over a real record: what it says when all holds, and when something does not. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { countActs, type Figures, figuresOf } from '@goc/domain/figures.ts'
import type { Unit } from '@goc/domain/units/rules.ts'
import { treeOf } from '@goc/domain/units/tree.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import type { Source } from '@goc/verify/published.ts'
import { changed, flip, log, ORIGIN, publish, signer } from '@goc/verify/testing/book.ts'
import { sample } from '@goc/verify/testing/sample.ts'
import type { Browser } from 'playwright-core'
import { startFront } from '../server/front.ts'
import { fixture } from '../src/lib/server/fixture.ts'
import { openBrowser } from './browser.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))
const book = sample(600)
const record = publish(book.acts)
const root = toBase64(record.root)
const time = new Date(book.acts.at(-1)!.t * 1000).toISOString()
const span = { from: '2026-01-01', to: '2026-12-31' }
const tree = treeOf(['25', '07894', '07897', '07900'].map((id) => book.state<Unit>(`unit/${id}`)!))
const honest = figuresOf(countActs(book.acts, span), tree, '25', span.to)

describe('the seal', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let browser: Browser
  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser?.close())

  type Told = { claims?: Figures; published?: Source; checkpoint?: { root?: string } }

  /** Recounts what a page claims over a record's files; gives what stands in the seal then. */
  async function recount(lang: 'vi' | 'en', { claims = honest, published, checkpoint }: Told = {}) {
    const files = published ?? record.source
    const ref = { origin: ORIGIN, size: record.size, root, time, ...checkpoint }
    const unit = { id: '25', code: '25', kind: 'province' as const, name: 'tỉnh Mẫu' }
    const front = await startFront({
      port: 0,
      host: '127.0.0.1',
      store: {
        ...fixture(),
        root: async () => unit,
        unit: async () => ({ label: unit, path: [] }),
        units: async () => [unit],
        years: async () => [2026],
        breakdown: async () => [],
        claim: async (of: object) => ({ ...of, checkpoint: ref, ...claims }),
        checkpoint: async () => ({ ...ref, note: record.checkpoint, vkey: log.vkey, witnesses: [] }),
      },
      record: async (request, response) => {
        if (!request.url?.startsWith('/record/')) return false
        const bytes = await files.read(request.url.slice('/record/'.length), 1e9)
        response.statusCode = bytes ? 200 : 404
        response.end(bytes)
        return true
      },
    })
    const page = await browser.newPage()
    try {
      const path = `${lang === 'en' ? '/en' : ''}/so-lieu?unit=25&from=${span.from}&to=${span.to}`
      await page.goto(new URL(path, front.url).href)
      await page.getByRole('button', { name: lang === 'en' ? 'Recount here' : 'Đếm lại tại đây' }).click()
      const seal = page.locator('goc-seal [data-verdict]')
      const title = await seal.locator('h3').innerText()
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BUTTON')
      return { title, text: await seal.innerText(), items: await seal.locator('li').allInnerTexts() }
    } finally {
      await page.close()
      await front.close()
    }
  }

  test('agrees when the page says what the record adds up to', async () => {
    const { title, text } = await recount('vi')
    assert.equal(title, 'Khớp với sổ công khai')
    assert.match(text, new RegExp(`Máy của bạn vừa tải ${record.size} dòng`))
  })

  test('names each figure that differs in the language of the page, with both numbers', async () => {
    const { opinions, dialogues } = honest
    const [code, part] = Object.entries(opinions.byField)[0]!
    assert.equal(code, 'dat_dai')
    const claims: Figures = {
      ...honest,
      dialogues: { ...dialogues, communesWithDialogue: dialogues.communesWithDialogue + 1 },
      opinions: {
        ...opinions,
        resolved: opinions.resolved + 1_000,
        byField: { ...opinions.byField, [code]: { ...part, received: 0 } },
      },
    }
    const { resolved } = opinions
    const few = dialogues.communesWithDialogue
    const vi = await recount('vi', { claims })
    assert.equal(vi.title, 'Không khớp với sổ công khai')
    assert.deepEqual(vi.items, [
      `Hội nghị đối thoại: xã, phường, đặc khu có đối thoại: trang ghi ${few + 1}, đếm được ${few}`,
      `Ý kiến: giải quyết: trang ghi 1.${resolved}, đếm được ${resolved}`,
      `Ý kiến: đất đai, tiếp nhận: trang ghi 0, đếm được ${part.received}`,
    ])
    const en = await recount('en', { claims })
    assert.equal(en.title, 'It does not agree with the public record')
    assert.equal(en.items[1], `Opinions: resolved: the page says 1,${resolved}, counted ${resolved}`)
    assert.equal(en.items[2], `Opinions: land, received: the page says 0, counted ${part.received}`)
  })

  test('finds the same figures under another root', async () => {
    const other = toBase64(new Uint8Array(32).fill(9))
    const { title, items } = await recount('vi', { checkpoint: { root: other } })
    assert.equal(title, 'Không khớp với sổ công khai')
    assert.deepEqual(items, [`Dấu gốc của sổ: trang ghi ${other}, đếm được ${root}`])
  })

  test('does not trust a state that another key has signed', async () => {
    const { title, text } = await recount('vi', { published: publish(book.acts, signer(ORIGIN, 2)).source })
    assert.equal(title, 'Sổ tải về không đứng vững')
    assert.match(text, /Chữ ký dưới mốc sổ không phải của khóa/)
  })

  test('says where a record that was altered begins to differ', async () => {
    const published = changed(record, 'tile/entries/001', (bytes) => flip(bytes, 3))
    const { title, text } = await recount('en', { published })
    assert.equal(title, 'The record does not hold')
    assert.match(text, /does not match the signed root/)
    assert.match(text, /from line 256 on/)
  })

  test('blames no one when a file cannot be had', async () => {
    const published = changed(record, 'tile/entries/000', () => undefined)
    const { title, text } = await recount('vi', { published })
    assert.equal(title, 'Không đếm lại được')
    assert.match(text, /tile\/entries\/000/)
  })
})
