/** Signing in through the staff's own provider: a real one, that a browser is sent to and comes back from. */

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setDisabled } from '@goc/store/people/accounts.ts'
import { pseudonymOf } from '@goc/store/people/identities.ts'
import type { Browser, Page } from 'playwright-core'
import { openIdProvider, providerSettings } from '../server/oidc.ts'
import { openBrowser } from './browser.ts'
import { client, providerPlace } from './provider.ts'
import { office, type Staff, startStaff } from './staff.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))

/** Whom the provider knows. */
const claims: Record<string, object> = {
  lan: { email: 'Lan@xa.example', email_verified: true },
  minh: { email: 'minh@xa.example', email_verified: false },
  moved: { email: 'lan@xa.example', email_verified: true },
  stranger: { email: 'nobody@xa.example', email_verified: true },
}

describe('single sign-on', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let staff: Staff
  let browser: Browser
  let provider: Awaited<ReturnType<typeof providerPlace>>
  let issuer: string
  const logged: string[] = []

  const settings = () =>
    providerSettings({
      GOC_OIDC_ISSUER: issuer,
      GOC_OIDC_CLIENT_ID: client.id,
      GOC_OIDC_CLIENT_SECRET: client.secret,
      GOC_OIDC_NAME: 'Cổng chung',
      GOC_OIDC_STRONG: 'mfa,hwk',
    })!

  before(async () => {
    provider = await providerPlace()
    issuer = provider.issuer
    staff = await startStaff({ provider: openIdProvider(settings(), (line: string) => logged.push(line)) })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await staff?.close()
    provider?.close()
  })

  async function visit<T>(look: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext({ javaScriptEnabled: false })
    try {
      return await look(await context.newPage())
    } finally {
      await context.close()
    }
  }

  async function throughProvider(
    page: Page,
    who: string,
    { start = '/can-bo', amr = '' } = {},
  ): Promise<void> {
    await page.goto(staff.at(start))
    await page.getByRole('link', { name: 'Đăng nhập qua Cổng chung' }).click()
    await page.locator('input[name=who]').fill(who)
    await page.locator('input[name=amr]').fill(amr)
    await page.locator('button').click()
  }

  test('a provider that is away is said to be, and is found when it comes', () =>
    visit(async (page) => {
      await page.goto(staff.at('/can-bo'))
      await page.getByRole('link', { name: 'Đăng nhập qua Cổng chung' }).click()
      await page.getByRole('alert').getByText('không trả lời').waitFor()
      provider.open({ returnTo: staff.at('/can-bo/dang-nhap/sso/ve'), claims })
      await staff.linkFor('lan@xa.example', office('leader'))
      await throughProvider(page, 'lan', { start: '/can-bo/tai-khoan' })
      await page.getByRole('heading', { name: 'Tài khoản của bạn' }).waitFor()
    }))

  test('who it is, is known from then on by the provider’s own name for them', async () => {
    await visit(async (page) => {
      await throughProvider(page, 'lan')
      await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
      await page.getByText('cần lớp bảo vệ thứ hai').waitFor()
    })
    const link = await staff.means.db.selectFrom('accountIdentity').selectAll().execute()
    assert.deepEqual(
      link.map(({ issuer: from, subject }) => [from, subject]),
      [[issuer, 'lan']],
    )
    await visit(async (page) => {
      await throughProvider(page, 'moved')
      await page.getByRole('alert').getByText('Chưa có tài khoản').waitFor()
    })
  })

  test('a provider that asked for a second factor is believed, one that did not is not', async () => {
    for (const [amr, missing] of [
      ['pwd', 1],
      ['pwd mfa', 0],
    ] as const)
      await visit(async (page) => {
        await throughProvider(page, 'lan', { amr })
        await page.getByRole('heading', { name: 'Chào Người thử' }).waitFor()
        assert.equal(await page.getByText('cần lớp bảo vệ thứ hai').count(), missing)
      })
  })

  test('no account is made, none is opened by an address that is not verified, nor one that is closed', async () => {
    await staff.linkFor('minh@xa.example', office('officer'))
    for (const who of ['stranger', 'minh'])
      await visit(async (page) => {
        await throughProvider(page, who)
        await page.getByRole('alert').getByText('Chưa có tài khoản').waitFor()
      })
    const { account } = await staff.means.db
      .selectFrom('accountIdentity')
      .select('account')
      .executeTakeFirstOrThrow()
    await setDisabled(staff.means, account, true, null)
    await visit(async (page) => {
      await throughProvider(page, 'lan')
      await page.getByRole('alert').getByText('Chưa có tài khoản').waitFor()
    })
    assert.equal(
      await staff.means.db
        .selectFrom('account')
        .selectAll()
        .execute()
        .then((rows) => rows.length),
      2,
    )
  })

  test('a return that nobody set out for is refused: no journey, another’s state, a code used twice', async () => {
    await visit(async (page) => {
      await page.goto(staff.at('/can-bo/dang-nhap/sso/ve?code=x&state=y'))
      await page.getByRole('alert').getByText('chưa xác nhận').waitFor()
    })
    const begun = await fetch(staff.at('/can-bo/dang-nhap/sso'), { redirect: 'manual' })
    const cookie = begun.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const asked = new URL(begun.headers.get('location')!)
    for (const [key, shape] of [
      ['code_challenge_method', /^S256$/],
      ['code_challenge', /^[\w-]{43}$/],
      ['state', /^[\w-]{43}$/],
      ['nonce', /^[\w-]{43}$/],
    ] as const)
      assert.match(asked.searchParams.get(key) ?? '', shape, key)
    const back = (state: string) =>
      fetch(staff.at(`/can-bo/dang-nhap/sso/ve?code=x&state=${state}`), {
        redirect: 'manual',
        headers: { cookie },
      })
    for (const state of ['another', asked.searchParams.get('state')!])
      assert.match((await back(state)).headers.get('location')!, /vi=provider-said-no/)
  })

  test('the log names no person, and settings that make no sense are said in one line', () => {
    assert.ok(logged.length > 0)
    assert.doesNotMatch(logged.join('\n'), /lan|minh|@|code=/)
    assert.equal(providerSettings({}), undefined)
    for (const [env, says] of [
      [{ GOC_OIDC_ISSUER: 'no address' }, /GOC_OIDC_ISSUER/],
      [{ GOC_OIDC_ISSUER: 'http://login.example.vn' }, /https/],
      [{ GOC_OIDC_ISSUER: 'https://login.example.vn' }, /GOC_OIDC_CLIENT_ID/],
    ] as const)
      assert.throws(() => providerSettings(env), says)
  })

  test('of a resident only a pseudonym is made: the same each time, another for each provider and instance', () => {
    const { means } = staff
    const one = pseudonymOf(means, { issuer, subject: '001099012345' })
    assert.equal(pseudonymOf(means, { issuer, subject: '001099012345' }), one)
    assert.notEqual(pseudonymOf(means, { issuer: 'https://other.example', subject: '001099012345' }), one)
    const elsewhere = { master: { current: 'x', byId: new Map([['x', Buffer.alloc(32, 7)]]) } }
    assert.notEqual(pseudonymOf(elsewhere, { issuer, subject: '001099012345' }), one)
    assert.doesNotMatch(one, /0010/)
  })
})
