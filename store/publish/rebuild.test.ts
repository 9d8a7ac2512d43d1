import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import { anyMoves, anyRaised } from '@goc/domain/testing/arbitrary.test.ts'
import { historyOf } from '@goc/domain/testing/opinions.ts'
import fc from 'fast-check'
import { opinions } from '../opinions.ts'
import { addActs, type TestRecord, testRecord } from '../testing/record.ts'
import { rebuild } from './rebuild.ts'

let record: TestRecord
before(async () => {
  record = await testRecord()
  for (const [i, [raised, moves]] of fc
    .sample(fc.tuple(anyRaised, anyMoves), { numRuns: 30, seed: 8 })
    .entries()) {
    const told = moves
      .filter((move) => ['resolve', 'reopen', 'rate'].includes(move.do))
      .map((move) => ({ ...move, imported: true }))
    const { acts } = historyOf({ ...raised, imported: true }, told, `YK${i}`)
    await addActs(record, opinions, acts as Act<OpinionFact>[])
  }
  while (await record.sequencer.step());
})
after(() => record.close())

test('what is kept is what the acts say', async () => {
  assert.deepEqual(await rebuild(record.store), [])
})

test('a cell, a row and a tile that were tampered with are found, and made right', async () => {
  const { pool } = record.store
  await pool.query(
    `update period_cell set counts = counts || '{"opinions.resolved": 999}' where period = (select min(period) from period_cell)`,
  )
  await pool.query(
    `update opinion set status = 'resolved' where id = (select min(id) from opinion where status = 'open')`,
  )
  const found = await rebuild(record.store)
  assert.ok(found.some((line) => /^period_cell: only kept: .*999/.test(line)))
  assert.ok(found.some((line) => /^opinion: only made anew/.test(line)))
  assert.ok((await rebuild(record.store)).length > 0, 'only looking changes nothing')
  await rebuild(record.store, { replace: true })
  assert.deepEqual(await rebuild(record.store), [])

  await pool.query(
    'update tile set data = set_byte(data, 5, (get_byte(data, 5) + 1) % 256) where level = 0 and n = 0',
  )
  assert.deepEqual(await rebuild(record.store), ['tile 0/0 is not made of the entries'])
})
