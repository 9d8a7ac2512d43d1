/** Staff sign in as they will in their offices: by a link, by password and code, without script, in both languages. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { noteAccess } from '@goc/store/people/access.ts'
import { findAccount } from '@goc/store/people/accounts.ts'
import { codeAt, PASSWORD } from '@goc/store/people/testing.ts'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { office, type Staff, startStaff } from './staff.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe('staff pages', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let staff: Staff
  let browser: Browser
  before(async () => {
    staff = await startStaff()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await staff?.close()
  })

  async function visit<T>(look: (page: Page) => Promise<T>, javaScriptEnabled = false): Promise<T> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } })
    try {
      return await look(await context.newPage())
    } finally {
      await context.close()
    }
  }

  async function setPassword(page: Page, link: string): Promise<void> {
    await page.goto(link)
    assert.ok(!page.url().includes(link.split('/').at(-1)!), 'the token has left the address')
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD)
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click()
  }

  async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
    await page.goto(staff.at('/can-bo'))
    await page.getByLabel('Địa chỉ thư công vụ').fill(email)
    await page.getByLabel('Mật khẩu').fill(password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  }

  const isAccessible = async (page: Page): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`),
      [],
      page.url(),
    )
  }

  test('Lan, a leader: her link, her password, her phone, her codes, and in by two steps the next day', async () => {
    const link = await staff.linkFor('lan@xa.example', office('leader'))
    const secret = await visit(async (page) => {
      await setPassword(page, link)
      await page.getByRole('heading', { name: 'Thêm lớp bảo vệ thứ hai' }).waitFor()
      await page.getByText('Không quét được').click()
      const letters = (await page.locator('.letters').innerText()).replaceAll(' ', '')
      assert.ok((await page.locator('svg.qr path').getAttribute('d'))!.length > 2_000)

      await page.getByLabel('6 chữ số trong ứng dụng').fill('000000')
      await page.getByRole('button', { name: 'Gắn ứng dụng' }).click()
      await page.getByRole('alert').getByText('Mã không đúng').waitFor()
      await page.getByText('Không quét được').click()
      assert.equal(
        (await page.locator('.letters').innerText()).replaceAll(' ', ''),
        letters,
        'the same again',
      )

      await page.getByLabel('6 chữ số trong ứng dụng').fill(codeAt(letters, Date.now() / 1000))
      await page.getByRole('button', { name: 'Gắn ứng dụng' }).click()
      await page.getByRole('heading', { name: 'Mã dự phòng của bạn' }).waitFor()
      assert.equal(await page.locator('.codes li').count(), 10)
      await page.getByRole('link', { name: 'Tôi đã cất' }).click()
      await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
      assert.equal(await page.getByText('cần lớp bảo vệ thứ hai').count(), 0)
      await page.goto(link)
      await page.getByRole('button', { name: 'Đăng xuất' }).click()
      return letters
    })
    await visit(async (page) => {
      await signIn(page, 'lan@xa.example')
      await page.getByRole('heading', { name: 'Bước hai' }).waitFor()
      await page.goto(staff.at('/can-bo/tai-khoan'))
      await page.getByRole('heading', { name: 'Cán bộ đăng nhập' }).waitFor()
      await page.goto(staff.at('/can-bo/dang-nhap/lop-hai?ve=/can-bo/tai-khoan'))
      await page.getByLabel('Mã xác nhận').fill('12')
      await page.getByRole('button', { name: 'Xác nhận' }).click()
      await page.getByRole('alert').getByText('Mã không đúng').waitFor()
      // The step before was taken when the app was set up; a clock one step ahead is allowed.
      await page.getByLabel('Mã xác nhận').fill(codeAt(secret, Date.now() / 1000 + 30))
      await page.getByRole('button', { name: 'Xác nhận' }).click()
      await page.getByRole('heading', { name: 'Tài khoản của bạn' }).waitFor()
      await page.getByRole('button', { name: 'Bỏ Ứng dụng tạo mã' }).click()
      await page.getByRole('alert').getByText('phải giữ ít nhất một').waitFor()
    })
  })

  test('a wrong password keeps what was typed but the password, and says the same of every address', async () => {
    await staff.linkFor('minh@xa.example', office('officer'))
    const said = await Promise.all(
      ['minh@xa.example', 'nobody@xa.example'].map((email) =>
        visit(async (page) => {
          await signIn(page, email, 'không phải mật khẩu này')
          const alert = await page.getByRole('alert').innerText()
          assert.equal(await page.getByLabel('Địa chỉ thư công vụ').inputValue(), email)
          assert.equal(await page.getByLabel('Mật khẩu').inputValue(), '')
          return alert
        }),
      ),
    )
    assert.equal(said[0], said[1])
  })

  test('An sees where they are signed in, ends the others, and changes the password', async () => {
    const link = await staff.linkFor('an@xa.example', office('officer'))
    await visit(async (page) => {
      await setPassword(page, link)
      await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
      await page.goto(staff.at('/can-bo/tai-khoan'))
      await visit(async (other) => {
        await signIn(other, 'an@xa.example')
        await other.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
        await page.reload()
        await page.getByRole('button', { name: /^Kết thúc phiên/ }).click()
        await page.getByRole('heading', { name: 'Nơi đang đăng nhập' }).waitFor()
        assert.equal(await page.getByRole('button', { name: /^Kết thúc/ }).count(), 0)
        await other.reload()
        await other.getByRole('heading', { name: 'Cán bộ đăng nhập' }).waitFor()
      })
      // Half an hour later the page asks once more who it is.
      await staff.means.db.updateTable('session').set({ provenAt: 0 }).execute()
      await page.reload()
      assert.equal(await page.getByRole('button', { name: 'Đổi mật khẩu' }).count(), 0)
      await page.getByLabel('Mật khẩu').fill(PASSWORD)
      await page.getByRole('button', { name: 'Xác nhận' }).click()
      const another = 'thuyền về có nhớ bến chăng'
      await page.getByLabel('Mật khẩu mới', { exact: true }).fill(another)
      await page.getByLabel('Nhập lại mật khẩu mới').fill('thuyền về')
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
      await page.getByRole('alert').getByText('không giống nhau').waitFor()
      await page.getByLabel('Mật khẩu mới', { exact: true }).fill(another)
      await page.getByLabel('Nhập lại mật khẩu mới').fill(another)
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
      await page.getByRole('status').getByText('Đã đổi mật khẩu').waitFor()
      await page.getByRole('button', { name: 'Đăng xuất' }).click()
      await signIn(page, 'an@xa.example', another)
      await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
    })
  })

  test('an administrator invites, a supervisor reads who opened what', async () => {
    const admin = await staff.cookieOf('admin', 'A')
    const token = await visit(async (page) => {
      const { hostname } = new URL(staff.front.url)
      const [name, value] = admin.split('=') as [string, string]
      await page.context().addCookies([{ name, value, domain: hostname, path: '/' }])
      await page.goto(staff.at('/can-bo/nguoi-dung'))
      await page.getByLabel('Họ tên').fill('Phạm Quý')
      await page.getByLabel('Địa chỉ thư công vụ').fill('quy@xa.example')
      await page.getByLabel('Chức vụ').selectOption('secretary')
      await page.getByLabel('Mã đơn vị').fill('nowhere')
      await page.getByRole('button', { name: 'Tạo đường dẫn mời' }).click()
      await page.getByRole('alert').getByText('Không có đơn vị').waitFor()
      assert.equal(await page.getByLabel('Họ tên').inputValue(), 'Phạm Quý')
      assert.equal(await page.getByLabel('Chức vụ').inputValue(), 'secretary')
      await page.getByLabel('Mã đơn vị').fill('V')
      await page.getByRole('button', { name: 'Tạo đường dẫn mời' }).click()
      return (await page.getByRole('status').locator('.letters').innerText()).trim()
    })
    assert.match(token, /\/can-bo\/moi\/[\w-]{43}$/)
    const account = (await findAccount(staff.means, 'quy@xa.example'))!
    assert.deepEqual(
      account.offices.map(({ role, unit }) => [role, unit]),
      [['secretary', 'V']],
    )
    const opening = { account: account.id, office: 'secretary@V', unit: 'V', what: 'sender' } as const
    await noteAccess(staff.means, { ...opening, subject: 'petition/1', reason: 'gọi lại' })
    const cookie = await staff.cookieOf('supervisor', '25')
    const html = await (await fetch(staff.at('/can-bo/nhat-ky'), { headers: { cookie } })).text()
    assert.match(html, /Phạm Quý/)
    assert.match(html, /gọi lại/)
  })

  test('an administrator gives an office, starts a lost phone anew, closes an account and opens it', async () => {
    const link = await staff.linkFor('son@xa.example', office('officer'))
    const lost = await visit(async (page) => {
      await setPassword(page, link)
      const admin = await staff.cookieOf('admin', 'A')
      const [name, value] = admin.split('=') as [string, string]
      await page.context().addCookies([{ name, value, domain: new URL(staff.front.url).hostname, path: '/' }])
      await page.goto(staff.at('/can-bo/nguoi-dung'))
      await page.locator('li', { hasText: 'son@xa.example' }).getByRole('link').click()
      await page.getByLabel('Chức vụ').selectOption('editor')
      await page.getByLabel('Mã đơn vị').fill('nowhere')
      await page.getByRole('button', { name: 'Giao chức vụ' }).click()
      await page.getByRole('alert').getByText('Không có đơn vị').waitFor()
      assert.equal(await page.getByLabel('Chức vụ').inputValue(), 'editor')
      await page.getByLabel('Mã đơn vị').fill('V')
      await page.getByRole('button', { name: 'Giao chức vụ' }).click()
      await page.getByRole('button', { name: /^Cho thôi: Chuyên viên/ }).click()
      await page.getByText('Thôi chức vụ do').waitFor()
      await page.getByRole('button', { name: 'Đóng tài khoản' }).click()
      await page.getByText('đã đóng').waitFor()
      assert.equal((await findAccount(staff.means, 'son@xa.example'))?.disabled, true)
      await page.getByRole('button', { name: 'Mở lại tài khoản' }).click()
      await page.getByLabel('đã mất điện thoại').check()
      await page.getByRole('button', { name: 'Tạo đường dẫn đặt lại' }).click()
      return (await page.getByRole('status').locator('.letters').innerText()).trim()
    })
    await visit(async (page) => {
      await page.goto(lost)
      await page.getByText('Lớp bảo vệ thứ hai và các mã dự phòng trước đây sẽ bị bỏ').waitFor()
      await setPassword(page, lost)
      await page.getByText('Biên tập · ').waitFor()
    })
  })

  test('a session that ended while somebody typed takes nothing with it', async () => {
    const admin = await staff.cookieOf('admin', 'A')
    const [name, value] = admin.split('=') as [string, string]
    const cookie = { name, value, domain: new URL(staff.front.url).hostname, path: '/' }
    await visit(async (page) => {
      await page.context().addCookies([cookie])
      await page.goto(staff.at('/can-bo/nguoi-dung'))
      await page.getByLabel('Họ tên').fill('Tô "Hà" <b>&')
      await page.getByLabel('Địa chỉ thư công vụ').fill('ha@xa.example')
      await page.context().clearCookies()
      await page.getByRole('button', { name: 'Tạo đường dẫn mời' }).click()
      await page.getByRole('heading', { name: 'Phiên làm việc đã hết' }).waitFor()
      await page.context().addCookies([cookie])
      await page.getByRole('button', { name: 'gửi tiếp' }).click()
      await page.getByRole('status').getByText('Tô "Hà" <b>&').waitFor()
      assert.equal((await findAccount(staff.means, 'ha@xa.example'))?.name, 'Tô "Hà" <b>&')
    })
  })

  test('nothing on staff pages is in the way of assistive technology, in both languages, also on a phone', () =>
    visit(async (page) => {
      const link = await staff.linkFor('nga@xa.example', office('supervisor'))
      for (const path of ['/can-bo/dang-nhap', '/en/can-bo/dang-nhap']) {
        await page.goto(staff.at(path))
        await isAccessible(page)
      }
      await page.goto(link)
      await isAccessible(page)
      await setPassword(page, link)
      const paths = ['/can-bo', '/can-bo/tai-khoan', '/can-bo/tai-khoan/lop-hai', '/can-bo/nhat-ky']
      for (const path of [...paths, ...paths.map((one) => `/en${one}`)]) {
        await page.goto(staff.at(path))
        await isAccessible(page)
        await page.setViewportSize({ width: 320, height: 640 })
        assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 320, path)
        await page.setViewportSize({ width: 1280, height: 900 })
      }
      assert.equal(await page.getByRole('link', { name: 'Who opened private content' }).count(), 1)

      const [name, value] = (await staff.cookieOf('admin', 'A')).split('=') as [string, string]
      await page.context().addCookies([{ name, value, domain: new URL(staff.front.url).hostname, path: '/' }])
      const account = await staff.accountIn('V')
      for (const path of ['/can-bo/nguoi-dung', `/en/can-bo/nguoi-dung/${account}`, '/can-bo/nhat-ky']) {
        await page.goto(staff.at(path))
        await isAccessible(page)
        await page.setViewportSize({ width: 320, height: 640 })
        assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 320, path)
        await page.setViewportSize({ width: 1280, height: 900 })
      }
      await page.getByText('Chỉ người giám sát').waitFor()
    }, true))
})
