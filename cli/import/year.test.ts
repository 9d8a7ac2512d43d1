/** The import of a year, in one file: its tests share one database server, and several read what the one before left. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '@goc/domain/people.ts'
import type { Fault } from '@goc/store/books/fault.ts'
import { collectFaults } from '@goc/store/books/fault.ts'
import { enterYear } from '@goc/store/books/year.ts'
import { openStore, type Store } from '@goc/store/database.ts'
import { readFigures } from '@goc/store/figures.ts'
import { masterKeys } from '@goc/store/keys.ts'
import { keepLetters, readLetter } from '@goc/store/letters.ts'
import { perform } from '@goc/store/perform.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { testDatabase } from '@goc/store/testing.ts'
import { units } from '@goc/store/units.ts'
import { sql } from 'kysely'
import { openRecord } from '../record.ts'
import { type Books, encode1258, smallBooks, type Written, writeBooks } from './testing.ts'
import { describe } from './words.ts'
import { columnNames, fileNames, yearIn } from './year.ts'

const { folder, remove } = temporaryFolder('import')
const data = join(folder, 'data')
const shared = new URL('../../../shared/data/sample-year/', import.meta.url)
const skip = existsSync(shared) ? false : 'no sample year beside the repository'
let store: Store
let url: string
const drops: (() => Promise<void>)[] = []

async function freshStore(): Promise<Store> {
  const database = await testDatabase()
  url = database.url
  const fresh = openStore(url)
  drops.push(async () => {
    await fresh.close()
    await database.drop()
  })
  return fresh
}
before(async () => {
  store = await freshStore()
})
after(async () => {
  for (const drop of drops) await drop()
  remove()
})

let written = 0
const write = (books: Partial<Books>, as?: Written) =>
  writeBooks(join(folder, `books-${written++}`), books, as)

type Options = { dryRun?: boolean; publishTexts?: boolean; progress?: (done: number, total: number) => void }
async function importFrom(from: string, options: Options = {}, into: Store = store) {
  const faults = collectFaults(fileNames, columnNames)
  const master = await masterKeys(data, {})
  const now = Math.floor(Date.now() / 1000)
  const entered = await enterYear(
    into,
    yearIn(from, faults, () => undefined),
    { master, faults, now, ...options },
  )
  return { entered, faults: faults.list(), count: faults.count }
}

const actsOf = async (of: Store) =>
  (await of.db.selectFrom('act').select('body').orderBy('id').execute()).map(({ body }) => body)
async function rowsIn(of: Store) {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from act) as acts, (select count(*) from pending) as pending,
           (select count(*) from letter) as letters, (select count(*) from case_key) as keys,
           (select count(*) from unit) + (select count(*) from meeting) + (select count(*) from opinion)
             + (select count(*) from answer) as views`.execute(of.db)
  return rows[0]!
}

/** The same acts whatever the case keys: without the commitments. */
const facts = (bodies: string[]) =>
  bodies.map((body) =>
    JSON.stringify(JSON.parse(body), (key, value) =>
      ['name', 'topic', 'chair', 'text', 'document'].includes(key) ? '' : value,
    ),
  )
async function lettersOf(of: Store) {
  const master = await masterKeys(data, {})
  const rows = await of.db.selectFrom('letter').select(['commitment', 'subject', 'kind', 'i']).execute()
  const words = await Promise.all(
    rows.map(
      async ({ commitment, subject, kind, i }) =>
        `${subject} ${kind} ${i} ${await readLetter(of.db, master, commitment)}`,
    ),
  )
  return words.sort()
}

