/** The form of a matter: what it keeps, what it never keeps, and what goes with it. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isBuilt, PHU_NINH } from './province.ts'
import { axeFindsNothing, desk, phone, visits } from './visits.ts'

describe('the form of a matter', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const { at, visit, receiptOn, province } = visits()

  test("Dung's denunciation is not stored, and she is told where to go", async () => {
    const secret = 'Tôi tố cáo ông Q nhận tiền của dân QXZW'
    for (const javaScriptEnabled of [true, false]) {
      await visit({ ...phone, javaScriptEnabled }, async (page) => {
        await page.goto(at('/gui'))
        await page.getByLabel('Chuyện gì đang xảy ra?').fill(secret)
        await page.getByRole('button', { name: 'Tiếp tục' }).click()
        await page.getByRole('heading', { name: 'Việc này có thể là tố cáo' }).waitFor()
        assert.match(await page.locator('main').innerText(), /không được lưu ở đâu cả/)
        if (javaScriptEnabled) await axeFindsNothing(page)
        await page.getByRole('button', { name: 'Sửa lại' }).click()
        assert.equal(
          await page.getByLabel('Chuyện gì đang xảy ra?').inputValue(),
          secret,
          'what she typed is hers to keep',
        )
      })
    }
    const { rows } = await province().means.store.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    for (const { name } of rows) {
      const found = await province().means.store.pool.query(
        `select 1 from "${name}" t where t::text like '%QXZW%'`,
      )
      assert.equal(found.rowCount, 0, name)
    }
  })

  test('a photo goes with it, without the place that the camera noted, and only the office sees it', async () => {
    const { default: sharp } = await import('sharp')
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#4a6' } })
      .withExif({ IFD0: { Artist: 'QARTIST' }, IFD3: { GPSLatitude: '21/1 18/1 0/1' } })
      .jpeg()
      .toBuffer()
    const file = { name: 'cong-nha-ong-ba.jpg', mimeType: 'image/jpeg', buffer: photo }
    const officer = await province().sessionOf('Nguyễn Thị Chi', 'officer', PHU_NINH)
    for (const javaScriptEnabled of [true, false]) {
      let id = ''
      await visit({ ...phone, javaScriptEnabled }, async (page) => {
        await page.goto(at('/gui'))
        if (javaScriptEnabled) {
          await page.getByLabel('Ảnh, tài liệu').setInputFiles(file)
          await page.getByText('Đã gửi.').waitFor()
        } else {
          await page.getByLabel(/Gửi ảnh trước/).setInputFiles(file)
          await page.getByRole('button', { name: 'Gửi ảnh', exact: true }).click()
          assert.match(await page.getByRole('status').innerText(), /Đã nhận 1 tệp/)
        }
        await page
          .getByLabel('Chuyện gì đang xảy ra?')
          .fill(`Nắp cống vỡ trước cổng chợ ${javaScriptEnabled}`)
        await page.getByRole('button', { name: 'Tiếp tục' }).click()
        await page.getByLabel('Xã, phường').fill('phu ninh')
        await page.getByRole('button', { name: 'Tiếp tục' }).click()
        await page.getByRole('button', { name: 'Gửi', exact: true }).last().click()
        id = (await receiptOn(page)).id
      })
      await visit({ ...desk, javaScriptEnabled: false }, async (page, context) => {
        assert.equal((await page.request.get(at(`/can-bo/tep/${id}.0`), { maxRedirects: 0 })).status(), 303)
        await context.addCookies([{ name: 'goc-phien', value: officer, url: province().front.url }])
        await page.goto(at(`/can-bo/viec/${id}`))
        assert.equal(await page.getByRole('img', { name: 'Tệp 1' }).count(), 1)
        const answered = await page.request.get(at(`/can-bo/tep/${id}.0`))
        assert.equal(answered.headers()['content-type'], 'image/jpeg')
        const { exif } = await sharp(await answered.body()).metadata()
        assert.equal(exif, undefined)
      })
    }
  })

  test('no two people are given one form: a request of theirs would be taken for the other’s', async () => {
    const forms = await Promise.all(Array.from({ length: 6 }, async () => (await fetch(at('/gui'))).text()))
    const own = forms.map((html) => /name="ma" value="([^"]+)"/.exec(html)?.[1])
    assert.equal(new Set(own).size, 6)
    assert.match((await fetch(at('/gui'))).headers.get('cache-control') ?? '', /no-store/)
    assert.match((await fetch(at('/b'))).headers.get('cache-control') ?? '', /no-store/)
  })

  test('what was typed comes back with every error, and going back loses nothing', async () => {
    await visit({ ...phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(at('/gui'))
      await page.getByLabel('Chuyện gì đang xảy ra?').fill('Rác tồn ở chợ Nổ ba ngày')
      await page.getByLabel('Về việc gì?').selectOption('moi_truong')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByLabel('Xã, phường').fill('Không có đâu')
      await page.getByLabel('Chỗ nào?').fill('chợ Nổ')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      assert.match(await page.getByRole('alert').innerText(), /Không tìm thấy nơi nào tên “Không có đâu”/)
      assert.equal(await page.getByLabel('Chỗ nào?').inputValue(), 'chợ Nổ')
      await page.getByRole('button', { name: 'Quay lại' }).click()
      assert.equal(await page.getByLabel('Chuyện gì đang xảy ra?').inputValue(), 'Rác tồn ở chợ Nổ ba ngày')
      assert.equal(await page.getByLabel('Về việc gì?').inputValue(), 'moi_truong')
    })
  })

  test('while the record stands still the receipt is given all the same, and hears of its line later', async () => {
    await visit(phone, async (page) => {
      await page.goto(at('/gui'))
      await page.getByLabel('Chuyện gì đang xảy ra?').fill('Cây đổ chắn ngang đường làng')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByLabel('Xã, phường').fill('phu ninh')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      const goOn = await province().halt()
      await page.getByRole('button', { name: 'Gửi', exact: true }).last().click()
      await page.getByText('Đang ghi vào sổ công khai').waitFor()
      goOn()
      await page.getByRole('link', { name: /Đã có trong sổ công khai, dòng \d/ }).waitFor()
    })
  })
})
