import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { collectFaults } from '@goc/store/books/fault.ts'
import { allOrNothing } from '@goc/store/books/transaction.ts'
import { enterUnits, type ToldUnit } from '@goc/store/books/units.ts'
import { openStore, type Store } from '@goc/store/database.ts'
import { masterKeys } from '@goc/store/keys.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { testDatabase } from '@goc/store/testing.ts'
import { readTree } from '@goc/store/units.ts'
import { csvOf } from './testing.ts'
import { readUnitFile } from './unit-files.ts'
import { joinUnits } from './units.ts'
import { describe } from './words.ts'

const { folder, remove } = temporaryFolder('units')
const data = join(folder, 'data')
const shared = new URL('../../../shared/data/units/', import.meta.url)
const skip = existsSync(shared) ? false : 'no lists of units beside the repository'
const national = ['old_to_new_wards.csv', 'communes.csv', 'provinces.json'].map(
  (name) => new URL(name, shared).pathname,
)
const drops: (() => Promise<void>)[] = []
after(async () => {
  for (const drop of drops) await drop()
  remove()
})

async function freshStore(): Promise<Store> {
  const database = await testDatabase()
  const store = openStore(database.url)
  drops.push(async () => {
    await store.close()
    await database.drop()
  })
  return store
}

type Options = { province?: string; from?: string; dry?: boolean }
async function importUnits(store: Store, paths: string[], { province, from, dry = false }: Options = {}) {
  const faults = collectFaults(paths.map((path) => basename(path)))
  const told = new Map<string, ToldUnit>()
  for (const path of paths) joinUnits(told, (await readUnitFile(path, province, faults)).told, faults)
  const master = await masterKeys(data, {})
  const now = Math.floor(Date.now() / 1000)
  const count = await allOrNothing(store, { faults, dryRun: dry }, (db) =>
    enterUnits({ db, master, faults, now, dry }, [...told.values()], from),
  )
  return { count, faults: faults.list(), said: faults.list().map((fault) => describe(fault, 'en')) }
}

let files = 0
function file(rows: string[][], name = 'units.csv'): string {
  const path = join(folder, `${files++}-${name}`)
  writeFileSync(path, csvOf(rows))
  return path
}
const head = ['code', 'name', 'type', 'parent', 'households', 'population']
const own = [
  head,
  ['07894T1', 'thôn Đoài', 'thon', '07894', '', ''],
  ['07894', 'xã Tân Lập', 'xa', '25', '1200', '4800'],
  ['25', 'tỉnh Phú Thọ', 'tinh', '', '', ''],
]
const actsOf = async (store: Store) =>
  (await store.db.selectFrom('act').select('body').orderBy('id').execute()).map(({ body }) =>
    JSON.parse(body),
  )

test('parents come before children, and the same list again changes nothing', async () => {
  const store = await freshStore()
  const { count, faults } = await importUnits(store, [file(own)])
  assert.deepEqual([count.acts, faults], [3, []])
  const acts = await actsOf(store)
  assert.deepEqual(
    acts.map(({ subject }) => subject),
    ['unit/25', 'unit/07894', 'unit/07894T1'],
  )
  assert.deepEqual((await importUnits(store, [file(own)])).count, { subjects: 0, acts: 0, unchanged: 3 })
  assert.equal((await actsOf(store)).length, 3)
  const tree = await readTree(store.db)
  assert.equal(tree.label('07894')?.name, 'xã Tân Lập')
})

test('a changed name or parent needs a day, and becomes an act', async () => {
  const store = await freshStore()
  await importUnits(store, [file(own)])
  const changed = own.map((row) => [...row])
  changed[2]![1] = 'phường Tân Lập'
  changed[1]![3] = '25'
  const without = await importUnits(store, [file(changed)])
  assert.deepEqual(
    without.faults.map(({ line, column, code }) => [line, column, code]),
    [
      [2, 'parent', 'change-needs-a-day'],
      [3, 'name', 'change-needs-a-day'],
    ],
  )
  assert.match(without.said[1]!, /“phường Tân Lập” differs from what stands \(“xã Tân Lập”\).*--from DAY/)
  const { faults } = await importUnits(store, [file(changed)], { from: '2026-01-01' })
  assert.deepEqual(faults, [])
  const acts = await actsOf(store)
  assert.deepEqual(
    acts.slice(3).map(({ kind, n, from, on }) => [kind, n, from, on]),
    [
      ['unit.moved', 2, '2026-01-01', '2026-01-01'],
      ['unit.renamed', 2, '2026-01-01', '2026-01-01'],
    ],
  )
  assert.equal((await importUnits(store, [file(changed)])).count.acts, 0)
  const tree = await readTree(store.db)
  assert.equal(tree.label('07894')?.name, 'phường Tân Lập')
  assert.equal(tree.parentOf('07894T1', '2025-12-31'), '07894')
  assert.equal(tree.parentOf('07894T1', '2026-01-01'), '25')
})

test('spelled with the other placement of the tone mark, a name is the same', async () => {
  const store = await freshStore()
  const rows = (name: string) => [head, ['25', name, 'tinh', '', '', '']]
  await importUnits(store, [file(rows('tỉnh Hòa Bình'))])
  assert.equal((await importUnits(store, [file(rows('Tỉnh Hoà Bình'))])).count.acts, 0)
})

