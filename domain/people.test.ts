import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holds, isBy, officeOf, roles, system } from './people.ts'
import { actor } from './testing/play.ts'

test('an office is a role in a unit, or there is none', () => {
  for (const role of roles) assert.ok(isBy(`${role}@05128`), role)
  for (const by of ['citizen', 'system', 'leader@00004.2025', 'admin@99S01']) assert.ok(isBy(by), by)
  const none = [
    '',
    'leader',
    'leader@',
    '@25',
    'king@25',
    'constructor@25',
    'citizen@25',
    'system@25',
    'leader@25\n',
  ]
  for (const by of [...none, 'leader@-25', 'Leader@25', 'leader@25@26', null, undefined, 7])
    assert.ok(!isBy(by), String(by))
})

test('what an office is made of', () => {
  assert.deepEqual(officeOf('leader@05128'), { role: 'leader', unit: '05128' })
  assert.equal(officeOf('citizen'), undefined)
})

test('a role counts where it reaches', () => {
  const leader = actor('leader@25', '25', '05128')
  assert.ok(holds(leader, ['officer', 'leader'], '05128'))
  assert.ok(!holds(leader, ['officer'], '05128'))
  assert.ok(!holds(leader, ['leader'], '01'))
  assert.ok(!holds(system, ['admin'], '25'))
})