test('small books become acts, words and states', async () => {
  const { entered, faults } = await importFrom(write(smallBooks()))
  assert.deepEqual(faults, [])
  assert.equal(entered.units.subjects, 3)
  const acts = (await actsOf(store)).map((body) => JSON.parse(body))
  assert.deepEqual(
    acts.map(({ subject, kind, on }) => `${subject} ${kind} ${kind.startsWith('unit') ? '' : on}`.trim()),
    [
      'unit/25 unit.established',
      'unit/07894 unit.established',
      'unit/25S01 unit.established',
      'meeting/DT1 meeting.called 2025-03-01',
      'meeting/DT1 meeting.held 2025-03-10',
      'meeting/DT1 meeting.minutes-published 2025-03-15',
      'meeting/DT2 meeting.called 2025-04-01',
      'meeting/DT2 meeting.cancelled 2025-04-10',
      'meeting/DT3 meeting.called 2025-05-10',
      'meeting/DT3 meeting.held 2025-05-10',
      'opinion/YK1 opinion.raised 2025-03-10',
      'opinion/YK1 opinion.resolved 2025-04-01',
      'opinion/YK1 opinion.rated 2025-04-01',
      'opinion/YK1 opinion.reopened 2025-04-05',
      'opinion/YK1 opinion.resolved 2025-04-20',
      'opinion/YK1 opinion.rated 2025-04-20',
      'opinion/YK2 opinion.raised 2025-03-10',
      'opinion/YK3 opinion.raised 2025-05-10',
      'opinion/YK3 opinion.resolved 2025-06-01',
    ],
  )
  assert.ok(acts.every(({ by, src }) => by === 'system' && src === 'import'))
  const words = await lettersOf(store)
  assert.ok(words.includes('opinion/YK1 text 0 Nước giếng đục'))
  assert.ok(words.includes('opinion/YK1 document 1 7/TB-UBND'))
  assert.ok(words.some((letter) => letter.startsWith('opinion/YK2 note 0 {"speaker":"to_chuc"')))
  const open = await store.db
    .selectFrom('letter')
    .select(['kind', 'public'])
    .where('public', 'is not', null)
    .execute()
  assert.deepEqual([...new Set(open.map(({ kind }) => kind))].sort(), ['chair', 'document', 'name', 'topic'])
})

test('the same books again change nothing', async () => {
  const before = await rowsIn(store)
  const { entered, faults } = await importFrom(write(smallBooks()))
  assert.deepEqual(faults, [])
  assert.deepEqual(entered.opinions, { subjects: 0, acts: 0, unchanged: 3 })
  assert.deepEqual(await rowsIn(store), before)
})

test('a later export adds what is new and nothing else', async () => {
  const later = smallBooks()
  later.dialogues[3]![10] = '2025-05-20'
  later.opinions[2]![12] = 'da_giai_quyet'
  later.opinions.push(
    'YK4,DT3,25,2,2025-05-10T09:30:00+07:00,tai_phong,nguoi_dan,y_te,kien_nghi,Trạm y tế thiếu thuốc,25,2025-06-10,dang_giai_quyet,'.split(
      ',',
    ),
  )
  later.resolutions.push('GQ4,YK2,1,2025-07-01T09:00:00+07:00,van_ban,9/TB-UBND,0,,'.split(','))
  const before = await actsOf(store)
  const { entered, faults } = await importFrom(write(later))
  assert.deepEqual(faults, [])
  assert.deepEqual([entered.units.acts, entered.dialogues.acts, entered.opinions.acts], [0, 1, 2])
  const acts = await actsOf(store)
  assert.deepEqual(acts.slice(0, before.length), before)
  assert.deepEqual(
    acts
      .slice(before.length)
      .map((body) => JSON.parse(body))
      .map(({ subject, n, kind }) => `${subject} ${n} ${kind}`),
    [
      'meeting/DT3 3 meeting.minutes-published',
      'opinion/YK2 2 opinion.resolved',
      'opinion/YK4 1 opinion.raised',
    ],
  )
  // The earlier, shorter books are still no contradiction.
  assert.deepEqual((await importFrom(write(smallBooks()))).faults, [])
  assert.deepEqual(await actsOf(store), acts)
})

test('books that contradict what was imported are refused', async () => {
  const other = smallBooks()
  other.opinions[1]![9] = 'Nước giếng trong'
  other.resolutions[2]![3] = '2025-04-21T10:00:00+07:00'
  other.dialogues[1]![9] = '121'
  const before = await rowsIn(store)
  const { faults } = await importFrom(write(other))
  assert.deepEqual(
    faults.map(({ file, line, code }) => `${file}:${line} ${code}`),
    ['dialogues.csv:2 differs-from-earlier', 'opinions.csv:2 differs-from-earlier'],
  )
  assert.deepEqual(await rowsIn(store), before)
})

