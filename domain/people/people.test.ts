import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Actor, holds, type Role, roles } from '../people.ts'
import { treeOf } from '../units/tree.ts'
import { actorAs, choose, type Holder, needsSecondFactor, type Office, officesOn } from './offices.ts'
import { everyCase, peoplePermissions, type Where } from './permissions.ts'
import { whyNot } from './rules.ts'

const unit = (id: string, parents: { parent: string; from?: string }[] = []) => ({
  id,
  code: id,
  level: 'commune' as const,
  parents,
  names: [],
  successors: [],
})
const day = '2026-03-02'
/** Seen from A: V lies below, 25 above, B beside. B moved under A later. */
const tree = treeOf([
  unit('25'),
  unit('A', [{ parent: '25' }]),
  unit('B', [{ parent: '25' }, { parent: 'A', from: '2026-07-01' }]),
  unit('V', [{ parent: 'A' }]),
])
const unitAt: Record<Where, string> = { own: 'A', below: 'V', above: '25', beside: 'B' }
const office = (role: Role, at = 'A', more: Partial<Office> = {}): Office => ({
  role,
  unit: at,
  from: '2026-01-01',
  ...more,
})
const holder = (...offices: Office[]): Holder => ({ offices, assurance: 'second-factor' })
const onlyLeaders = (over: string) => (actor: Actor) =>
  holds(actor, ['leader'], over) ? undefined : ('only-leaders' as const)

test('the rules say what the table says, for every role and place', () => {
  let allowed = 0
  for (const { name, role, where, may } of everyCase(peoplePermissions)) {
    const actor = actorAs(holder(office(role)), office(role), tree, day)
    const refusal = whyNot(actor, { do: name, over: [unitAt[where]] })
    assert.equal(refusal === undefined, may, `${role} ${name} ${where}: ${refusal}`)
    if (may) allowed++
  }
  assert.equal(allowed, 6)
})

test('an account is kept only by who reaches every office of it, and none that has no office', () => {
  const actor = actorAs(holder(office('admin')), office('admin'), tree, day)
  assert.equal(whyNot(actor, { do: 'keep-accounts', over: ['A', 'V'] }), undefined)
  assert.equal(whyNot(actor, { do: 'keep-accounts', over: ['V', '25'] }), 'only-who-keeps-accounts')
  assert.equal(whyNot(actor, { do: 'keep-accounts', over: [] }), 'account-of-no-unit')
})

test('an office is held from its first day to its last, and reaches what lies below it on the day', () => {
  const own = office('leader', 'A', { until: '2026-08-01' })
  assert.deepEqual(officesOn(holder(own), '2025-12-31'), [])
  assert.deepEqual(officesOn(holder(own), '2026-08-01'), [own])
  assert.deepEqual(officesOn(holder(own), '2026-08-02'), [])
  assert.equal(actorAs(holder(own), own, tree, '2026-06-30').reaches('B'), false)
  assert.equal(actorAs(holder(own), own, tree, '2026-07-01').reaches('B'), true)
  assert.throws(() => actorAs(holder(own), own, tree, '2026-08-02'), /not held/)
  assert.throws(() => actorAs(holder(office('leader', 'B')), own, tree, day), /not held/)
})

test('a person acts in the office that the rule accepts', () => {
  const person = holder(office('reception'), office('leader', 'B'), office('leader'))
  const chosen = choose(person, tree, day, onlyLeaders('V'))
  assert.ok('actor' in chosen)
  assert.equal(chosen.actor.by, 'leader@A')
  assert.deepEqual(choose(holder(office('reception')), tree, day, onlyLeaders('V')), {
    refusal: 'only-leaders',
  })
  assert.deepEqual(choose(holder(), tree, day, onlyLeaders('V')), { refusal: 'holds-no-office' })
})

test('with a password alone nobody leads, and is told what is missing only where it would help', () => {
  const person: Holder = { offices: [office('officer'), office('leader')], assurance: 'password' }
  assert.deepEqual(choose(person, tree, day, onlyLeaders('A')), { refusal: 'needs-second-factor' })
  assert.deepEqual(choose(person, tree, day, onlyLeaders('B')), { refusal: 'only-leaders' })
  assert.ok('actor' in choose({ ...person, assurance: 'demonstration' }, tree, day, onlyLeaders('A')))
})

test('whoever is let through holds the office, has proven enough, and reaches the unit', () => {
  const days = fc.constantFrom('2025-12-31', day, '2026-07-15', '2027-01-01')
  const units = fc.constantFrom(...Object.values(unitAt))
  const offices = fc.array(
    fc.record({ role: fc.constantFrom(...roles), unit: units, from: days, until: fc.option(days) }),
    { maxLength: 5 },
  )
  const assurance = fc.constantFrom('password' as const, 'second-factor' as const)
  fc.assert(
    fc.property(offices, assurance, days, units, fc.subarray([...roles]), (held, sure, on, over, may) => {
      const person: Holder = {
        offices: held.map(({ until, ...office }) => ({ ...office, ...(until !== null && { until }) })),
        assurance: sure,
      }
      const acceptable = person.offices.some(
        ({ role, unit, from, until }) =>
          from <= on &&
          (until === undefined || on <= until) &&
          may.includes(role) &&
          (sure !== 'password' || !needsSecondFactor(role)) &&
          (unit === over || tree.within(over, unit, on)),
      )
      const chosen = choose(person, tree, on, (actor) => (holds(actor, may, over) ? undefined : 'no'))
      assert.equal('actor' in chosen, acceptable)
    }),
  )
})
