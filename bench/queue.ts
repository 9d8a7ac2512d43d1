/**
 * An office's queue and a leader's page over 50,000 matters of a province: the store's work, words opened and all. The
 * ceiling is a matter by its primary key, by the same driver in the same run.
 */

import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import { keyRow, letterRow, newCaseKey } from '@goc/store/letters.ts'
import { readRaised, readWork, weeksUntil } from '@goc/store/matters/overview.ts'
import { countQueue, readQueue } from '@goc/store/matters/queue.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { type Line, quantile, rate, round } from './measure.ts'

const TODAY: Day = '2026-03-02'
const COMMUNES = 148
const FIELDS = [
  'giao_thong',
  'moi_truong',
  'dien_nuoc',
  'dat_dai',
  'an_ninh_trat_tu',
  'giao_duc',
  'y_te',
  'khac',
]
const units = Array.from({ length: COMMUNES }, (_, i) => `C${i}`)
/** The commune with the most: places differ in size as people do. */
const LARGEST = [units[0]!]

export async function benchQueue(size = 50_000): Promise<Line[]> {
  const record = await testRecord()
  try {
    for (let made = 0; made < size; made += BATCH) await add(record, made, Math.min(BATCH, size - made))
    await record.store.pool.query('vacuum analyze petition, matter, letter, case_key')
    return await measured(record, size)
  } finally {
    await record.close()
  }
}

/** A number from 0 to 1 that is the same in every run. */
const drawn = (i: number, salt: number): number => {
  const x = Math.sin(i * 12.9898 + salt * 78.233) * 43_758.5453
  return x - Math.floor(x)
}

const idOf = (i: number) => String(i).padStart(26, '0')
const BATCH = 5_000

/** One in five is open, some of these late; of the others most are answered, some without a word since, a few in dispute. */
function generated(i: number) {
  const open = drawn(i, 1) < 0.2
  const age = Math.floor(drawn(i, 2) * (open ? 20 : 500))
  const said = drawn(i, 3)
  const due = startOf(addDays(TODAY, 8 - age)) - 1
  return {
    id: idOf(i),
    unit: units[Math.floor(COMMUNES * drawn(i, 4) ** 2)]!,
    received: addDays(TODAY, -age),
    due,
    field: FIELDS[Math.floor(FIELDS.length * drawn(i, 5))]!,
    stage: open ? (['received', 'accepted', 'assigned', 'drafted'] as const)[i % 4]! : 'answered',
    open,
    verdict: open || said < 0.5 ? null : said < 0.95 ? 'confirmed' : 'disputed',
    answered: open ? null : addDays(TODAY, -Math.max(0, age - 5)),
  }
}

async function add({ store, master }: TestRecord, from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => generated(from + i))
  const cases = rows.map(({ id }) => newCaseKey(`petition/${id}`))
  const text = 'Đường vào khu dân cư hỏng nặng sau mưa, xe máy không đi được, mong xã xem giúp.'
  const letters = cases.map((caseKey) => letterRow(caseKey, { kind: 'text', i: 0, text }))
  const keys = cases.map((caseKey) => keyRow(master, caseKey))
  const { pool } = store
  await pool.query('insert into case_key select * from unnest($1::text[], $2::text[], $3::bytea[])', [
    keys.map(({ subject }) => subject),
    keys.map(({ keyId }) => keyId),
    keys.map(({ wrapped }) => wrapped),
  ])
  await pool.query(
    `insert into letter (commitment, subject, kind, i, sealed)
     select commitment, subject, 'text', 0, sealed from unnest($1::text[], $2::text[], $3::bytea[]) as l (commitment, subject, sealed)`,
    [
      letters.map((one) => one.commitment),
      letters.map((one) => one.subject),
      letters.map((one) => one.sealed),
    ],
  )
  await pool.query(
    `insert into petition (id, n, unit, received, due, rule, calendar, field, type, channel, stage, open, unit_since, extended,
                           transferred, joined, keyed, rounds, reopened, verdict, answered_on, text, answer_public, erased)
     select id, 1, unit, received, due, 'petition-normal', 'vn-2026-01', field, 'phan_anh', 'web', stage, open, received, false,
            0, 0, true, 0, 0, verdict, answered, text, false, false
       from unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::text[], $6::text[], $7::bool[], $8::text[], $9::date[],
                   $10::text[]) as p (id, unit, received, due, field, stage, open, verdict, answered, text)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ unit }) => unit),
      rows.map(({ received }) => received),
      rows.map(({ due }) => due),
      rows.map(({ field }) => field),
      rows.map(({ stage }) => stage),
      rows.map(({ open }) => open),
      rows.map(({ verdict }) => verdict),
      rows.map(({ answered }) => answered),
      letters.map(({ commitment }) => commitment),
    ],
  )
  await pool.query(
    'insert into matter (petition, publish) select id, false from unnest($1::text[]) as m (id)',
    [rows.map(({ id }) => id)],
  )
}

async function measured({ store, master }: TestRecord, size: number): Promise<Line[]> {
  const { db, pool } = store
  const means = { store, master }
  const weeks = weeksUntil(TODAY, 12)
  const whole = { province: units, 'largest commune': LARGEST }
  const ways: [string, () => Promise<unknown>][] = [
    [
      'a matter by its primary key',
      () => pool.query('select * from petition where id = $1', [idOf(7_919 % size)]),
    ],
    ...Object.entries(whole).flatMap(([name, of]): [string, () => Promise<unknown>][] => [
      [`${name}: first page of the queue`, () => readQueue(means, of, {}, TODAY)],
      [`${name}: of one field`, () => readQueue(means, of, { field: 'dien_nuoc' }, TODAY)],
      [`${name}: late`, () => readQueue(means, of, { stage: 'late' }, TODAY)],
      [`${name}: in dispute`, () => readQueue(means, of, { stage: 'disputed' }, TODAY)],
      [`${name}: no word since`, () => readQueue(means, of, { stage: 'silent' }, TODAY)],
      [`${name}: counts`, () => countQueue(db, of, TODAY)],
      [`${name}: overview, what is to be done`, () => readWork(db, of, TODAY)],
      [`${name}: overview, what was raised in 12 weeks`, () => readRaised(db, of, weeks)],
    ]),
  ]
  const lines: Line[] = []
  let ceiling: number | undefined
  for (const [what, work] of ways) {
    await rate(1, 300, work)
    const { durations } = await rate(1, 2_000, work)
    const [p50, p95] = [quantile(durations, 0.5), quantile(durations, 0.95)]
    ceiling ??= p50
    const value = `p50 ${round(p50, 1)} ms, p95 ${round(p95, 1)} ms`
    lines.push({ what: `${round(size)}: ${what}`, value, ratio: round(p50 / ceiling, 1) })
  }
  return lines
}