test('faults of a list of units', async () => {
  const store = await freshStore()
  const cases: [string, string[][], ...string[]][] = [
    [
      'circle',
      [head, ['A', 'a', 'xa', 'B', '', ''], ['B', 'b', 'xa', 'A', '', '']],
      '2 parent parents-in-a-circle',
      '3 parent parents-in-a-circle',
    ],
    ['itself', [head, ['A', 'a', 'xa', 'A', '', '']], '2 parent parent-of-itself'],
    ['orphan', [head, ['A', 'a', 'xa', 'Z', '', '']], '2 parent unknown-unit'],
    [
      'lost zero',
      [head, ['01', 'a', 'tinh', '', '', ''], ['00004', 'b', 'phuong', '1', '', '']],
      '3 parent leading-zero-lost',
    ],
    ['twice', [head, ['A', 'a', 'tinh', '', '', ''], ['A', 'b', 'tinh', '', '', '']], '3 code id-twice'],
    ['people', [head, ['A', 'a', 'tinh', '', 'many', '']], '2 households not-a-number'],
    [
      'strange',
      [
        ['ma', 'ten'],
        ['1', 'x'],
      ],
      '1  unknown-format',
    ],
    ['level', own.map((row) => [...row, '']), '1  column-unknown'],
  ]
  for (const [name, rows, ...expected] of cases) {
    const { faults, said } = await importUnits(store, [file(rows)])
    assert.deepEqual(
      faults.map(({ line, column, code }) => `${line} ${column ?? ''} ${code}`),
      expected,
      name,
    )
    for (const line of said) assert.match(line, /Remedy: /)
  }
  assert.equal((await actsOf(store)).length, 0)
  await importUnits(store, [file(own)])
  const other = own.map((row) => [...row])
  other[2]![2] = 'phuong'
  assert.equal((await importUnits(store, [file(other)])).faults[0]?.code, 'level-differs')
  const two = await importUnits(store, [file(own), file([head, ['07894', 'xã Khác', 'xa', '25', '', '']])])
  assert.equal(two.faults[0]?.code, 'unit-in-two-ways')
})

test('the national lists: one province with what it was made of', { skip }, async () => {
  const store = await freshStore()
  const { faults } = await importUnits(store, national, { province: '25' })
  assert.deepEqual(faults, [])
  const tree = await readTree(store.db)
  const now = '2025-07-01'
  assert.equal(tree.childrenOf('25', now).length, 148)
  assert.deepEqual(
    tree
      .all()
      .filter(({ level }) => level === 'province')
      .map(({ id }) => id)
      .sort(),
    ['17.2025', '25', '25.2025', '26.2025'],
  )
  const wards = tree
    .all()
    .filter(({ id, level }) => id.endsWith('.2025') && ['commune', 'ward'].includes(level))
  assert.equal(wards.length, 479)
  assert.ok(wards.every(({ until, successors }) => until === '2025-06-30' && successors.length > 0))
  assert.ok(
    wards.every(({ successors }) =>
      successors.every(({ successor, from }) => tree.unit(successor)?.from === now && from === now),
    ),
  )
  const split = wards.filter(({ successors }) => successors.length > 1)
  assert.deepEqual(
    split.map(({ id }) => tree.label(id)?.name).sort(),
    ['Xã Cao Sơn', 'Xã Vầy Nưa', 'Xã Đồng Tân'].sort(),
  )
  assert.ok(split.every(({ successors }) => successors.every(({ share }) => share === 'part')))
  // Registry codes collide through time; the day says which unit is meant.
  const [code] = wards.map(({ code }) => code).filter((code) => tree.unit(code))
  assert.equal(tree.coded(code!, '2025-06-30')?.id, `${code}.2025`)
  assert.equal(tree.coded(code!, now)?.id, code)
  // All that has ended counts in the province that took it over.
  const counted = tree.countedIn('25', '2025-12-31')
  assert.ok(wards.every(({ id }) => counted.has(id)))

  const before = (await actsOf(store)).length
  assert.equal((await importUnits(store, national, { province: '25' })).count.acts, 0)
  const json = [new URL('phu_tho_communes.json', shared).pathname]
  assert.deepEqual((await importUnits(store, json, { province: '25' })).faults, [])
  assert.equal((await actsOf(store)).length, before)
  assert.equal((await importUnits(store, json)).faults[0]?.code, 'which-province')
})

test('the whole nation at once, and succession without the new list', { skip }, async () => {
  const store = await freshStore()
  const { faults, count } = await importUnits(store, national, { dry: true })
  assert.deepEqual(faults, [])
  // 34 + 3,321 that stand; 63 provinces, 696 districts and 10,035 wards that ended.
  assert.equal(count.subjects, 34 + 3_321 + 63 + 696 + 10_035)
  assert.equal((await actsOf(store)).length, 0)
  // 00025 is a ward of that list; the province 25 has not lost its zeros.
  const orphans = await importUnits(store, [national[1]!], { province: '25' })
  assert.deepEqual([...new Set(orphans.faults.map(({ code }) => code))], ['unknown-unit'])
  const alone = await importUnits(store, [national[0]!], { province: '25' })
  assert.equal(alone.faults[0]?.code, 'unknown-successor')
  assert.match(alone.said[0]!, /^old_to_new_wards\.csv:\d+ \[newWardCode\]/)
})
