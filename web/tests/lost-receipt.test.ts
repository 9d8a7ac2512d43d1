/** Receipts that are lost and made anew, and those that lie sealed in a pile. */

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { receiptCode } from '@goc/record/receipt.ts'
import { keepStock, makeEnvelopes } from '@goc/store/matters/envelopes.ts'
import type { Page } from 'playwright-core'
import { isBuilt, PHU_NINH } from './province.ts'
import { axeFindsNothing, desk, visits } from './visits.ts'

describe('receipts at the desk', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const { at, visit, answer, province } = visits()

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
  const idOf = async (code: string) =>
    (await province()
      .means.store.db.selectFrom('petition')
      .select('id')
      .where('id', 'like', `${code.replace('-', '')}%`)
      .executeTakeFirst())!.id

  for (const javaScriptEnabled of [true, false]) {
    test(`Lan loses her receipt, and two officers make it anew${javaScriptEnabled ? '' : ', without script'}`, async () => {
      const nga = await province().sessionOf('Đỗ Thị Nga', 'officer', PHU_NINH)
      let code = ''
      let lost = ''
      await as(hoa, { javaScriptEnabled }, async (page) => {
        await page.goto(at('/can-bo/tiep-dan'))
        await page
          .getByLabel('Người dân nói gì?')
          .fill(`Mương khu ${javaScriptEnabled ? 8 : 9} đầy bùn, ruộng khô`)
        await page.getByLabel('Chỗ nào').fill(`khu ${javaScriptEnabled ? 8 : 9}`)
        await page.getByRole('button', { name: 'Ghi và làm biên nhận' }).last().click()
        const another = page.getByRole('button', { name: 'Không phải, ghi việc mới' })
        await page.locator('.slip').or(another).waitFor()
        if (await another.isVisible()) await another.click()
        await page.locator('[data-letters]:not(:empty)').waitFor()
        code = await page.locator('.slip strong.code').innerText()
        lost = await page.locator('[data-letters]').innerText()

        await page.goto(at('/can-bo/tiep-dan'))
        await page.getByRole('link', { name: 'Người dân mất biên nhận? Cấp lại' }).click()
        await page.getByLabel('Mã theo dõi của việc').fill(code.toLowerCase())
        await page.getByRole('button', { name: 'Tìm' }).click()
        await page.getByLabel('Đối chiếu bằng gì, vì sao mất?').fill('Căn cước, mất ví ở chợ')
        if (javaScriptEnabled) await axeFindsNothing(page)
        await page.getByLabel('Tôi đã đối chiếu giấy tờ').check()
        await page.getByRole('button', { name: 'Xin cấp lại' }).click()
        await page.getByText('Cần một cán bộ khác').waitFor()
        assert.match(await page.locator('main').innerText(), /phải một người khác đồng ý/)
        assert.equal(await page.locator('.slip').count(), 0, 'nothing to print before the other has agreed')
      })
      let anew = ''
      await as(nga, { javaScriptEnabled }, async (page) => {
        await page.goto(at('/can-bo/viec'))
        await page.getByRole('link', { name: '1 biên nhận đang chờ người thứ hai' }).click()
        await page.getByRole('link', { name: code }).click()
        await page.getByText('Căn cước, mất ví ở chợ').waitFor()
        if (javaScriptEnabled) await axeFindsNothing(page)
        await page.getByLabel('Tôi đã đối chiếu giấy tờ').check()
        await page.getByRole('button', { name: 'Đồng ý và làm biên nhận mới' }).click()
        await page.getByRole('heading', { name: 'Biên nhận cấp lại' }).waitFor()
        await page.locator('[data-letters]:not(:empty)').waitFor()
        anew = await page.locator('[data-letters]').innerText()
      })
      await answer(await idOf(code), 'Xã đã nạo vét mương hôm qua. Ruộng đã có nước.')
      await as('', { javaScriptEnabled: false }, async (page) => {
        await page.goto(at('/b'))
        await page.getByLabel('Mã biên nhận').fill(lost)
        await page.getByRole('button', { name: 'Mở' }).click()
        await page.getByText('Không có việc nào đi với biên nhận này.').waitFor()
        await page.getByLabel('Mã biên nhận').fill(anew)
        await page.getByRole('button', { name: 'Mở' }).click()
        await page.getByRole('button', { name: 'Đã giải quyết xong' }).click()
        await page.getByText('Đã ghi. Cảm ơn bạn.').waitFor()
        await page.goto(at(`/v/${code}`))
        const shown = await page.locator('main').innerText()
        assert.match(shown, /Đã cấp lại biên nhận tại bàn tiếp dân/)
        assert.match(shown, /Người gửi nói: đã xong\s+bằng biên nhận cấp lại/)
        assert.doesNotMatch(shown, /mất ví/)
      })
    })
  }

  test('whoever takes an envelope from the pile has a receipt that no office has seen; it is used once', async () => {
    const stock = makeEnvelopes(2)
    await keepStock(province().means.store.db, stock)
    const [first, second] = stock.envelopes
    const nga = await province().sessionOf('Đỗ Thị Nga', 'officer', PHU_NINH)
    const opens = (letters: string) =>
      as('', { javaScriptEnabled: false }, async (page) => {
        await page.goto(at('/b'))
        await page.getByLabel('Mã biên nhận').fill(letters)
        await page.getByRole('button', { name: 'Mở' }).click()
        await page.getByRole('heading', { name: /Cầu treo khu 6/ }).waitFor()
      })
    await as(hoa, {}, async (page) => {
      const take = async (words: string) => {
        await page.goto(at('/can-bo/tiep-dan'))
        await page.getByLabel('Người dân nói gì?').fill(words)
        await page.getByLabel('Mã phong bì').fill(first!.code.toLowerCase())
        await page.getByRole('button', { name: 'Ghi và làm biên nhận' }).last().click()
      }
      await take('Cầu treo khu 6 gãy hai tấm ván, trẻ em đi học nguy hiểm')
      await page.locator('.slip').waitFor()
      assert.equal(
        await page.locator('.slip strong.code').innerText(),
        first!.code,
        'the code outside is the matter’s',
      )
      assert.doesNotMatch(
        await page.locator('main').innerText(),
        /([0-9A-Z]{5}-){5}/,
        'and nothing of the inside',
      )
      await axeFindsNothing(page)
      await opens(receiptCode(first!.secret))

      await take('Một chuyện hoàn toàn khác ở chợ trung tâm, rác chưa ai dọn')
      await page.getByText('Phong bì này đã dùng rồi').waitFor()

      // The sheet is lost. Another envelope takes its place, and still no office has seen a secret.
      await page.goto(at(`/can-bo/tiep-dan/cap-lai?ma=${first!.code}`))
      await page.getByLabel('Đối chiếu bằng gì, vì sao mất?').fill('Căn cước; cháy nhà')
      await page.getByLabel('Mã phong bì').fill(second!.code)
      await page.getByLabel('Tôi đã đối chiếu giấy tờ').check()
      await page.getByRole('button', { name: 'Xin cấp lại' }).click()
      await page.getByText('Cần một cán bộ khác').waitFor()
    })
    await as(nga, {}, async (page) => {
      await page.goto(at(`/can-bo/tiep-dan/cap-lai?ma=${first!.code}`))
      await page.getByText('Biên nhận mới là phong bì').waitFor()
      await page.getByLabel('Tôi đã đối chiếu giấy tờ').check()
      await page.getByRole('button', { name: 'Đồng ý và làm biên nhận mới' }).click()
      await page.getByText('Từ nay phong bì mà người này giữ').waitFor()
    })
    await opens(receiptCode(second!.secret))
  })
})
