import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAct } from '../leaf.ts'
import { type By, roles, system } from '../people.ts'
import { actor, digest, notSaidAgain, play, type Step } from '../testing/play.ts'
import { type Unit, type UnitRefusal, type UnitRequest, unitRules } from './rules.ts'

type S = Step<Unit, UnitRequest>

const admin = actor('admin@25', '25', '05128')
const establish: UnitRequest = {
  do: 'establish',
  id: '05128',
  level: 'commune',
  parent: '25',
  name: digest(1),
}
const abolish: UnitRequest = { do: 'abolish', until: '2025-06-30' }
const succeed: UnitRequest = { do: 'succeed', successor: '05129', share: 'part', from: '2025-07-01' }
const rename: UnitRequest = { do: 'rename', from: '2025-01-01', name: digest(2) }
const move: UnitRequest = { do: 'move', from: '2025-02-01', parent: '26' }

const by =
  (who: S['actor']) =>
  (ask: UnitRequest): S => ({ ask, actor: who, day: '2026-03-02' })
const run = (...asks: UnitRequest[]) => play(unitRules, 'unit/05128', asks.map(by(admin)))

test('established, renamed, moved, abolished, succeeded', () => {
  const { said, state, acts } = run(establish, rename, move, abolish, succeed)
  assert.deepEqual(
    said.map((kind) => kind.slice('unit.'.length)),
    ['established', 'renamed', 'moved', 'abolished', 'succeeded'],
  )
  assert.deepEqual(state, {
    id: '05128',
    code: '05128',
    level: 'commune',
    parents: [{ parent: '25' }, { parent: '26', from: '2025-02-01' }],
    names: [{ name: digest(1) }, { name: digest(2), from: '2025-01-01' }],
    successors: [{ successor: '05129', share: 'part', from: '2025-07-01' }],
    until: '2025-06-30',
  })
  for (const act of acts) assert.deepEqual(readAct({ ...act }), { act })
  assert.deepEqual(
    notSaidAgain(unitRules, acts, (by) => actor(by)),
    [],
  )
})

test('a unit may have another code than its id, and stand from a day on', () => {
  const { state, acts } = run({ ...establish, code: '00004', from: '2025-07-01' })
  assert.deepEqual([state?.code, state?.from], ['00004', '2025-07-01'])
  assert.deepEqual(
    notSaidAgain(unitRules, acts, (by) => actor(by)),
    [],
  )
})

const refusals: Record<UnitRefusal, S[]> = {
  'unit-already-established': [establish, establish].map(by(admin)),
  'no-such-unit': [rename].map(by(admin)),
  'only-the-administrator-of-units': [establish].map(by(actor('leader@05128', '05128'))),
  'unit-has-ended': [establish, abolish, rename].map(by(admin)),
  'unit-cannot-be-its-own-parent': [{ ...establish, parent: '05128' }].map(by(admin)),
  'unit-has-not-ended': [establish, succeed].map(by(admin)),
}
for (const [refusal, steps] of Object.entries(refusals)) {
  test(`refused: ${refusal}`, () => assert.equal(play(unitRules, 'unit/05128', steps).said.at(-1), refusal))
}

test('refused for the same reasons in other ways', () => {
  const last = (...asks: UnitRequest[]) => run(...asks).said.at(-1)
  assert.equal(last(establish, abolish, move), 'unit-has-ended')
  assert.equal(last(establish, abolish, abolish), 'unit-has-ended')
  assert.equal(last(establish, { ...move, parent: '05128' }), 'unit-cannot-be-its-own-parent')
  const stranger = by(actor('admin@01', '01'))
  const said = play(unitRules, 'unit/05128', [by(admin)(establish), stranger(rename)]).said
  assert.deepEqual(said, ['unit.established', 'only-the-administrator-of-units'])
})

test('only administrators keep the tree, and the importer of older books', () => {
  const may = (who: S['actor'], src?: 'import') =>
    play(unitRules, 'unit/05128', [{ ask: establish, actor: who, day: '2026-03-02', ...(src && { src }) }])
      .acts.length === 1
  for (const role of roles) assert.equal(may(actor(`${role}@25` as By)), role === 'admin', role)
  assert.ok(!may(actor('citizen')))
  assert.ok(!may(system))
  assert.ok(may(system, 'import'))
  assert.ok(!may(actor('officer@25'), 'import'))
})
