/** The queue of an office: given out in the morning, and handed over when someone leaves. */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { currentCalendar } from '@goc/domain/petitions/clock.ts'
import { citizen } from '@goc/store/matters/means.ts'
import { raise } from '@goc/store/matters/raise.ts'
import { perform } from '@goc/store/perform.ts'
import { petitions } from '@goc/store/petitions.ts'
import type { Page } from 'playwright-core'
import { isBuilt, PHU_NINH } from './province.ts'
import { axeFindsNothing, desk, fits, visits } from './visits.ts'

describe('the queue', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const { at, visit, province } = visits()

  /** Someone with this session, or nobody, at a desk. */
  const as = (session: string, options: object, doing: (page: Page) => Promise<void>) =>
    visit({ ...desk, ...options }, async (page, context) => {
      if (session) await context.addCookies([{ name: 'goc-phien', value: session, url: at('/') }])
      await doing(page)
    })
  const accountOf = async (name: string) =>
    (await province()
      .means.store.db.selectFrom('account')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirst())!.id

  async function raised(text: string, accepted = true): Promise<string> {
    const one = { unit: PHU_NINH, field: 'khac', type: 'phan_anh', channel: 'web', publish: false } as const
    const made = await raise(province().means, { ...one, actor: citizen, text, request: randomUUID() })
    assert.ok('id' in made)
    if (!accepted) return made.id
    const officer = { by: `officer@${PHU_NINH}` as const, reaches: () => true }
    const accept = { do: 'accept', rule: 'petition-normal', calendar: currentCalendar } as const
    await perform(province().means.store, petitions, made.id, officer, (_, so) => ({
      ...accept,
      due: so!.due,
    }))
    return made.id
  }

  test("Minh's officer leaves: what he had in hand is handed over at once", async () => {
    const [minh, nga] = ['Trần Văn Minh', 'Đỗ Thị Nga']
    await province().sessionOf(minh, 'officer', PHU_NINH)
    await province().sessionOf(nga, 'officer', PHU_NINH)
    const leader = await province().sessionOf('Lê Văn Dũng', 'leader', PHU_NINH)
    const { db } = province().means.store
    const three = [
      await raised('Đường khu 1 lún'),
      await raised('Đường khu 2 lún'),
      await raised('Rác ở chợ'),
    ]
    const fresh = await raised('Chưa ai tiếp nhận việc này', false)

    await as(leader, { javaScriptEnabled: false }, async (page) => {
      // In the morning the leader gives out three by ticking them; one that nobody has accepted is refused in words.
      await page.goto(at('/can-bo/viec'))
      for (const box of await page.getByRole('checkbox', { name: /^Chọn / }).all()) await box.check()
      await page.getByLabel('Giao cho').selectOption({ label: minh })
      await page.getByRole('button', { name: 'Giao các việc đã chọn' }).click()
      await page.getByText('Đã giao 3 việc.').waitFor()
      assert.match(await page.locator('main').innerText(), /1 việc chưa giao được:\s+.*Phải tiếp nhận trước/)

      // Minh leaves. His matters are still found under his name, and go to Nga together.
      await db
        .updateTable('office')
        .set({ untilDay: '2025-07-02' })
        .where('account', '=', await accountOf(minh))
        .execute()
      await page.goto(at('/can-bo/viec'))
      await page.getByLabel('Người xử lý').selectOption({ label: `${minh} (không còn ở đơn vị)` })
      await page.getByRole('button', { name: 'Lọc' }).click()
      assert.equal(await page.getByRole('checkbox', { name: /^Chọn / }).count(), 3)
      await page.getByLabel('Tất cả việc đang lọc').check()
      await page.getByLabel('Giao cho').selectOption({ label: nga })
      await page.getByRole('button', { name: 'Giao các việc đã chọn' }).click()
      await page.getByText('Đã giao 3 việc.').waitFor()
    })
    const rows = await db.selectFrom('matter').select(['petition', 'officer']).execute()
    const hands = new Map(rows.map(({ petition, officer }) => [petition, officer]))
    assert.deepEqual(
      [...three, fresh].map((id) => hands.get(id) ?? null),
      [...three.map(() => hands.get(three[0]!)), null],
    )
    assert.equal(hands.get(three[0]!), await accountOf(nga))
  })

  test('a leader sees at one glance what is late and what people raise, and every number opens its list', async () => {
    const { db } = province().means.store
    const leader = await province().sessionOf('Bùi Thị Chủ tịch', 'leader', '25')
    const ids: string[] = []
    for (let i = 0; i < 6; i++) ids.push(await raised(`Ngập ở ngã tư số ${i} mỗi khi mưa to`))
    await db.updateTable('petition').set({ due: 1_760_000_000 }).where('id', 'in', ids.slice(0, 2)).execute()
    await db.updateTable('petition').set({ verdict: 'disputed' }).where('id', '=', ids[2]!).execute()
    await db
      .updateTable('petition')
      .set({ stage: 'answered', open: false, answeredOn: '2026-01-05' })
      .where('id', '=', ids[3]!)
      .execute()
    for (const options of [{}, { viewport: { width: 320, height: 640 } }])
      await as(leader, options, async (page) => {
        await page.goto(at('/can-bo/tong-quan'))
        await axeFindsNothing(page)
        await fits(page)
        for (const summary of await page.locator('summary').all()) await summary.click()
        const links = await page.locator('main a[href*="/can-bo/viec?"]').evaluateAll((all) =>
          all.map((a) => ({
            n: Number(/\d+/.exec((a.querySelector('b') ?? a).textContent ?? '')?.[0]),
            href: a.getAttribute('href')!,
          })),
        )
        assert.ok(links.length > 12, `${links.length} numbers`)
        for (const stage of ['late', 'disputed', 'silent', 'any'])
          assert.ok(
            links.some(({ href }) => href.includes(`trang-thai=${stage}`)),
            stage,
          )
        await page.getByRole('link', { name: 'xã Phù Ninh', exact: true }).click()
        await page.getByRole('heading', { name: 'Tổng quan: xã Phù Ninh' }).waitFor()
        for (const { n, href } of links) {
          await page.goto(at(href))
          assert.equal(await page.locator('tbody tr').count(), n, href)
        }
      })
  })

  test('only a leader gives out, nothing chosen is said, and the page is easy to use', async () => {
    const officer = await province().sessionOf('Nguyễn Thị Chi', 'officer', PHU_NINH)
    const leader = await province().sessionOf('Lê Văn Dũng', 'leader', PHU_NINH)
    await as(officer, {}, async (page) => {
      await page.goto(at('/can-bo/viec'))
      assert.equal(await page.getByRole('button', { name: 'Giao các việc đã chọn' }).count(), 0)
    })
    await as(leader, { viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(at('/can-bo/viec?trang-thai=due-week&tu=2026-01-05&den=2026-01-11&cua=khong'))
      assert.equal(await page.getByLabel('Nhận từ ngày').inputValue(), '2026-01-05')
      await page.goto(at('/can-bo/viec'))
      await axeFindsNothing(page)
      await fits(page)
      await page.getByRole('button', { name: 'Giao các việc đã chọn' }).click()
      await page.getByText('Chưa chọn việc nào.').waitFor()
    })
  })
})