test('a contradiction that is found last takes back what was written before it', async () => {
  const other = smallBooks()
  other.dialogues.push([...other.dialogues[3]!].with(0, 'DT4'))
  other.opinions[1]![9] = 'Nước giếng trong'
  const before = await rowsIn(store)
  const { entered, faults } = await importFrom(write(other))
  assert.equal(entered.dialogues.acts, 2)
  assert.deepEqual(
    faults.map(({ file, line, code }) => `${file}:${line} ${code}`),
    ['opinions.csv:2 differs-from-earlier'],
  )
  assert.deepEqual(await rowsIn(store), before)
})

test('an erased matter stays erased, and is no fault', async () => {
  await store.db.deleteFrom('caseKey').where('subject', '=', 'opinion/YK1').execute()
  const before = await rowsIn(store)
  const { faults } = await importFrom(write(smallBooks()))
  assert.deepEqual(faults, [])
  assert.deepEqual(await rowsIn(store), before)
})

test('separators, line ends and encodings make no difference', async () => {
  const plain = await freshStore()
  await importFrom(write(smallBooks()), {}, plain)
  const expected = facts(await actsOf(plain))
  const words = await lettersOf(plain)
  const ways: Record<string, Written> = {
    bom: { encode: (text) => Buffer.from(`\ufeff${text}`) },
    semicolons: { separator: ';', newline: '\r\n' },
    tabs: { separator: '\t' },
    'utf-16le': { encode: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), newline: '\r\n' },
    'utf-16be without mark': { encode: (text) => Buffer.from(text, 'utf16le').swap16() },
    'windows-1258': { encode: encode1258 },
    decomposed: { encode: (text) => Buffer.from(text.normalize('NFD')) },
    invisible: {
      encode: (text) => Buffer.from(text.replaceAll('Cầu', 'Cầu\u200b').replaceAll('DT1', '\u2060DT1')),
    },
    'sep=': { separator: ';', encode: (text) => Buffer.from(`sep=;\r\n${text}`), newline: '\r\n' },
  }
  for (const [name, way] of Object.entries(ways)) {
    const other = await freshStore()
    const { faults } = await importFrom(write(smallBooks(), way), {}, other)
    assert.deepEqual(faults, [], name)
    assert.deepEqual(facts(await actsOf(other)), expected, name)
    assert.deepEqual(await lettersOf(other), words, name)
  }
})

test('the Vietnamese way to write days, and moments in other offsets', async () => {
  const books = smallBooks()
  books.dialogues[1]![6] = '01/03/2025'
  books.dialogues[1]![10] = '15/3/2025'
  // Already the 10th in Vietnam: announced on the day itself.
  books.dialogues[3]![5] = '2025-05-09T18:30:00Z'
  books.dialogues[3]![6] = '2025-05-10'
  const one = await freshStore()
  const { faults } = await importFrom(write(books), {}, one)
  assert.deepEqual(faults, [])
  const acts = (await actsOf(one)).map((body) => JSON.parse(body))
  const on = (subject: string, kind: string) =>
    acts.find((act) => act.subject === subject && act.kind === kind).on
  assert.equal(on('meeting/DT1', 'meeting.called'), '2025-03-01')
  assert.equal(on('meeting/DT1', 'meeting.minutes-published'), '2025-03-15')
  assert.equal(on('meeting/DT3', 'meeting.held'), '2025-05-10')
})

type Spoil = (books: Books) => void
const set =
  (book: keyof Books, row: number, column: string, value: string): Spoil =>
  (books) => {
    books[book][row]![books[book][0]!.indexOf(column)] = value
  }
const all =
  (...spoils: Spoil[]): Spoil =>
  (books) => {
    for (const spoil of spoils) spoil(books)
  }
