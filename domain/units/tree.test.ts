import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Unit } from './rules.ts'
import { treeOf } from './tree.ts'

const unit = (id: string, parent?: string, more: Partial<Unit> = {}): Unit => ({
  id,
  code: id,
  level: 'commune',
  parents: parent === undefined ? [] : [{ parent }],
  names: [],
  successors: [],
  ...more,
})
const heirs = (share: 'whole' | 'part', ...ids: string[]): Pick<Unit, 'until' | 'successors'> => ({
  until: '2025-06-30',
  successors: ids.map((successor) => ({ successor, share, from: '2025-07-01' })),
})
const sorted = (ids: Iterable<string>) => [...ids].sort()

const before = '2025-06-30'
const after = '2025-07-01'

// Two provinces with communes; a commune of each kind of ending; a village below; an office beside.
const tree = treeOf([
  unit('25', undefined, { level: 'province' }),
  unit('01', undefined, { level: 'province' }),
  unit('A', '25', { from: after }),
  unit('B', '25', { from: after }),
  unit('H', '01'),
  unit('office', '25', { level: 'office' }),
  unit('village', 'A', { level: 'village' }),
  unit('merged', '25', heirs('whole', 'A')),
  unit('shared', '25', heirs('part', 'A', 'B')),
  unit('across', '25', heirs('part', 'A', 'H')),
  unit('gone', '25', { until: before }),
])

test('a unit stands from its first day to its last', () => {
  assert.deepEqual(sorted(tree.childrenOf('25', before)), ['across', 'gone', 'merged', 'office', 'shared'])
  assert.deepEqual(sorted(tree.childrenOf('25', after)), ['A', 'B', 'office'])
  assert.deepEqual(tree.childrenOf('nowhere', after), [])
})

test('a code is that of whoever stands under it on the day', () => {
  const old = unit('00004.2025', '25', { code: '00004', until: before })
  const now = unit('00004', '25', { from: after })
  const tree = treeOf([old, now])
  assert.equal(tree.coded('00004', before), old)
  assert.equal(tree.coded('00004', after), now)
  assert.equal(tree.coded('00004.2025', before), undefined)
  assert.equal(tree.unit('00004.2025'), old)
  assert.equal(tree.unit('constructor'), undefined)
  assert.deepEqual(tree.all(), [old, now])
})

test('a unit belongs to whom it moved to, from that day on', () => {
  const moved = unit('A', '25', {
    parents: [{ parent: '25' }, { parent: '26', from: '2026-01-01' }, { parent: '27', from: '2026-05-01' }],
  })
  const tree = treeOf([unit('25'), unit('26'), unit('27'), moved])
  const parents = ['2025-12-31', '2026-01-01', '2026-04-30', '2026-05-01'].map((day) =>
    tree.parentOf('A', day),
  )
  assert.deepEqual(parents, ['25', '26', '26', '27'])
  assert.deepEqual(sorted(tree.countedIn('25', '2026-01-01')), ['25'])
  assert.deepEqual(sorted(tree.countedIn('26', '2026-01-01')), ['26', 'A'])
  assert.equal(tree.parentOf('nowhere', after), undefined)
})

test('an earlier move that is told later does not undo a later one', () => {
  const parents = [
    { parent: '25' },
    { parent: '27', from: '2026-05-01' },
    { parent: '26', from: '2026-01-01' },
  ]
  const tree = treeOf([unit('A', '25', { parents })])
  assert.deepEqual([tree.parentOf('A', '2026-04-30'), tree.parentOf('A', '2026-05-01')], ['26', '27'])
  const twice = treeOf([unit('A', '25', { parents: [...parents, { parent: '28', from: '2026-05-01' }] })])
  assert.equal(twice.parentOf('A', '2026-05-01'), '28')
})

test('within: itself, its parents, and nobody else', () => {
  assert.ok(tree.within('village', 'village', after))
  assert.ok(tree.within('village', 'A', after))
  assert.ok(tree.within('village', '25', after))
  assert.ok(!tree.within('village', 'B', after))
  assert.ok(!tree.within('25', 'village', after))
  assert.ok(!tree.within('A', '01', after))
})

