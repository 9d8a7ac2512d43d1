/** Passkeys in a real browser, with an authenticator that the browser itself plays. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { PASSWORD } from '@goc/store/people/testing.ts'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { office, type Staff, startStaff } from './staff.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))

describe('passkeys', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let staff: Staff
  let browser: Browser
  let page: Page
  const faults: string[] = []

  before(async () => {
    staff = await startStaff()
    browser = await openBrowser()
    page = await (await browser.newContext()).newPage()
    page.on('console', (message) => {
      // A refused form is answered with 400, which the browser notes too.
      if (message.type() === 'error' && !message.text().includes('400')) faults.push(message.text())
    })
    await withAuthenticator(page)
  })
  after(async () => {
    await browser?.close()
    await staff?.close()
  })

  async function withAuthenticator(page: Page) {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return { devtools, authenticatorId }
  }

  async function setPassword(link: string): Promise<void> {
    await page.goto(link)
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD)
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click()
  }

  test('a leader adds a passkey by the invitation, and signs in by it alone', async () => {
    await setPassword(await staff.linkFor('lan@xa.example', office('leader')))
    await page.getByLabel('Đặt tên cho khóa').fill('máy cơ quan')
    await page.getByRole('button', { name: 'Thêm khóa truy cập' }).click()
    await page.getByRole('heading', { name: 'Mã dự phòng của bạn' }).waitFor()
    await page.getByRole('link', { name: 'Tôi đã cất' }).click()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()

    await page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).click()
    await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
    assert.equal(await page.getByText('cần lớp bảo vệ thứ hai').count(), 0)
    await page.goto(staff.at('/can-bo/tai-khoan'))
    await page.getByText('Khóa truy cập: máy cơ quan').waitFor()
    await page.getByText(/bằng hai lớp/).waitFor()
    await page.getByRole('button', { name: 'Bỏ máy cơ quan' }).click()
    await page.getByRole('alert').getByText('phải giữ ít nhất một').waitFor()
  })

  test('it is the second step after a password too', async () => {
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.getByLabel('Địa chỉ thư công vụ').fill('lan@xa.example')
    await page.getByLabel('Mật khẩu').fill(PASSWORD)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.getByRole('heading', { name: 'Bước hai' }).waitFor()
    await page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).click()
    await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
  })

  test('what an authenticator said once is not taken twice, and none that is unknown', async () => {
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.getByRole('heading', { name: 'Cán bộ đăng nhập' }).waitFor()
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST' && /passkey/.test(request.url())),
      page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).click(),
    ])
    await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
    const again = (body: string) =>
      fetch(sent.url(), {
        method: 'POST',
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          origin: new URL(staff.front.url).origin,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      })
    const replayed = await again(sent.postData()!)
    assert.equal(replayed.status, 400)
    assert.match(await replayed.text(), /Không dùng được khóa truy cập này/)
    for (const response of ['', 'null', '{}', '{"id":"x"}'])
      assert.equal((await again(new URLSearchParams({ response }).toString())).status, 400, response)
    const stranger = { id: 'x', rawId: 'x', type: 'public-key', response: {} }
    assert.equal(
      (await again(new URLSearchParams({ response: JSON.stringify(stranger) }).toString())).status,
      400,
    )
  })

  test('without an authenticator the page says so, and nothing else is loaded or complained of', async () => {
    const other = await (await browser.newContext()).newPage()
    const { devtools, authenticatorId } = await withAuthenticator(other)
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await other.goto(staff.at('/can-bo/dang-nhap'))
    await other.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).click()
    await other.getByRole('alert').getByText('Không dùng được khóa truy cập này').waitFor()
    await other.context().close()
    assert.deepEqual(faults, [])
  })
})
