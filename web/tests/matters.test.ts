/** Matters from raised to settled, as the people do it who raise them: with script and without, on a phone and at a desk. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Actor, By } from '@goc/domain/people.ts'
import { currentCalendar } from '@goc/domain/petitions/clock.ts'
import { keepLetters } from '@goc/store/letters.ts'
import { perform } from '@goc/store/perform.ts'
import { petitions } from '@goc/store/petitions.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { isBuilt, openProvince, PHU_NINH, type Province } from './province.ts'

const phone = { viewport: { width: 360, height: 740 }, locale: 'vi-VN' }
const desk = { viewport: { width: 1280, height: 900 }, locale: 'vi-VN' }

describe('a matter', { skip: isBuilt ? false : 'web/build is missing' }, () => {
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

  const office = (by: By): Actor => ({ by, reaches: (unit) => unit === PHU_NINH })

  /** What the office does, until it has pages of its own to do it. */
  async function answer(id: string, words: string): Promise<void> {
    const { store, master, published } = province.means
    const accept = { do: 'accept', rule: 'petition-normal', calendar: currentCalendar } as const
    const accepted = await perform(store, petitions, id, office(`officer@${PHU_NINH}`), (_, so) => ({
      ...accept,
      due: so!.due,
    }))
    assert.ok('acts' in accepted, JSON.stringify(accepted))
    const [commitment] = await keepLetters(store.db, master, `petition/${id}`, [
      { kind: 'answer', i: 3, text: words, public: true },
    ])
    const answered = await perform(store, petitions, id, office(`leader@${PHU_NINH}`), {
      do: 'answer',
      answer: commitment!,
      published: true,
    })
    assert.ok('acts' in answered, JSON.stringify(answered))
    await published.entered(answered.acts)
  }

  async function visit(
    options: object,
    work: (page: Page, context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options)
    try {
      await work(await context.newPage(), context)
    } finally {
      await context.close()
    }
  }
  const at = (path: string) => new URL(path, province.front.url).href

  async function axeFindsNothing(page: Page): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      [],
    )
  }
  async function fits(page: Page): Promise<void> {
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.ok(wider <= 0, `the page is ${wider} px wider than the screen`)
  }

  type Raised = { code: string; letters: string; link: string; id: string }
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

  test('Chi and her leader answer it on their pages, and every look at the sender is kept', async () => {
    const chi = await province.sessionOf('Nguyễn Thị Chi', 'officer', PHU_NINH)
    const leader = await province.sessionOf('Lê Văn Dũng', 'leader', PHU_NINH)
    const stranger = await province.sessionOf('Người xã khác', 'officer', '07897')
    const signedIn = (value: string) => async (work: (page: Page) => Promise<void>) =>
      visit({ ...desk, javaScriptEnabled: false }, async (page, context) => {
        await context.addCookies([{ name: 'goc-phien', value, url: province.front.url }])
        await work(page)
      })
    let matter!: Raised
    await visit(phone, async (page) => {
      matter = await raise(page, 'Đường vào trường mầm non vỡ sau mưa, bà Trần Thị Lan đã ngã', 'cổng trường')
    })
    const at_ = at(`/can-bo/viec/${matter.id}`)

    await signedIn(stranger)(async (page) => {
      assert.equal((await page.goto(at_))?.status(), 403)
      assert.doesNotMatch(await page.content(), /mầm non/)
    })
    await signedIn(chi)(async (page) => {
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
    await signedIn(leader)(async (page) => {
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
    const kept = await province.means.store.db
      .selectFrom('access')
      .select(['what', 'reason', 'subject'])
      .execute()
    assert.deepEqual(kept, [{ what: 'sender', reason: 'Hỏi lại vị trí', subject: `petition/${matter.id}` }])
  })

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
    const { rows } = await province.means.store.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    for (const { name } of rows) {
      const found = await province.means.store.pool.query(
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
    const officer = await province.sessionOf('Nguyễn Thị Chi', 'officer', PHU_NINH)
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
        await context.addCookies([{ name: 'goc-phien', value: officer, url: province.front.url }])
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

  test('An takes home all that is kept about her matter, and checks that it is what the record says', async () => {
    const { commit } = await import('@goc/record/commitment.ts')
    const { sha256 } = await import('@goc/record/sha256.node.ts')
    const { fromBase64url, toBase64url, utf8 } = await import('@goc/record/bytes.ts')
    for (const javaScriptEnabled of [true, false]) {
      await visit({ ...phone, javaScriptEnabled, acceptDownloads: true }, async (page) => {
        const { link, letters } = await raise(page, `Cần sửa mương ${javaScriptEnabled}`)
        if (javaScriptEnabled) await page.goto(link)
        else {
          await page.goto(at('/b'))
          await page.getByLabel('Mã biên nhận').fill(letters)
          await page.getByRole('button', { name: 'Mở' }).click()
        }
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Tải mọi dữ liệu' }).click(),
        ])
        const stream = await download.createReadStream()
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        const all = JSON.parse(Buffer.concat(chunks).toString('utf8'))
        const said = JSON.parse(all.acts[0].leaf)
        const word = all.words.find(({ kind }: { kind: string }) => kind === 'text')
        assert.equal(word.text, `Cần sửa mương ${javaScriptEnabled}`)
        const digest = commit(sha256, {
          kind: 'text',
          salt: fromBase64url(word.salt),
          bytes: utf8(word.text),
        })
        assert.equal(toBase64url(digest), said.text)
      })
    }
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

  test('a receipt that is typed wrongly, or is of no matter, is told so', async () => {
    await visit({ ...phone, javaScriptEnabled: false }, async (page) => {
      for (const [typed, said] of [
        ['AAAAA-AAAAA', /Mã này không đúng/],
        ['00000-00000-00000-00000-00000-00000', /Không có việc nào đi với biên nhận này|Mã này không đúng/],
      ] as const) {
        await page.goto(at('/b'))
        await page.getByLabel('Mã biên nhận').fill(typed)
        await page.getByRole('button', { name: 'Mở' }).click()
        assert.match(await page.getByRole('alert').innerText(), said)
      }
    })
  })

  test('a page of a matter sends at most 20 kB of script, and asks nobody else for anything', async () => {
    await visit(phone, async (page) => {
      let script = 0
      const foreign: string[] = []
      page.on('response', async (response) => {
        if (!response.url().startsWith(province.front.url)) foreign.push(response.url())
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
