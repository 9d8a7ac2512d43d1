import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Act } from '@goc/domain/act.ts'
import type { MeetingFact } from '@goc/domain/meetings/acts.ts'
import type { Meeting } from '@goc/domain/meetings/rules.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import type { Opinion } from '@goc/domain/opinions/rules.ts'
import type { PetitionAct } from '@goc/domain/petitions/acts.ts'
import type { Petition } from '@goc/domain/petitions/rules.ts'
import { anyMoves, anyPetitionHistory, anyRaised } from '@goc/domain/testing/arbitrary.test.ts'
import { historyOf } from '@goc/domain/testing/opinions.ts'
import { digest } from '@goc/domain/testing/play.ts'
import type { UnitFact } from '@goc/domain/units/acts.ts'
import fc from 'fast-check'
import { openStore } from '../database.ts'
import { meetings } from '../meetings.ts'
import { opinions } from '../opinions.ts'
import { petitions } from '../petitions.ts'
import { makeSequencer } from '../sequencer.ts'
import { addActs, type TestRecord, testRecord } from '../testing/record.ts'
import { units } from '../units.ts'
import { type RebuildOptions, rebuild } from './rebuild.ts'
import { cellTables, views } from './views.ts'

let record: TestRecord
before(async () => {
  record = await testRecord()
  // One connection: what was prepared on it for the kept tables must not be what writes to the temporary ones.
  await record.store.close()
  record.store = openStore(record.url, { connections: 1 })
  const all = fc
    .sample(fc.tuple(anyRaised, anyMoves), { numRuns: 60, seed: 8 })
    .flatMap(([raised, moves], i) => {
      // All of it from older books, or none: books are typed in later than anything was said.
      const imported = i % 2 === 0
      const told = moves.filter((move) => !imported || !['confirm', 'dispute'].includes(move.do))
      return historyOf(
        { ...raised, imported },
        told.map((move) => ({ ...move, imported })),
        `YK${i}`,
      ).acts
    })
  // Each in its own moment, so that it counts on the day on which it was shown.
  all.sort((a, b) => a.t - b.t || a.n - b.n)
  const states = new Map<string, Opinion | undefined>()
  for (const act of all) {
    states.set(act.subject, await addActs(record, opinions, [act], states.get(act.subject)))
    if (!act.src) await settle(act.t)
  }
  const stands = new Map<string, Petition | undefined>()
  for (const [i, acts] of fc.sample(anyPetitionHistory, { numRuns: 20, seed: 3 }).entries()) {
    for (const act of acts) {
      const told: PetitionAct = { ...act, subject: `petition/M${i}`, t: 1_900_000_000 }
      stands.set(told.subject, await addActs(record, petitions, [told], stands.get(told.subject)))
    }
  }
  for (const id of ['25', '05128', '05129']) await establish(id)
  for (const id of ['DT1', 'DT2', 'DT3']) await meet(id)
  await settle()
})
after(() => record.close())

const told = { by: 'system', t: 0, on: '2025-10-01', src: 'import' } as const

async function establish(id: string): Promise<void> {
  const fact = { kind: 'unit.established', level: 'commune', name: digest(1) } as UnitFact
  await addActs(record, units, [{ ...fact, ...told, subject: `unit/${id}`, n: 1, unit: id }])
}

async function meet(id: string): Promise<void> {
  const starts = 1_760_000_000
  const plan = { regularity: 'periodic', mode: 'inPerson' }
  const facts = [
    { kind: 'meeting.called', type: 'dialogue', ...plan, starts, topic: digest(1), chair: digest(2) },
    { kind: 'meeting.postponed', type: 'dialogue', starts },
    { kind: 'meeting.held', type: 'dialogue', ...plan, starts, attendees: 30 },
  ] as unknown as MeetingFact[]
  let state: Meeting | undefined
  for (const [i, fact] of facts.entries()) {
    const act = { ...fact, ...told, subject: `meeting/${id}`, n: i + 1, unit: '05128' } as Act<MeetingFact>
    state = await addActs(record, meetings, [act], state)
  }
}