/** How to spoil the books, and the faults that must then be found: file:line column code. */
const spoiled: [string, Spoil, ...string[]][] = [
  [
    'unknown unit',
    set('dialogues', 1, 'unit_code', '99999'),
    'dialogues.csv:2 unit_code unknown-unit',
    'opinions.csv:2 unit_code unit-differs',
    'opinions.csv:3 unit_code unit-differs',
  ],
  [
    'zero lost',
    all(
      set('dialogues', 1, 'unit_code', '7894'),
      set('opinions', 1, 'unit_code', '7894'),
      set('opinions', 2, 'unit_code', '7894'),
    ),
    'dialogues.csv:2 unit_code leading-zero-lost',
  ],
  [
    'assigned to nobody',
    set('opinions', 2, 'assigned_unit', '25S99'),
    'opinions.csv:3 assigned_unit unknown-unit',
  ],
  [
    'no such dialogue',
    set('opinions', 1, 'dialogue_id', 'DT9'),
    'opinions.csv:2 dialogue_id unknown-dialogue',
    'opinions.csv:3 seq seq-gap',
  ],
  [
    'no such opinion',
    set('resolutions', 3, 'opinion_id', 'YK9'),
    'resolutions.csv:4 opinion_id unknown-opinion',
  ],
  ['dialogue twice', set('dialogues', 2, 'id', 'DT1'), 'dialogues.csv:3 id id-twice'],
  ['opinion twice', set('opinions', 2, 'id', 'YK1'), 'opinions.csv:3 id id-twice'],
  ['answer twice', set('resolutions', 2, 'id', 'GQ1'), 'resolutions.csv:3 id id-twice'],
  [
    'unit twice',
    set('units', 3, 'code', '07894'),
    'units.csv:4 code id-twice',
    'opinions.csv:3 assigned_unit unknown-unit',
    'opinions.csv:4 assigned_unit unknown-unit',
  ],
  ['unit under nobody', set('units', 1, 'parent', '26'), 'units.csv:2 parent unknown-unit'],
  ['unit of no type', set('units', 1, 'type', 'thi_tran'), 'units.csv:2 type not-one-of'],
  ['30 February', set('opinions', 1, 'due_date', '2025-02-30'), 'opinions.csv:2 due_date no-such-day'],
  ['31/04', set('opinions', 1, 'due_date', '31/04/2025'), 'opinions.csv:2 due_date no-such-day'],
  ['no day', set('opinions', 1, 'due_date', 'tháng 4'), 'opinions.csv:2 due_date not-a-day'],
  ['a day of Excel', set('opinions', 1, 'due_date', '45757'), 'opinions.csv:2 due_date excel-day'],
  [
    'no offset',
    set('resolutions', 3, 'resolved_at', '01/06/2025 09:00'),
    'resolutions.csv:4 resolved_at no-offset',
  ],
  ['no time', set('resolutions', 3, 'resolved_at', '2025-06-01'), 'resolutions.csv:4 resolved_at not-a-time'],
  [
    '25 hours',
    set('resolutions', 3, 'resolved_at', '2025-06-01T25:00:00+07:00'),
    'resolutions.csv:4 resolved_at not-a-time',
  ],
  [
    'to come',
    set('dialogues', 2, 'start', '2999-01-01T08:00:00+07:00'),
    'dialogues.csv:3 start in-the-future',
  ],
  [
    'answered before',
    set('resolutions', 3, 'resolved_at', '2025-05-09T23:59:59+07:00'),
    'resolutions.csv:4 resolved_at resolved-before-dialogue',
  ],
  ['due before', set('opinions', 3, 'due_date', '2025-05-09'), 'opinions.csv:4 due_date due-before-dialogue'],
  [
    'announced after',
    set('dialogues', 1, 'notice_date', '2025-03-11'),
    'dialogues.csv:2 notice_date notice-after-start',
  ],
  [
    'minutes before',
    set('dialogues', 1, 'minutes_published', '2025-03-09'),
    'dialogues.csv:2 minutes_published minutes-before-start',
  ],
  [
    'minutes of nothing',
    set('dialogues', 2, 'minutes_published', '2025-04-11'),
    'dialogues.csv:3 minutes_published minutes-without-dialogue',
  ],
  [
    'people at nothing',
    set('dialogues', 2, 'attendees', '5'),
    'dialogues.csv:3 attendees attendees-without-dialogue',
  ],
  ['people uncounted', set('dialogues', 1, 'attendees', ''), 'dialogues.csv:2 attendees cell-empty'],
  [
    'reopened before',
    set('resolutions', 1, 'reopened_at', '2025-04-01T09:00:00+07:00'),
    'resolutions.csv:2 reopened_at reopened-before-resolved',
  ],
  [
    'answered before reopened',
    set('resolutions', 2, 'resolved_at', '2025-04-05T09:00:00+07:00'),
    'resolutions.csv:3 resolved_at resolved-before-reopened',
  ],
  ['answered again', set('resolutions', 1, 'reopened_at', ''), 'resolutions.csv:3 seq resolved-again'],
  ['a gap', set('resolutions', 2, 'seq', '3'), 'resolutions.csv:3 seq seq-gap'],
  ['number twice', set('opinions', 2, 'seq', '1'), 'opinions.csv:3 seq seq-twice'],
  ['another unit', set('opinions', 1, 'unit_code', '25'), 'opinions.csv:2 unit_code unit-differs'],
  [
    'raised at nothing',
    all(set('opinions', 3, 'dialogue_id', 'DT2'), set('opinions', 3, 'unit_code', '07894')),
    'opinions.csv:4 dialogue_id dialogue-not-held',
  ],
  ['formula =', set('opinions', 1, 'text', '=HYPERLINK("x")'), 'opinions.csv:2 text formula'],
  ['formula +', set('opinions', 1, 'text', '+84 123'), 'opinions.csv:2 text formula'],
  ['formula -', set('opinions', 1, 'text', '-2+3'), 'opinions.csv:2 text formula'],
  ['formula @', set('dialogues', 1, 'topic', ' @SUM(1)'), 'dialogues.csv:2 topic formula'],
  ['formula tab', set('opinions', 1, 'text', '\t=1'), 'opinions.csv:2 text formula'],
  ['formula behind nothing', set('opinions', 1, 'text', '\u200b=1'), 'opinions.csv:2 text formula'],
  ['empty', set('opinions', 1, 'text', ' '), 'opinions.csv:2 text cell-empty'],
  ['field in words', set('opinions', 1, 'field', 'Đất đai'), 'opinions.csv:2 field not-a-code'],
  ['unknown kind', set('dialogues', 1, 'kind', 'hang_thang'), 'dialogues.csv:2 kind not-one-of'],
  ['rating of 6', set('resolutions', 1, 'rating', '6'), 'resolutions.csv:2 rating not-a-number'],
  ['garbled', set('opinions', 1, 'text', 'ñaát ñai cuûa hoä'), 'opinions.csv:2 text text-garbled'],
  ['damaged', set('opinions', 1, 'text', 'Nước gi\ufffdng'), 'opinions.csv:2 text encoding-broken'],
  [
    'a column more',
    (books) => {
      for (const row of books.opinions) row.push(row[0] === 'id' ? 'ghi_chu' : '1')
    },
    'opinions.csv:1 ghi_chu column-unknown',
  ],
  [
    'a column less',
    (books) => {
      for (const row of books.resolutions) row.splice(7, 1)
    },
    'resolutions.csv:1 rating column-missing',
  ],
  [
    'a column twice',
    (books) => {
      for (const row of books.resolutions) row.push(row[0] === 'id' ? 'rating' : '')
    },
    'resolutions.csv:1 rating column-twice',
  ],
  ['a cell less', (books) => books.opinions[2]!.pop(), 'opinions.csv:3  cells-too-few'],
  ['a cell more', (books) => books.opinions[2]!.push('x'), 'opinions.csv:3  cells-too-many'],
  ['open quote', set('resolutions', 2, 'document_no', '\0"7/TB'), 'resolutions.csv:3  quote-not-closed'],
  ['stray quote', set('resolutions', 2, 'document_no', '\0"7"/TB'), 'resolutions.csv:3  quote-misplaced'],
  [
    'line breaks before',
    all(set('opinions', 1, 'text', 'một\nhai\r\nba'), set('opinions', 2, 'due_date', 'x')),
    'opinions.csv:5 due_date not-a-day',
  ],
]

