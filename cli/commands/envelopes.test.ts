/** `goc envelopes` as an operator runs it. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseReceiptSecret } from '@goc/record/receipt.ts'
import { keyOfSecret } from '@goc/store/matters/open.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'

const launcher = fileURLToPath(new URL('../goc.mjs', import.meta.url))
let record: TestRecord
before(async () => {
  record = await testRecord()
})
after(() => record.close())

const goc = (...words: string[]) =>
  spawnSync(process.execPath, [launcher, 'envelopes', ...words, '--data', record.data], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: record.url, GOC_ORIGIN: 'https://goc.example.vn' },
  })

test('sheets hold a secret each, the instance holds their public keys, and no stock is written over', async () => {
  const out = join(record.data, 'stock.html')
  const { status, stdout, stderr } = goc('--count', '3', '--out', out)
  assert.equal(status, 0, stderr)
  assert.match(stdout, /^3 envelopes, stock [\w-]{43}\n$/)
  assert.equal(statSync(out).mode & 0o777, 0o600)
  const html = readFileSync(out, 'utf8')
  const secrets = [...html.matchAll(/class="letters">([0-9A-Z-]{35})</g)].map(([, letters]) => letters!)
  assert.equal(secrets.length, 3)
  const { rows } = await record.store.pool.query<{ key: string }>('select key from envelope')
  assert.deepEqual(
    secrets.map((letters) => keyOfSecret(parseReceiptSecret(letters))).sort(),
    rows.map(({ key }) => key).sort(),
  )
  assert.notEqual(goc('--count', '3', '--out', out).status, 0)
  assert.equal((await record.store.pool.query('select 1 from envelope')).rowCount, 3)
})

test('what cannot be is said in one line', () => {
  for (const words of [[], ['--count', '0', '--out', 'x'], ['--count', '3']]) {
    const { status, stderr } = goc(...words)
    assert.equal(status, 2, stderr)
  }
})
