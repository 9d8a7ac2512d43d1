import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { system } from '@goc/domain/people.ts'
import { keepLetters } from '@goc/store/letters.ts'
import { perform } from '@goc/store/perform.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { units } from '@goc/store/units.ts'

const launcher = fileURLToPath(new URL('../goc.mjs', import.meta.url))
let record: TestRecord
const goc = (...words: string[]) =>
  spawnSync(process.execPath, [launcher, ...words, '--data', record.data], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: record.url },
  })

before(async () => {
  record = await testRecord()
  const { store, master } = record
  const [name] = await keepLetters(store.db, master, 'unit/99', [{ kind: 'name', i: 0, text: 'tỉnh' }])
  const establish = { do: 'establish', id: '99', level: 'province', name: name! } as const
  await perform(store, units, '99', system, establish, { books: { on: '2025-01-01' } })
})
after(() => record.close())

test('it refuses a database that holds anything, in one line', () => {
  const { status, stdout, stderr } = goc('demo')
  assert.equal(status, 1)
  assert.equal(stdout, '')
  assert.match(stderr, /^goc: this database is not empty: .*\n$/)
})

test('a scale is a whole number', () => {
  for (const scale of ['0', '-1', '1.5', 'all', '']) {
    const { status, stderr } = goc('demo', `--scale=${scale}`)
    assert.equal(status, 2, scale)
    assert.match(stderr, /^goc: --scale: .*\n$/)
  }
})

test('it says how it is called', () => {
  const { status, stdout } = goc('demo', '--help')
  assert.equal(status, 0)
  assert.match(stdout, /^goc demo \[--scale N\]/)
})