test('every kind of fault is told with its file, line, column and remedy, and nothing is kept', async (t) => {
  const empty = await freshStore()
  const nothing = await rowsIn(empty)
  for (const [name, spoil, ...expected] of spoiled)
    await t.test(name, async () => {
      const books = smallBooks()
      spoil(books)
      const { faults } = await importFrom(write(books), {}, empty)
      const found = (fault: Fault) => `${fault.file}:${fault.line} ${fault.column ?? ''} ${fault.code}`
      assert.deepEqual(faults.map(found), expected)
      for (const fault of faults) {
        const [file, line] = [fault.file, fault.line]
        assert.ok(describe(fault, 'vi').startsWith(`${file}:${line}`))
        assert.match(describe(fault, 'vi'), /Cách sửa: .+\.$/)
        assert.match(describe(fault, 'en'), /Remedy: .+\.$/)
        assert.doesNotMatch(describe(fault, 'vi') + describe(fault, 'en'), /undefined|trái quy tắc/)
      }
    })
  assert.deepEqual(await rowsIn(empty), nothing)
})

test('remedies name what is right', async () => {
  const say = async (spoil: Spoil) => {
    const books = smallBooks()
    spoil(books)
    const { faults } = await importFrom(write(books), { dryRun: true }, await freshStore())
    return describe(faults[0]!, 'en')
  }
  assert.match(
    await say(set('opinions', 1, 'assigned_unit', '7894')),
    /“7894” has lost its leading zero.*write 07894/,
  )
  assert.match(
    await say(set('resolutions', 3, 'resolved_at', '01/06/2025 9:05')),
    /write 2025-06-01T09:05:00\+07:00/,
  )
  assert.match(await say(set('opinions', 1, 'field', 'Đất đai')), /write dat_dai/)
  assert.match(await say(set('opinions', 1, 'due_date', '45757')), /2025-04-10/)
})

