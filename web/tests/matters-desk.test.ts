/** A matter at the desk of the office that has it. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isBuilt, PHU_NINH } from './province.ts'
import { axeFindsNothing, phone, type Raised, visits } from './visits.ts'

describe('a matter at the desk', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const { at, visit, signedIn, raise, receiptOn, province } = visits()

  test('Chi and her leader answer it on their pages, and every look at the sender is kept', async () => {
    const chi = await province().sessionOf('Nguyễn Thị Chi', 'officer', PHU_NINH)
    const leader = await province().sessionOf('Lê Văn Dũng', 'leader', PHU_NINH)
    const stranger = await province().sessionOf('Người xã khác', 'officer', '07897')
    let matter!: Raised
    await visit(phone, async (page) => {
      matter = await raise(page, 'Đường vào trường mầm non vỡ sau mưa, bà Trần Thị Lan đã ngã', 'cổng trường')
    })
    const at_ = at(`/can-bo/viec/${matter.id}`)

    await signedIn(stranger, async (page) => {
      assert.equal((await page.goto(at_))?.status(), 403)
      assert.doesNotMatch(await page.content(), /mầm non/)
    })
    await signedIn(chi, async (page) => {
      await page.goto(at('/can-bo/viec'))
      await page.getByRole('link', { name: /Đường vào trường mầm non/ }).click()
      await page.getByLabel('Mức hạn').selectOption('petition-complex')
      await page.getByRole('button', { name: 'Tiếp nhận' }).click()
      await page.getByText('Đã ghi.').waitFor()
      assert.equal(
        await page.getByRole('button', { name: 'Trả lời người gửi' }).count(),
        0,
        'an officer does not answer',
      )
      await page.getByLabel('Soạn câu trả lời').fill('Xã đã vá 30 m đường hôm 24/11.')
      await page.getByRole('button', { name: 'Trình duyệt' }).click()
      await page.getByLabel('Vì sao cần liên lạc?').fill('Hỏi lại vị trí')
      await page.getByRole('button', { name: 'Xem cách liên lạc' }).click()
      await page.getByText('Người gửi không để lại cách liên lạc').waitFor()
      await page.getByLabel('Ghi chú', { exact: true }).fill('Đã gọi trưởng thôn QNOTE')
      await page.getByRole('button', { name: 'Thêm ghi chú' }).click()
      await page.getByText('Đã gọi trưởng thôn QNOTE').waitFor()
    })
    await signedIn(leader, async (page) => {
      await page.goto(at('/can-bo/viec?trang-thai=drafted'))
      await page.getByRole('link', { name: /Đường vào trường mầm non/ }).click()
      await page.getByText('Câu trả lời này ngắn').waitFor()
      await page.getByLabel('Cần sửa gì?').fill('Nói rõ ai làm')
      await page.getByRole('button', { name: 'Gửi lại' }).click()
      await page.getByText('Đã ghi.').waitFor()
      const box = page.getByLabel('Duyệt và trả lời')
      await box.fill('Xã đã thuê đội đường bộ vá 30 m đường. Xong ngày 24/11. Ảnh trước và sau lưu tại xã.')
      await page.getByRole('button', { name: 'Trả lời người gửi' }).click()
      await page.getByText('Đã ghi.').waitFor()
    })
    await visit(phone, async (page) => {
      await page.goto(at(`/v/${matter.code}`))
      const shown = await page.locator('main').innerText()
      assert.match(shown, /vá 30 m đường. Xong ngày 24\/11/)
      assert.doesNotMatch(await page.content(), /QNOTE|mầm non|Nguyễn Thị Chi|Nói rõ ai làm/)
    })
    const kept = await province()
      .means.store.db.selectFrom('access')
      .select(['what', 'reason', 'subject'])
      .execute()
    assert.deepEqual(kept, [{ what: 'sender', reason: 'Hỏi lại vị trí', subject: `petition/${matter.id}` }])
  })

  test('an answer shows that it was done: its pictures are for everyone, those of the sender are not', async () => {
    const { default: sharp } = await import('sharp')
    const picture = async (name: string, background: string) => ({
      name,
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 320, height: 240, channels: 3, background } })
        .jpeg()
        .toBuffer(),
    })
    const leader = await province().sessionOf('Lê Văn Dũng', 'leader', PHU_NINH)
    let matter!: Raised
    await visit(phone, async (page) => {
      await page.goto(at('/gui'))
      await page.getByLabel('Ảnh, tài liệu').setInputFiles(await picture('truoc.jpg', '#a44'))
      await page.getByText('Đã gửi.').waitFor()
      await page.getByLabel('Chuyện gì đang xảy ra?').fill('Nắp cống trước chợ bị vỡ')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByLabel('Xã, phường').fill('phu ninh')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByRole('button', { name: 'Gửi', exact: true }).last().click()
      matter = await receiptOn(page)
    })
    await signedIn(leader, async (page) => {
      await page.goto(at(`/can-bo/viec/${matter.id}`))
      await page.getByRole('button', { name: 'Tiếp nhận' }).click()
      await page.getByLabel(/Gửi ảnh trước/).setInputFiles(await picture('sau.jpg', '#4a4'))
      await page.getByRole('button', { name: 'Gửi ảnh', exact: true }).click()
      assert.match(await page.getByRole('status').last().innerText(), /Đã nhận 1 tệp/)
      await page.getByLabel('Duyệt và trả lời').fill('Đã thay nắp cống mới. Xong sáng nay. Ảnh kèm theo.')
      await page.getByRole('button', { name: 'Trả lời người gửi' }).click()
      await page.getByText('Đã ghi.').waitFor()
    })
    await visit(phone, async (page) => {
      await page.goto(at(`/v/${matter.code}`))
      const shown = page.getByRole('img', { name: /Ảnh kèm câu trả lời/ })
      assert.equal(await shown.count(), 1)
      assert.ok(await shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
      assert.equal((await page.request.get(at(`/anh/${matter.id}.1`))).status(), 200)
      assert.equal(
        (await page.request.get(at(`/anh/${matter.id}.0`))).status(),
        404,
        "the sender's stays private",
      )
      await axeFindsNothing(page)
    })
  })
})
