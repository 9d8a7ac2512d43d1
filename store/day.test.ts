import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from '@goc/domain/act.ts'
import { addDays, type Day, dayOf, startOf } from '@goc/domain/day.ts'
import type { OpinionRequest } from '@goc/domain/opinions/rules.ts'
import { type Actor, type By, system } from '@goc/domain/people.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { append } from './append.ts'
import { holdDay, lastMomentOf } from './day.ts'
import { opinions } from './opinions.ts'
import { perform } from './perform.ts'
import { rebuild } from './publish/rebuild.ts'
import { type TestRecord, testRecord } from './testing/record.ts'

let record: TestRecord
let n = 0
let today: Day = '2026-11-23'
let tomorrow: Day
const midnight = () => startOf(tomorrow)

before(async () => {
  record = await testRecord()
})
after(() => record.close())
beforeEach(async () => {
  n++
  today = addDays(today, 2)
  tomorrow = addDays(today, 1)
  record.setClock(midnight() - 60)
  await record.sequencer.step()
})

const who = (by: By): Actor => ({ by, reaches: (unit) => unit === '05128' })
const raise = (): OpinionRequest => ({
  do: 'raise',
  unit: '05128',
  meeting: 'meeting/DT1',
  held: '2026-11-20',
  due: '2026-12-20',
  rule: 'opinion-answer',
  assigned: '05128',
  text: digest(1),
  field: 'dat_dai',
  type: 'kien_nghi',
  channel: 'tai_phong',
})
const resolve = { do: 'resolve', method: 'van_ban', published: true } as const

const raised = () =>
  perform(record.store, opinions, `P${n}`, system, raise(), { books: { on: '2026-11-21' } })
const answered = (now: () => number) =>
  perform(record.store, opinions, `P${n}`, who('officer@05128'), resolve, { now })

async function dayOfTheLeaf(): Promise<Day> {
  const { t } = await record.store.db
    .selectFrom('entry')
    .innerJoin('act', 'act.id', 'entry.actId')
    .select('t')
    .where('subject', '=', `opinion/P${n}`)
    .where('n', '=', 2)
    .executeTakeFirstOrThrow()
  return dayOf(t)
}
async function dayOfTheRow(): Promise<Day> {
  const row = await record.store.db
    .selectFrom('answer')
    .select('resolved')
    .where('opinion', '=', `P${n}`)
    .executeTakeFirstOrThrow()
  return row.resolved
}

test('an answer of the last second before midnight counts on that day, though entered after it', async () => {
  await raised()
  await answered(() => midnight() - 1)
  record.setClock(midnight() + 3)
  await record.sequencer.step()
  assert.equal(await dayOfTheLeaf(), today)
  assert.equal(await dayOfTheRow(), today)
  assert.deepEqual(await rebuild(record.store), { rows: [], record: [] })
})

test('an answer given after midnight waits until the day has turned, and counts on the new one', async () => {
  await raised()
  let done = false
  const answering = answered(() => midnight() + 1).then((outcome) => {
    done = true
    return outcome
  })
  await sleep(100)
  assert.equal(done, false)
  record.setClock(midnight() + 1)
  await record.sequencer.step()
  assert.ok('acts' in (await answering))
  await record.sequencer.step()
  assert.equal(await dayOfTheLeaf(), tomorrow)
  assert.equal(await dayOfTheRow(), tomorrow)
})

test('the day does not turn before all who act on it have kept or dropped their acts', async () => {
  const t = lastMomentOf(today)
  let step: Promise<unknown> | undefined
  await record.store.db.transaction().execute(async (db) => {
    assert.equal((await holdDay(db, t, undefined)).t, t)
    record.setClock(midnight() + 1)
    step = record.sequencer.step()
    await sleep(100)
    const { day } = await record.store.db.selectFrom('head').select('day').executeTakeFirstOrThrow()
    assert.equal(day, today)
    const about = { subject: `opinion/P${n}`, n: 2, unit: '05128', by: 'officer@05128' as const, t }
    await append(db, [{ ...about, kind: 'opinion.rated', rating: 4 } as Act])
  })
  await step
  assert.equal(await dayOfTheLeaf(), today)
  const { day } = await record.store.db.selectFrom('head').select('day').executeTakeFirstOrThrow()
  assert.equal(day, tomorrow)
})

test('one who holds the day too long delays the record, and nothing else', async () => {
  record.setClock(midnight() + 1)
  await record.store.db.transaction().execute(async (db) => {
    await holdDay(db, lastMomentOf(today), undefined)
    assert.equal(await record.sequencer.step(), 'busy')
  })
  await record.sequencer.step()
  const { day } = await record.store.db.selectFrom('head').select('day').executeTakeFirstOrThrow()
  assert.equal(day, tomorrow)
})