test('missing and unreadable files', async () => {
  const one = await freshStore()
  const { resolutions: _, ...some } = smallBooks()
  const missing = await importFrom(write(some), {}, one)
  assert.deepEqual(missing.faults, [{ file: 'resolutions.csv', line: 0, code: 'file-missing' }])
  const { units: __, ...without } = smallBooks()
  const strangers = await importFrom(write(without), {}, one)
  assert.ok(strangers.faults.every(({ code }) => code === 'unknown-unit'))
  await importFrom(write(smallBooks()), {}, one)
  assert.deepEqual((await importFrom(write(without), {}, one)).faults, [])
  for (const [code, text] of [
    ['encoding-tcvn3', '®Êt ®ai cña hé «ng nguyÔn v¨n ¸nh'],
    ['encoding-vni', 'ñaát ñai cuûa hoä oâng nguyeãn vaên aùnh'],
  ] as const) {
    const books = smallBooks()
    const ascii = (rows: string[][]) => rows.map((row) => row.map((cell) => cell.replace(/\P{ASCII}/gu, 'x')))
    books.opinions = ascii(books.opinions)
    books.opinions[2]![9] = text
    const from = write(smallBooks())
    writeBooks(from, { opinions: books.opinions }, { encode: (csv) => Buffer.from(csv, 'latin1') })
    const { faults } = await importFrom(from, {}, one)
    assert.deepEqual(faults, [{ file: 'opinions.csv', line: 3, code }])
    assert.match(describe(faults[0]!, 'vi'), /chuyển phông chữ sang Unicode/)
  }
})

test('faults beyond a thousand are counted, not listed', async () => {
  const books = smallBooks()
  const [head, first] = books.opinions
  books.opinions = [
    head!,
    ...Array.from({ length: 1_500 }, (_, i) => {
      const row = [...first!]
      row[0] = `YK${i + 1}`
      row[3] = String(i + 1)
      row[4] = 'x'
      row[10] = 'nobody'
      return row
    }),
  ]
  books.resolutions.splice(1)
  const { faults, count } = await importFrom(write(books), {}, await freshStore())
  assert.equal(count, 3_000)
  assert.equal(faults.length, 1_000)
  assert.equal(faults.at(-1)!.line, 501)
})

test('an import that ends in the middle leaves nothing, and is continued by running it again', async () => {
  const one = await freshStore()
  const nothing = await rowsIn(one)
  const from = write(smallBooks())
  const progress = (done: number, total: number) => {
    if (done === total) throw new Error('stop')
  }
  await assert.rejects(importFrom(from, { progress }, one), /stop/)
  assert.deepEqual(await rowsIn(one), nothing)
  await importFrom(from, {}, one)
  assert.equal((await rowsIn(one)).acts, 19)
})

