/** The desk: matters taken in for people who stand there or call, with the keyboard alone, and the receipt on paper. */

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { isBuilt, PHU_NINH } from './province.ts'
import { axeFindsNothing, desk, fits, visits } from './visits.ts'

describe('the reception desk', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const { at, visit, province } = visits()

  /** Someone with this session, or nobody, at a desk. */
  const as = (session: string, options: object, doing: (page: Page) => Promise<void>) =>
    visit({ ...desk, ...options }, async (page, context) => {
      if (session) await context.addCookies([{ name: 'goc-phien', value: session, url: at('/') }])
      await doing(page)
    })
  let hoa: string
  before(async () => {
    hoa = await province().sessionOf('Phạm Thị Hoa', 'reception', PHU_NINH)
  })
  const matterOf = async (code: string) =>
    (await province()
      .means.store.db.selectFrom('petition')
      .selectAll()
      .where('id', 'like', `${code.replace('-', '')}%`)
      .executeTakeFirst())!
  const keyBy = async (code: string) => {
    const { id } = await matterOf(code)
    const { body } = await province()
      .means.store.db.selectFrom('act')
      .select('body')
      .where('subject', '=', `petition/${id}`)
      .where('n', '=', 1)
      .executeTakeFirstOrThrow()
    return (JSON.parse(body) as { keyBy?: string }).keyBy
  }

  for (const javaScriptEnabled of [true, false]) {
    test(`Hoa takes in what Lan says, by keyboard alone${javaScriptEnabled ? '' : ', without script'}`, async () => {
      await as(hoa, { javaScriptEnabled }, async (page) => {
        await page.goto(at('/can-bo/tiep-dan'))
        if (javaScriptEnabled) await axeFindsNothing(page)
        // The first field is at hand at once; from there Tab leads through all, and Enter takes in.
        await page.locator('#chuyen:focus').waitFor()
        await page.keyboard.type('Nước máy khu 3 đục từ hôm qua, không nấu ăn được')
        await page.keyboard.press('Tab')
        await page.keyboard.type(`khu ${javaScriptEnabled ? 3 : 4}`)
        await page.keyboard.press('Tab')
        await page.keyboard.type('0912 345 678')
        await page.keyboard.press('Tab')
        for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Tab')
        await page.keyboard.press('ArrowDown')
        for (let i = 0; i < 5; i++) await page.keyboard.press('Tab')
        await page.keyboard.press('Space')
        await page.keyboard.press('Enter')
        if (!javaScriptEnabled) {
          // The one of before is offered; it is another place.
          await page.getByText('Có thể đã có người nói chuyện này').waitFor()
          await page.locator('button:focus').waitFor()
          await page.keyboard.press('Enter')
        }
        await page.getByRole('heading', { name: 'Đã ghi', exact: true }).waitFor()
        await page.locator('[data-letters]:not(:empty)').waitFor()
        if (javaScriptEnabled) await axeFindsNothing(page)
        const code = await page.locator('.slip strong.code').innerText()
        const { channel, field, type } = await matterOf(code)
        assert.deepEqual([channel, field, type], ['phone', 'dien_nuoc', 'phan_anh'])
        assert.equal(await keyBy(code), 'office', 'whoever made it, it is flagged')

        await page.emulateMedia({ media: 'print' })
        const shown = await page.locator('body').innerText()
        assert.match(shown, /([0-9A-Z]{5}-){5}[0-9A-Z]{5}/)
        assert.match(shown, /Hạn trả lời: \d/)
        assert.doesNotMatch(shown, /Tiếp dân\b|Người tiếp theo|0912/)
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
        assert.equal(pdf.match(/\/Type ?\/Page\b/g)?.length, 1, 'one sheet')
        const [, width, height] = /\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!
        assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [298, 420], 'of A6')
        await page.emulateMedia({ media: 'screen' })

        // What Lan took away opens her matter; the next person's form remembers nothing of it.
        const letters = (await page.locator('[data-letters]').innerText()).trim()
        await page.getByRole('link', { name: 'Người tiếp theo' }).click()
        await page.getByLabel('Người dân nói gì?').waitFor()
        if (javaScriptEnabled) assert.equal(await page.evaluate('Object.keys(sessionStorage).join()'), '')
        await page.goto(at('/b'))
        await page.getByLabel('Mã biên nhận').fill(letters)
        await page.getByRole('button', { name: 'Mở' }).click()
        await page.getByRole('heading', { name: /Nước máy khu 3 đục/ }).waitFor()
      })
    })
  }

  test('a caller joins what a neighbour raised, in their own name', async () => {
    await as(hoa, { javaScriptEnabled: false }, async (page) => {
      const say = async (words: string) => {
        await page.goto(at('/can-bo/tiep-dan'))
        await page.getByLabel('Người dân nói gì?').fill(words)
        await page.getByLabel('Chỗ nào').fill('ngõ 12 khu 5')
        await page.getByRole('button', { name: 'Ghi và làm biên nhận' }).last().click()
      }
      await say('Đèn đường ở ngõ 12 khu 5 hỏng cả tuần nay, tối om')
      const first = await page.locator('.slip strong.code').innerText()
      await say('den duong ngo 12 khu 5 bi hong, buoi toi khong thay gi')
      await page.getByRole('button', { name: 'Đúng, ghi họ cùng ý kiến' }).click()
      await page.getByRole('heading', { name: 'Đã ghi cùng ý kiến' }).waitFor()
      assert.equal(await page.locator('.slip strong.code').innerText(), first)
      assert.equal((await matterOf(first)).joined, 1)
    })
  })

  test('a denunciation at the desk is stopped, explained and stored nowhere', async () => {
    await as(hoa, { javaScriptEnabled: false }, async (page) => {
      await page.goto(at('/can-bo/tiep-dan'))
      await page.getByLabel('Người dân nói gì?').fill('Tôi tố cáo ông Q nhận tiền của dân QXZD')
      await page.getByRole('button', { name: 'Ghi và làm biên nhận' }).last().click()
      await page.getByRole('heading', { name: 'Việc này có thể là tố cáo' }).waitFor()
      assert.match(await page.getByLabel('Người dân nói gì?').inputValue(), /QXZD/)
    })
    const { rows } = await province().means.store.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    for (const { name } of rows) {
      const found = await province().means.store.pool.query(
        `select 1 from "${name}" t where t::text like '%QXZD%'`,
      )
      assert.equal(found.rowCount, 0, name)
    }
  })

  test('the desk fits a narrow screen', async () => {
    await as(hoa, { viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(at('/can-bo/tiep-dan'))
      await fits(page)
    })
  })
})
