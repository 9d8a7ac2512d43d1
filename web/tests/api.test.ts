/** Matters over the API, as another channel raises and follows them. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { toBase64url } from '@goc/record/bytes.ts'
import { publicKeyOf } from '@goc/record/ed25519.node.ts'
import { receiptKeys } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { parseTlogProof } from '@goc/record/tlog-proof.ts'
import { isBuilt, openProvince, PHU_NINH, type Province } from './province.ts'

describe('the API of matters', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let province: Province
  before(async () => {
    province = await openProvince()
  })
  after(() => province?.close())

  const at = (path: string) => new URL(path, province.front.url)
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(at('/api/v1/petitions'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const text = 'Cống khu 7 tắc, mưa là ngập vào nhà'

  test('a matter is raised with its proof and a receipt, and followed by its code', async () => {
    const response = await post({ text, unit: PHU_NINH, field: 'moi_truong', place: 'khu 7' })
    const raised = await response.json()
    assert.equal(response.status, 201, JSON.stringify(raised))
    assert.equal(response.headers.get('location'), `/v/${raised.code}`)
    assert.equal(parseTlogProof(raised.proof).index, raised.index)
    assert.match(raised.receipt.code, /^([0-9A-Z]{5}-){5}[0-9A-Z]{5}$/)
    assert.match(raised.receipt.link, /\/b#[\w-]{22}$/)
    const matter = await (await fetch(at(`/api/v1/petitions/${raised.code}`))).json()
    assert.deepEqual([matter.id, matter.stage, matter.channel], [raised.id, 'received', 'api'])
    assert.ok(!JSON.stringify(matter).includes('Cống'))
  })

  test('with a key of their own the asker gets no receipt, and needs none', async () => {
    const { publicKey } = receiptKeys(sha256, new Uint8Array(16).fill(5), publicKeyOf)
    const raised = await (await post({ text, unit: PHU_NINH, key: toBase64url(publicKey) })).json()
    assert.equal(raised.receipt, undefined)
    assert.ok(raised.index >= 0)
  })

  test('asked again with the same key, it is one matter', async () => {
    const again = { 'idempotency-key': 'hotline-2026-11-25-000017' }
    const one = await (await post({ text, unit: PHU_NINH }, again)).json()
    const two = await (await post({ text, unit: PHU_NINH }, again)).json()
    assert.deepEqual([two.id, two.index, two.receipt], [one.id, one.index, one.receipt])
  })

  test('what is wrong is said in a sentence, and nothing of it is stored', async () => {
    const cases: [unknown, number, RegExp][] = [
      ['{', 400, /JSON/],
      [{ unit: PHU_NINH }, 400, /text/],
      [{ text: 'ngắn', unit: PHU_NINH }, 400, /text/],
      [{ text, unit: PHU_NINH, name: 'An' }, 400, /name/],
      [{ text, unit: PHU_NINH, key: 'x' }, 400, /key/],
      [{ text, unit: '99999' }, 422, /đơn vị/],
      [{ text: 'Tôi tố cáo ông Q nhận tiền QAPI', unit: PHU_NINH }, 422, /tố cáo/],
      ['x'.repeat(70_000), 400, /64 kB/],
    ]
    for (const [body, status, said] of cases) {
      const response = await post(body)
      const document = await response.json()
      assert.equal(response.status, status, JSON.stringify(document))
      assert.match(response.headers.get('content-type') ?? '', /problem\+json/)
      assert.match(document.title, said)
    }
    const { rows } = await province.means.store.pool.query(`select 1 from letter where public like '%QAPI%'`)
    assert.equal(rows.length, 0)
    const english = await (await post({ unit: PHU_NINH }, { 'accept-language': 'en' })).json()
    assert.match(english.title, /is needed/)
    assert.equal((await fetch(at('/api/v1/petitions'))).status, 405)
    assert.equal((await fetch(at('/api/v1/petitions/ZZZZZ-ZZZZZ'))).status, 404)
  })
})