async function settle(clock = 1_900_000_000): Promise<void> {
  const sequencer = makeSequencer({ ...record, clock: () => clock })
  while (await sequencer.step());
}

/** Changes something behind the record's back, also where the database refuses it. */
async function tamper(...statements: string[]): Promise<void> {
  const text = statements.join(';\n')
  await record.store.pool.query(
    `begin; alter table entry disable trigger all; alter table act disable trigger all; ${text};
     alter table entry enable trigger all; alter table act enable trigger all; commit`,
  )
}

const differ = async (options?: RebuildOptions): Promise<string[]> => {
  const { record: tree, rows } = await rebuild(record.store, options)
  return [...tree, ...rows]
}

const kept = async () => {
  const rows: Record<string, unknown[]> = {}
  for (const { table, key } of [...views, ...cellTables]) {
    const columns = table === 'unit' ? 'id, state, name' : '*'
    rows[table] = (
      await record.store.pool.query(`select ${columns} from ${table} order by ${key.join(', ')}`)
    ).rows
  }
  return rows
}

test('every table of the database is one that is made anew, or one that is known not to be', async () => {
  const { rows } = await record.store.pool.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  const others = [
    'act pending entry tile head checkpoint identity witness cosignature case_key letter outline schema_migration',
    // What is private, and is on no record.
    'account office account_identity passkey challenge recovery_code invitation session attempt access account_change',
    'stored file upload similar_matter matter matter_note rekey envelope',
    'notice_cursor subscription notice digest_declined',
  ].flatMap((names) => names.split(' '))
  const known = new Set([...others, ...[...views, ...cellTables].map(({ table }) => table)])
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !known.has(name)),
    [],
  )
})

test('what is kept is what the acts say, in every table', async () => {
  const rows = await kept()
  for (const [table, some] of Object.entries(rows)) assert.ok(some.length > 0, `${table} is empty`)
  assert.deepEqual(await differ(), [])
  await establish('05130')
  await settle()
  assert.deepEqual(await differ(), [])
  await record.store.pool.query(`update opinion set rating = 5 where id = 'YK3'`)
  await meet('DT4')
  await settle()
  assert.deepEqual((await differ()).length, 2)
  await differ({ replace: true })
  assert.deepEqual(await differ(), [])
})

test('rows and cells that were changed, lost or invented are found and made right', async () => {
  const right = await kept()
  const changes: Record<string, string[]> = {
    unit: [
      `update unit set state = state || '{"code": "99999"}' where id = '25'`,
      `delete from unit where id = '25'`,
    ],
    meeting: [`update meeting set attendees = 3000 where id = 'DT1'`],
    postponement: [`delete from postponement where meeting = 'DT2'`],
    opinion: [
      `update opinion set status = 'resolved', due = due + 1 where id = (select min(id) from opinion)`,
      `insert into opinion select 'invented', unit, meeting, assigned, held, due, field, type, channel, keyed, imported,
              text, status, rating from opinion limit 1;
       insert into answer values ('invented', 1, '2025-01-01', 2)`,
    ],
    answer: [
      `update answer set resolved = resolved - 1 where opinion = (select min(opinion) from answer)`,
      'delete from answer where reopened is not null',
    ],
    verdict: ['delete from verdict', `update verdict set verdict = 'confirmed', on_day = on_day + 1`],
    petition: [`update petition set joined = joined + 1 where id = 'M0'`],
    petition_key: [
      `update petition_key set key = 'another' where petition = (select min(petition) from petition_key)`,
    ],
    petition_step: [`delete from petition_step where petition = 'M1'`],
    day_cell: ['delete from day_cell where unit = (select min(unit) from day_cell)'],
    period_cell: [
      `update period_cell set counts = counts || '{"opinions.resolved": 999}' where period = (select min(period) from period_cell)`,
      `insert into period_cell values ('2031', '25', '{"opinions.resolved": 1}')`,
    ],
  }
  assert.deepEqual(Object.keys(changes).sort(), Object.keys(right).sort())
  for (const [table, some] of Object.entries(changes)) {
    for (const change of some) {
      await tamper(change)
      const found = await differ()
      assert.ok(
        found.some((line) => line.startsWith(`${table}: only`)),
        `${change}: ${found}`,
      )
      assert.notDeepEqual(await kept(), right, 'only looking changes nothing')
      assert.deepEqual(await differ({ replace: true }), found)
      assert.deepEqual(await kept(), right, change)
    }
  }
})