test('what ended counts where all that succeeded it meet', () => {
  // The merged one counts in its heir; the one shared over two communes only in their province.
  assert.deepEqual(sorted(tree.countedIn('A', after)), ['A', 'merged', 'village'])
  assert.deepEqual(sorted(tree.countedIn('B', after)), ['B'])
  assert.deepEqual(sorted(tree.countedIn('25', after)), [
    '25',
    'A',
    'B',
    'gone',
    'merged',
    'office',
    'shared',
    'village',
  ])
  // Shared over two provinces it counts in neither.
  assert.deepEqual(sorted(tree.countedIn('01', after)), ['01', 'H'])
})

test('what ended without an heir counts where it belonged at its end', () => {
  const tree = treeOf([
    unit('25'),
    unit('A', 'district'),
    unit('district', '25', { until: before }),
    unit('part', 'district', { ...heirs('part', 'A'), until: before }),
  ])
  assert.deepEqual(sorted(tree.countedIn('25', after)), ['25', 'district', 'part'])
  // One part of it says nothing of the rest.
  assert.deepEqual(sorted(tree.countedIn('A', after)), ['A'])
})

test('until its last day a unit counts where it stands', () => {
  const all = ['25', 'across', 'gone', 'merged', 'office', 'shared']
  assert.deepEqual(sorted(tree.countedIn('25', before)), all)
  assert.deepEqual(sorted(tree.countedIn('merged', after)), ['merged'])
})

test('succession after succession', () => {
  const chain = treeOf([
    unit('25'),
    unit('now', '25', { from: '2026-01-01' }),
    // Told in the order that needs the most passes.
    unit('first', '25', {
      until: '2024-12-31',
      successors: [{ successor: 'second', share: 'whole', from: '2025-01-01' }],
    }),
    unit('second', '25', {
      until: '2025-06-30',
      successors: [{ successor: 'third', share: 'whole', from: '2025-07-01' }],
    }),
    unit('third', '25', {
      until: '2025-12-31',
      successors: [{ successor: 'now', share: 'whole', from: '2026-01-01' }],
    }),
  ])
  assert.deepEqual(sorted(chain.countedIn('now', '2026-01-01')), ['first', 'now', 'second', 'third'])
  assert.deepEqual(sorted(chain.countedIn('third', '2025-12-31')), ['first', 'second', 'third'])
  assert.deepEqual(sorted(chain.countedIn('25', '2024-12-31')), ['25', 'first', 'second', 'third'])
})

test('shared out and joined again counts whole', () => {
  const tree = treeOf([
    unit('25'),
    unit('now', '25'),
    unit('old', '25', heirs('part', 'left', 'right')),
    unit('left', '25', { ...heirs('whole', 'now'), until: '2025-08-31' }),
    unit('right', '25', { ...heirs('whole', 'now'), until: '2025-09-30' }),
  ])
  assert.deepEqual(sorted(tree.countedIn('now', '2025-09-30')), ['left', 'now'])
  assert.deepEqual(sorted(tree.countedIn('now', '2025-10-01')), ['left', 'now', 'old', 'right'])
})

test('circles in bad books do not hang', () => {
  const circle = treeOf([
    unit('A', 'B'),
    unit('B', 'C'),
    unit('C', 'A'),
    unit('X', 'A', { until: before, successors: [{ successor: 'Y', share: 'whole', from: after }] }),
    unit('Y', 'A', { until: before, successors: [{ successor: 'X', share: 'whole', from: after }] }),
    unit('self', 'self', { until: before, successors: [{ successor: 'self', share: 'whole', from: after }] }),
  ])
  assert.deepEqual(sorted(circle.countedIn('A', after)), ['A', 'B', 'C'])
  assert.ok(circle.within('A', 'C', after))
  assert.ok(!circle.within('A', 'elsewhere', after))
  assert.ok(!circle.within('self', 'A', after))
})

test('two that stand side by side never count a unit both; their parent counts what each counts', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const anyUnits = fc.tuple(
    ...names.map((id) =>
      fc.record({
        id: fc.constant(id),
        ended: fc.boolean(),
        successors: fc.uniqueArray(fc.constantFrom(...names, 'left', 'right'), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
    ),
  )
  fc.assert(
    fc.property(anyUnits, (units) => {
      const tree = treeOf([
        unit('25'),
        unit('left', '25'),
        unit('right', '25'),
        ...units.map(({ id, ended, successors }) =>
          unit(id, '25', ended ? heirs('part', ...successors) : {}),
        ),
      ])
      const [left, right, all] = ['left', 'right', '25'].map((id) => tree.countedIn(id, after))
      for (const id of left!) assert.ok(!right!.has(id) && all!.has(id), id)
      for (const id of right!) assert.ok(all!.has(id), id)
    }),
  )
})
