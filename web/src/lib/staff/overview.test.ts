import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFew, raisedBy, workBy } from './overview.ts'

const work = { open: 0, late: 0, 'due-today': 0, 'due-week': 0, disputed: 0, silent: 0 }

test('cells are added up by what is asked, and rows of nothing are left out', () => {
  const cells = [
    { ...work, unit: 'A', field: 'khac', open: 2, late: 1 },
    { ...work, unit: 'A', field: 'y_te', open: 1 },
    { ...work, unit: 'B', field: 'khac' },
  ]
  assert.deepEqual(
    workBy(cells, ({ unit }) => unit),
    [{ key: 'A', counts: { ...work, open: 3, late: 1 } }],
  )
})

test('places in which fewer than five were raised stand together, and nothing is lost', () => {
  const weeks = ['2026-03-02', '2026-03-09']
  const cell = (unit: string, week: string, n: number) => ({ unit, field: 'khac', week, n })
  const cells = [
    cell('A', weeks[0]!, 4),
    cell('A', weeks[1]!, 3),
    cell('B', weeks[0]!, 4),
    cell('C', weeks[1]!, 1),
  ]
  const { rows, rest } = raisedBy(cells, weeks, ({ unit }) => unit)
  assert.deepEqual(rows, [{ key: 'A', weeks: [4, 3], total: 7 }])
  assert.deepEqual(rest, { of: 2, weeks: [4, 1], total: 5 })
  assert.deepEqual([0, 1, 4, 5].map(isFew), [false, true, true, false])
})