test('a kept tree of units hears of what was made anew', async () => {
  const newest = async () => (await record.store.pool.query('select max(rev) as rev from unit')).rows[0].rev
  const rev = await newest()
  await tamper(`update unit set name = 'another' where id = '25'`)
  await differ({ replace: true })
  assert.ok((await newest()) > rev)
})

test('entries, tiles, roots and signatures are compared', async () => {
  const flip = (column: string) => `set_byte(${column}, 5, (get_byte(${column}, 5) + 1) % 256)`
  const changes: [RegExp, string, string][] = [
    [/^tile 0\/0 is not made/, `update tile set data = ${flip('data')} where level = 0 and n = 0`, ''],
    [/^the head's root/, `update head set root = ${flip('root')}`, ''],
    [
      /has another root than its entries/,
      `update checkpoint set root = ${flip('root')} where size = (select min(size) from checkpoint)`,
      '',
    ],
    [
      /is not signed by this record/,
      `update checkpoint set note = replace(note, 'goc.test', 'goc.tost')`,
      `update checkpoint set note = replace(note, 'goc.tost', 'goc.test')`,
    ],
    [
      /^entry 7 is not the leaf of its act/,
      `update act set body = replace(body, '"unit":"', '"unit":"9') where id = (select act_id from entry where index = 7)`,
      `update act set body = replace(body, '"unit":"9', '"unit":"')`,
    ],
    [
      /holds more or less/,
      `insert into tile values (3, 0, decode('00', 'hex'))`,
      'delete from tile where level = 3',
    ],
    [
      /^entry 9 is missing/,
      'update entry set index = 900000 where index = 9',
      'update entry set index = 9 where index = 900000',
    ],
  ]
  for (const [expected, change, undo] of changes) {
    const table = /^update (\w+)/.exec(change)?.[1] ?? 'tile'
    if (!undo) await record.store.pool.query(`create temp table back as select * from ${table}`)
    await tamper(change)
    const found = await differ()
    assert.ok(
      found.some((line) => expected.test(line)),
      `${change}: ${found}`,
    )
    if (undo) await tamper(undo)
    else
      await record.store.pool.query(
        `delete from ${table}; insert into ${table} select * from back; drop table back`,
      )
    assert.deepEqual(await differ(), [], change)
  }
})

test('what waits is no difference, and stays as it was shown', async () => {
  await establish('05131')
  const raised = { ...fc.sample(anyRaised, { numRuns: 1, seed: 3 })[0]!, imported: false }
  const { acts } = historyOf(raised, [{ do: 'resolve', wait: 1, imported: false }], 'WAITS')
  // Shown as answered on the day on which it was; the record has not given it its day yet.
  await addActs(record, opinions, acts as Act<OpinionFact>[])
  const before = await kept()
  await tamper(`update opinion set rating = 4 where id = 'YK1'`)
  assert.equal((await differ({ replace: true })).length, 2)
  assert.deepEqual(await kept(), before)
  await settle(acts.at(-1)!.t)
  // Entered on a later day than it was shown on: only that differs.
  const late = await differ()
  assert.ok(late.every((line) => /^answer: .*"opinion":"WAITS"/.test(line)))
})
