/** A receipt: what it opens, and what it takes home. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isBuilt } from './province.ts'
import { phone, visits } from './visits.ts'

describe('a receipt', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  const { at, visit, raise } = visits()

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
})