const goc = (argv: string[]) =>
  spawn(process.execPath, [resolve(import.meta.dirname, '../goc.mjs'), ...argv], {
    env: { ...process.env, DATABASE_URL: url, GOC_DATA: data },
  })
async function run(argv: string[]) {
  const child = goc(argv)
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const [code] = await once(child, 'close')
  return { code, output }
}

test('a killed command leaves nothing; run again, the figures are there when it ends', async () => {
  const one = await freshStore()
  const from = write(smallBooks())
  const nothing = await rowsIn(one)
  const client = await one.pool.connect()
  await client.query('begin')
  // The command has written acts and words when it comes to its first answer.
  await client.query('lock table answer in exclusive mode')
  const child = goc(['import', 'year', from])
  const waiting = `select count(*) as n from pg_locks where not granted and relation = 'answer'::regclass`
  for (let i = 0; (await one.pool.query(waiting)).rows[0].n === 0; i++) {
    assert.ok(i < 400 && child.exitCode === null, 'the command never came to its first answer')
    await sleep(25)
  }
  child.kill('SIGKILL')
  await once(child, 'close')
  await client.query('rollback')
  client.release()
  const busy = `select count(*) as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
  while ((await one.pool.query(busy)).rows[0].n > 0) await sleep(25)
  assert.deepEqual(await rowsIn(one), nothing)

  const again = await run(['import', 'year', from, '--lang', 'en'])
  assert.equal(again.code, 0, again.output)
  assert.match(again.output, /opinions: 3 added, 0 unchanged\nEntered 19 acts/)
  assert.equal((await rowsIn(one)).pending, 0)
  const figures = await readFigures(one, { unit: '25', from: '2025-01-01', to: '2025-12-31' })
  assert.deepEqual(
    [figures?.opinions.received, figures?.opinions.resolved, figures?.opinions.reopened],
    [3, 2, 1],
  )
  const third = await run(['import', 'year', from])
  assert.equal(third.code, 0)
  assert.match(third.output, /Không có gì mới/)

  const bad = smallBooks()
  set('opinions', 1, 'due_date', '2025-02-30')(bad)
  const faulty = await run(['import', 'year', write(bad), '--dry-run'])
  assert.equal(faulty.code, 1)
  assert.match(faulty.output, /opinions\.csv:2 \[due_date\]: .*2025-02-30/)
  assert.equal((await run(['import', 'year'])).code, 2)
  assert.equal((await run(['import', 'year', join(folder, 'nowhere')])).code, 2)
})

test('texts are public only on demand, also afterwards', async () => {
  const one = await freshStore()
  const from = write(smallBooks())
  const open = async () =>
    (await one.db.selectFrom('letter').select('public').where('kind', '=', 'text').execute()).filter(
      (letter) => letter.public !== null,
    ).length
  await importFrom(from, {}, one)
  assert.equal(await open(), 0)
  const before = await actsOf(one)
  await importFrom(from, { publishTexts: true }, one)
  assert.equal(await open(), 3)
  await importFrom(from, {}, one)
  assert.equal(await open(), 3)
  assert.deepEqual(await actsOf(one), before)
})

test('a dialogue belongs to the unit that bore its code on that day', async () => {
  const one = await freshStore()
  const begin = async (id: string, rest: object) => {
    const [name] = await keepLetters(one.db, await masterKeys(data, {}), `unit/${id}`, [
      { kind: 'name', i: 0, text: id, public: true },
    ])
    await perform(
      one,
      units,
      id,
      system,
      { do: 'establish', id, level: 'commune', name: name!, ...rest },
      past,
    )
  }
  const past = { books: { on: '2025-07-01' } }
  for (const id of ['25', '25S01']) await begin(id, {})
  await begin('07894', { from: '2025-07-01' })
  await begin('07894.2025', { code: '07894' })
  await perform(one, units, '07894.2025', system, { do: 'abolish', until: '2025-06-30' }, past)
  const { units: _, ...books } = smallBooks()
  const { faults } = await importFrom(write(books), {}, one)
  assert.deepEqual(
    faults.map(({ line, code, hint }) => [line, code, hint]),
    [
      [2, 'unit-did-not-stand', '07894.2025'],
      [3, 'unit-did-not-stand', '07894.2025'],
    ],
  )
  for (const row of [...books.dialogues, ...books.opinions])
    for (const [i, cell] of row.entries()) if (cell === '07894') row[i] = '07894.2025'
  assert.deepEqual((await importFrom(write(books), {}, one)).faults, [])
})

test('a dry run keeps nothing', async () => {
  const one = await freshStore()
  const nothing = await rowsIn(one)
  const { entered } = await importFrom(write(smallBooks()), { dryRun: true }, one)
  assert.equal(entered.units.acts + entered.dialogues.acts + entered.opinions.acts, 19)
  assert.deepEqual(await rowsIn(one), nothing)
})

test('the sample year gives the figures that it must', { skip }, async () => {
  const one = await freshStore()
  const from = join(folder, 'sample')
  cpSync(shared.pathname, from, { recursive: true })
  const began = performance.now()
  assert.deepEqual((await importFrom(from, {}, one)).faults, [])
  const record = await openRecord({ data: join(folder, 'sample-data') }, url)
  await record.settle()
  assert.ok(performance.now() - began < 10_000)
  await record.close()
  const expected = JSON.parse(readFileSync(new URL('expected-totals.json', shared), 'utf8'))
  const claim = await readFigures(one, { unit: '99', from: '2025-01-01', to: '2025-12-31' })
  const { dialogues, opinions } = claim!
  const { inPerson, online, hybrid } = dialogues.byMode
  assert.deepEqual(
    {
      dialogues_held: dialogues.held,
      periodic: dialogues.periodic,
      ad_hoc: dialogues.extraordinary,
      by_mode: { truc_tiep: inPerson, truc_tuyen: online, ket_hop: hybrid },
      cancelled: dialogues.cancelled,
      postponed: dialogues.postponed,
      opinions: opinions.received,
      resolved: opinions.resolved,
      unresolved: opinions.open,
      communes_with_dialogue: dialogues.communesWithDialogue,
      attendees: dialogues.attendees,
      resolved_on_time: opinions.resolvedOnTime,
      resolved_late: opinions.resolvedLate,
      unresolved_and_overdue_at_cutoff: opinions.openOverdue,
      minutes_published: dialogues.minutesPublished,
      by_field: renamed(opinions.byField),
      by_kind: renamed(opinions.byKind),
      by_channel: renamed(opinions.byChannel),
    },
    Object.fromEntries(
      'dialogues_held periodic ad_hoc by_mode cancelled postponed opinions resolved unresolved communes_with_dialogue attendees resolved_on_time resolved_late unresolved_and_overdue_at_cutoff minutes_published by_field by_kind by_channel'
        .split(' ')
        .map((name) => [name, expected[name]]),
    ),
  )
  assert.equal(
    opinions.reopened,
    expected.reopened_then_resolved_again + expected.reopened_and_still_open_at_cutoff,
  )
  for (const [month, part] of Object.entries(
    expected.by_month_of_dialogue as Record<string, { dialogues: number; opinions: number }>,
  )) {
    const last = new Date(Date.UTC(2025, Number(month), 0)).getUTCDate()
    const figures = await readFigures(one, {
      unit: '99',
      from: `2025-${month}-01`,
      to: `2025-${month}-${last}`,
    })
    assert.deepEqual(
      [figures?.dialogues.held, figures?.opinions.received],
      [part.dialogues, part.opinions],
      month,
    )
  }
  const { rows } = await sql<{ rating: string; n: number }>`
    select rating::text, count(*) as n from opinion join meeting on 'meeting/' || meeting.id = opinion.meeting
     where rating is not null and on_day between '2025-01-01' and '2025-12-31' group by rating`.execute(
    one.db,
  )
  assert.ok(rows.length === 5)
})

const renamed = (parts: Record<string, { received: number; resolved: number }>) =>
  Object.fromEntries(
    Object.entries(parts).map(([name, { received, resolved }]) => [name, { opinions: received, resolved }]),
  )
