/** Matters from raised to settled, as the people do it who raise them: with script and without, on a phone and at a desk. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isBuilt } from './province.ts'
import { axeFindsNothing, desk, fits, phone, type Raised, visits } from './visits.ts'

describe('a matter', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const { at, visit, raise, receiptOn, answer, province } = visits()

  for (const [how, options] of [
    ['on a phone', phone],
    ['at a desk', desk],
    ['without script', { ...phone, javaScriptEnabled: false }],
  ] as const) {
    test(`An reports a blocked drain and says it is settled, ${how}`, async () => {
      const script = !('javaScriptEnabled' in options)
      await visit(options, async (page) => {
        const { code, letters, link, id } = await raise(
          page,
          `Cống khu 7 tắc, mưa là ngập vào nhà (${how})`,
          'khu 7',
        )
        assert.match(letters, /^([0-9A-Z]{5}-){5}[0-9A-Z]{5}$/)
        assert.match(
          await page.locator('[data-by]').innerText(),
          script ? /chính máy của bạn/ : /do máy chủ làm/,
        )
        assert.match(await page.locator('main').innerText(), /Đã có trong sổ công khai, dòng \d/)
        if (script) await axeFindsNothing(page)
        await fits(page)

        await page.goto(at(`/v/${code}`))
        const shown = await page.locator('main').innerText()
        assert.match(shown, /Đã nhận/)
        assert.doesNotMatch(shown, /Cống/, 'what nobody agreed to publish is not shown')
        await fits(page)

        await answer(id, 'Xã đã nạo vét 120 m cống, xong ngày hôm qua.')
        if (script) await page.goto(link)
        else {
          await page.goto(at('/b'))
          await page.getByLabel('Mã biên nhận').fill(letters.toLowerCase().replaceAll('-', ' '))
          await page.getByRole('button', { name: 'Mở' }).click()
        }
        await page.getByRole('heading', { name: /Cống khu 7/ }).waitFor()
        assert.doesNotMatch(page.url(), /#./, 'the secret has left the address')
        assert.match(await page.locator('main').innerText(), /nạo vét 120 m cống/)
        if (script) await axeFindsNothing(page)
        await fits(page)
        await page.getByRole('button', { name: 'Đã giải quyết xong' }).click()
        await page.getByText('Đã ghi. Cảm ơn bạn.').waitFor()

        await page.goto(at(`/v/${code}`))
        assert.match(await page.locator('main').innerText(), /Người gửi nói: đã xong/)
      })
    })
  }

  test('Bình is shown that a neighbour raised it, joins, and disputes the answer', async () => {
    await visit(phone, async (page) => {
      const first = await raise(page, 'Đèn đường ở ngõ 12 khu 5 hỏng cả tuần nay, tối om', 'ngõ 12 khu 5')
      await page.goto(at('/gui'))
      await page
        .getByLabel('Chuyện gì đang xảy ra?')
        .fill('den duong ngo 12 khu 5 bi hong, buoi toi khong thay gi')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByLabel('Xã, phường').fill('xã Phù Ninh')
      await page.getByLabel('Chỗ nào?').fill('ngo 12 khu 5')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByText('Có thể hàng xóm đã nói chuyện này').waitFor()
      await axeFindsNothing(page)
      await page.getByRole('button', { name: 'Đúng, tôi cùng ý kiến' }).click()
      const joined = await receiptOn(page)
      assert.equal(joined.id, first.id)
      assert.notEqual(joined.letters, first.letters)

      await answer(first.id, 'Đã thay bóng.')
      await page.goto(joined.link)
      await page.getByLabel('Chưa được ở chỗ nào?').fill('Đèn vẫn tắt')
      await page.getByRole('button', { name: 'Chưa được' }).click()
      await page.getByText('Đã ghi. Cảm ơn bạn.').waitFor()
      await page.goto(at(`/v/${first.code}`))
      const shown = await page.locator('main').innerText()
      assert.match(shown, /Người gửi nói: chưa được/)
      assert.match(shown, /1 người khác cùng phản ánh/)
    })
  })

  test('whoever passes by joins from the page of the matter, with a receipt of their own', async () => {
    for (const javaScriptEnabled of [true, false]) {
      let first!: Raised
      await visit(phone, async (page) => {
        first = await raise(page, `Đường ngập ở đầu làng ${javaScriptEnabled}`)
      })
      await visit({ ...phone, javaScriptEnabled }, async (page) => {
        await page.goto(at(`/v/${first.code}`))
        await page.getByRole('link', { name: 'Tôi cũng gặp việc này' }).click()
        await page.getByRole('button', { name: 'Tôi cũng gặp việc này' }).click()
        const joined = await receiptOn(page)
        assert.equal(joined.id, first.id)
        assert.notEqual(joined.letters, first.letters)
        await page.goto(at(`/v/${first.code}`))
        assert.match(await page.locator('main').innerText(), /1 người khác cùng phản ánh/)
      })
    }
  })

  test('a page of a matter sends at most 20 kB of script, and asks nobody else for anything', async () => {
    await visit(phone, async (page) => {
      let script = 0
      const foreign: string[] = []
      page.on('response', async (response) => {
        if (!response.url().startsWith(province().front.url)) foreign.push(response.url())
        if (response.headers()['content-type']?.includes('javascript'))
          script += (await response.body()).length
      })
      for (const path of ['/gui', '/b']) {
        script = 0
        await page.goto(at(path), { waitUntil: 'networkidle' })
        assert.ok(script > 0 && script < 20_000, `${path}: ${script} bytes`)
        await axeFindsNothing(page)
      }
      assert.deepEqual(foreign, [])
    })
  })
})
