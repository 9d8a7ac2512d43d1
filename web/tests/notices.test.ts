/** Being told of a matter's steps: with script and without, and left alone again. */

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { currentCalendar } from '@goc/domain/petitions/clock.ts'
import { emailCarrier } from '@goc/jobs/notices/email.ts'
import { type Notices, startNotices } from '@goc/jobs/notices/notices.ts'
import { type MailServer, mailServer } from '@goc/jobs/notices/peers.test.ts'
import { publicPushKey, pushCarrier } from '@goc/jobs/notices/push.ts'
import { until } from '@goc/jobs/testing.ts'
import { perform } from '@goc/store/perform.ts'
import { petitions } from '@goc/store/petitions.ts'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { isBuilt, openProvince, PHU_NINH, type Province } from './province.ts'

const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, locale: 'vi-VN' }
const withoutScript = { ...phone, javaScriptEnabled: false }

describe('notices of a matter', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let browser: Browser
  let province: Province
  let mail: MailServer
  let notices: Notices
  const pushed: string[] = []
  const service = createServer((request, response) => {
    pushed.push(request.url!)
    request.resume().on('end', () => response.writeHead(201).end())
  })
  const offered = { email: true, phone: false, push: { key: '', hosts: [] as string[] } }
  before(async () => {
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(service.address() as AddressInfo).port}`
    const key = randomBytes(32)
    offered.push = { key: publicPushKey(key), hosts: [host] }
    province = await openProvince({ notices: offered })
    mail = await mailServer()
    const { store, master, published } = province.means
    notices = startNotices({
      store,
      master,
      published,
      carriers: [
        emailCarrier({ url: mail.url, from: 'Gốc <bao-tin@tinh.example.vn>' }),
        pushCarrier({ key, contact: 'mailto:bao-tin@tinh.example.vn', hosts: [host] }),
      ],
      origin: province.front.url,
      period: 20,
      log: () => undefined,
    })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await notices?.stop()
    await mail?.shut()
    await province?.close()
    service.close().closeAllConnections()
  })

  const at = (path: string) => new URL(path, province.front.url).href
  async function visit(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext(options)
    try {
      await work(await context.newPage())
    } finally {
      await context.close()
    }
  }
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

  /** Raises a matter; gives its code and what opens it. */
  async function raise(page: Page): Promise<{ code: string; letters: string }> {
    await page.goto(at('/gui'))
    await page
      .getByLabel('Chuyện gì đang xảy ra?')
      .fill(`Cống khu 7 tắc QWORDS ${randomBytes(3).toString('hex')}`)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByLabel('Xã, phường').fill('phu ninh')
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByRole('button', { name: 'Gửi', exact: true }).last().click()
    await page.locator('[data-letters]:not(:empty)').waitFor()
    return {
      code: (await page.locator('strong.code').innerText()).trim(),
      letters: (await page.locator('[data-letters]').innerText()).trim(),
    }
  }
  async function accept(code: string): Promise<void> {
    const { store, published } = province.means
    const [row] = await store.db
      .selectFrom('petition')
      .select('id')
      .where('id', 'like', `${code.replace('-', '')}%`)
      .execute()
    const actor = { by: `officer@${PHU_NINH}`, reaches: () => true } as const
    const outcome = await perform(store, petitions, row!.id, actor, (_, so) => ({
      do: 'accept' as const,
      rule: 'petition-normal',
      calendar: currentCalendar,
      due: so!.due,
    }))
    assert.ok('acts' in outcome)
    await published.entered(outcome.acts)
  }
  const to = (address: string) => mail.mails.filter((one) => one.to === address)
  async function nextTo(address: string, count: number): Promise<string> {
    await until(() => to(address).length >= count)
    return to(address)[count - 1]!.text
  }
  const linkIn = (text: string, page: string) => new RegExp(`http\\S+/bao-tin/${page}/\\S+`).exec(text)![0]

  for (const [how, options] of [
    ['on a phone', phone],
    ['without script', withoutScript],
  ] as const) {
    test(`An asks to be told when she has sent it, confirms, is told, and leaves again, ${how}`, async () => {
      const script = options === phone
      const address = script ? 'an@example.vn' : 'an.nojs@example.vn'
      await visit(options, async (page) => {
        const { code } = await raise(page)
        await page.getByRole('heading', { name: 'Báo cho tôi khi có bước mới' }).waitFor()
        if (script) await axeFindsNothing(page)
        await fits(page)
        await page.getByLabel('Thư điện tử').fill(address.toUpperCase())
        await page.getByRole('button', { name: 'Báo cho tôi', exact: true }).click()
        await page.getByText('Chúng tôi đã gửi một thư').waitFor()
        assert.ok(!page.url().includes('@'), 'no address in an address')
        if (script) await axeFindsNothing(page)
        await fits(page)

        const link = linkIn(await nextTo(address, 1), 'xac-nhan')
        // What reads mail follows links; that alone confirms nothing.
        assert.equal((await fetch(link)).status, 200)
        await page.goto(link)
        assert.match(await page.locator('main').innerText(), new RegExp(`việc ${code}`))
        if (script) await axeFindsNothing(page)
        await page.getByRole('button', { name: 'Đúng, báo cho tôi' }).click()
        await page.getByText('Đã xác nhận').waitFor()

        await accept(code)
        const told = await nextTo(address, 2)
        assert.match(told, new RegExp(`/v/${code}\n`))
        assert.doesNotMatch(told, /QWORDS|Cống/)
        await page.goto(linkIn(told, 'thoi'))
        await page.getByRole('button', { name: 'Thôi báo cho tôi' }).click()
        await page.getByText('địa chỉ của bạn đã được xóa').waitFor()
        await page.goto(link)
        await page.getByText('Đường dẫn này đã được dùng').waitFor()
      })
    })
  }

  test('a mail program ends it with one click, as nobody who is signed in, and nothing else is let in that way', async () => {
    await visit(withoutScript, async (page) => {
      await raise(page)
      await page.getByLabel('Thư điện tử').fill('oneclick@example.vn')
      await page.getByRole('button', { name: 'Báo cho tôi', exact: true }).click()
    })
    await nextTo('oneclick@example.vn', 1)
    const { headers } = to('oneclick@example.vn')[0]!
    const url = /^<(.+)>$/.exec(headers.get('list-unsubscribe')!)![1]!
    const held = () => province.means.store.db.selectFrom('subscription').select('id').execute()
    const before = (await held()).length
    const post = (address: string, origin?: string) =>
      fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...(origin && { origin }) },
        body: 'List-Unsubscribe=One-Click',
      }).then(({ status }) => status)
    assert.equal(await post(url, 'https://evil.example'), 403)
    assert.equal(await post(at('/bao-tin')), 403)
    assert.equal((await held()).length, before)
    assert.equal(await post(url), 200)
    assert.equal((await held()).length, before - 1)
    assert.equal(await post(url), 200, 'twice is as good as once')
  })

  test('who opens the receipt later may ask there, in English too; what was typed comes back with the error', async () => {
    await visit(withoutScript, async (page) => {
      const { letters, code } = await raise(page)
      await page.goto(at('/en/b'))
      await page.getByLabel('Receipt’s code').fill(letters)
      await page.getByRole('button', { name: 'Open', exact: true }).click()
      const field = page.locator('form[action="/en/bao-tin"] input[name=noi]')
      await field.fill('emma@nowhere')
      await page.getByRole('button', { name: 'Tell me', exact: true }).click()
      assert.match(await page.getByRole('alert').innerText(), /no e-mail address/)
      assert.equal(await page.getByLabel('E-mail address').inputValue(), 'emma@nowhere')
      await page.getByLabel('E-mail address').fill('emma@example.org')
      await page.getByRole('button', { name: 'Tell me', exact: true }).click()
      await page.getByRole('heading', { name: 'One more step' }).waitFor()
      await page.goto(linkIn(await nextTo('emma@example.org', 1), 'xac-nhan').replace('//en', '/en'))
      assert.match(page.url(), /\/en\/bao-tin\/xac-nhan\//)
      await page.getByRole('button', { name: 'Yes, tell me' }).click()
      await page.getByText(`something happens to the matter ${code}`).waitFor()
    })
  })

  test("An's device asks by a button, and shows what comes", async () => {
    const context = await browser.newContext(phone)
    try {
      const page = await context.newPage()
      // The browser's maker cannot be reached from here: what it would answer stands in for it, and nothing else does.
      const endpoint = `http://${offered.push.hosts[0]}/an`
      await page.addInitScript((endpoint) => {
        const keys = {
          p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        }
        PushManager.prototype.subscribe = async () =>
          ({ endpoint, keys, toJSON: () => ({ endpoint, keys }) }) as unknown as PushSubscription
      }, endpoint)
      const { code } = await raise(page)
      await page.getByRole('button', { name: 'Báo trên máy này' }).click()
      await page.getByText('Máy này sẽ được báo').waitFor()
      await accept(code)
      await until(() => pushed.includes('/an'))

      const cdp = await context.newCDPSession(page)
      const registered = new Promise<string>((resolve) => {
        cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
          if (registrations[0]) resolve(registrations[0].registrationId)
        })
      })
      await cdp.send('ServiceWorker.enable')
      const registrationId = await registered
      // This browser has nowhere to show a notification: what would be shown is kept instead.
      const worker = context.serviceWorkers()[0]!
      await worker.evaluate(() => {
        const scope = self as unknown as {
          shown: unknown[]
          registration: { showNotification(...shown: unknown[]): Promise<void> }
        }
        scope.shown = []
        scope.registration.showNotification = async (...shown) => void scope.shown.push(shown)
      })
      const { origin } = new URL(province.front.url)
      const link = at(`/v/${code}`)
      const stop = at('/bao-tin/thoi/x')
      const data = JSON.stringify({ title: 'Gốc', body: `Việc ${code}`, tag: 'x', link, stop, out: 'Thôi' })
      await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
      const shown = () => worker.evaluate(() => (self as unknown as { shown: unknown[] }).shown)
      await until(async () => (await shown()).length > 0)
      const actions = [{ action: 'stop', title: 'Thôi' }]
      const told = { body: `Việc ${code}`, tag: 'x', actions, data: { link, stop }, icon: '/mark.svg' }
      assert.deepEqual(await shown(), [['Gốc', told]])
    } finally {
      await context.close()
    }
  })

  test('where there is no way to be told, none is offered', async () => {
    const { email, push } = offered
    Object.assign(offered, { email: false, push: undefined })
    await visit(withoutScript, async (page) => {
      const { letters } = await raise(page)
      assert.equal(await page.getByText('Báo cho tôi').count(), 0)
      await page.goto(at('/b'))
      await page.getByLabel('Mã biên nhận').fill(letters)
      await page.getByRole('button', { name: 'Mở' }).click()
      await page.getByRole('heading', { name: /QWORDS/ }).waitFor()
      assert.equal(await page.getByText('Báo cho tôi').count(), 0)
    })
    Object.assign(offered, { email, push })
  })

  test('Chi, an officer, is told each morning until she says otherwise; whoever handles no matters is not asked', async () => {
    const chi = await province.sessionOf('Nguyễn Thị Chi', 'officer', PHU_NINH)
    const editor = await province.sessionOf('Người biên tập', 'editor', PHU_NINH)
    const account = async (value: string, work: (page: Page) => Promise<void>) => {
      const context = await browser.newContext(withoutScript)
      await context.addCookies([{ name: 'goc-phien', value, url: province.front.url }])
      const page = await context.newPage()
      await page.goto(at('/can-bo/tai-khoan'))
      await work(page).finally(() => context.close())
    }
    await account(editor, async (page) => {
      assert.equal(await page.getByText('Thư mỗi sáng').count(), 0)
    })
    await account(chi, async (page) => {
      await page.getByText('Đang nhận.').waitFor()
      await fits(page)
      await page.getByRole('button', { name: 'Thôi nhận' }).click()
      await page.getByText('Không nhận.').waitFor()
      await page.getByRole('button', { name: 'Nhận thư mỗi sáng' }).click()
      await page.getByText('Đang nhận.').waitFor()
    })
  })

  test('no page of these holds a word of a matter, and every wrong link is told so', async () => {
    for (const path of ['/bao-tin', '/bao-tin/xac-nhan/x', '/bao-tin/thoi/x', '/en/bao-tin/thoi/x']) {
      const response = await fetch(at(path))
      assert.equal(response.status, 200, path)
      assert.match(await response.text(), /<meta name="robots" content="noindex"/)
    }
    assert.equal((await fetch(at('/notices'))).status, 404)
    const device = await fetch(at('/bao-tin/may'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        viec: 'x',
        phep: 'y',
        noi: JSON.stringify({ endpoint: 'http://169.254.169.254/', keys: {} }),
      }),
    })
    assert.equal(device.status, 400)
  })
})
