import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyCase, type Where } from '../people/permissions.ts'
import type { Actor } from '../people.ts'
import { receive, request } from '../testing/petitions.ts'
import { play } from '../testing/play.ts'
import { petitionPermissions, readingPermissions, takingIn } from './permissions.ts'
import { whyNotRead } from './reading.ts'
import { petitionRules, whyNot, whyNotTakeIn } from './rules.ts'

const day = '2026-03-02'
const where: Record<Where, string> = { own: '05128', below: '05128', above: '05128', beside: '05128' }
/** An office whose reach, seen from it, has the matter's unit at that place. */
const officeAt = (role: string, place: Where): Actor => ({
  by: `${role as 'leader'}@${place === 'own' ? where.own : 'elsewhere'}`,
  reaches: () => place === 'own' || place === 'below',
})
const raised = { day, preset: 'petition-normal', channel: 'web', keyed: true } as const
const { state } = play(petitionRules, 'petition/1', [
  { ask: receive(raised), actor: { by: 'citizen', reaches: () => false }, day },
])

test('the rules say of every office what the table says', () => {
  let allowed = 0
  for (const { name, role, where: place, may } of everyCase(petitionPermissions)) {
    const actor = officeAt(role, place)
    const refusal = whyNot(state, { ...request(name, state, day, 0), actor, day } as never)
    assert.equal(!refusal?.startsWith('only-'), may, `${role} ${name} ${place}: ${refusal}`)
    if (may) allowed++
  }
  assert.equal(allowed, 48)
})

test('who takes in matters for others is in the same way', () => {
  for (const { role, where: place, may } of everyCase({ takingIn })) {
    const refusal = whyNotTakeIn(officeAt(role, place), '05128')
    assert.equal(refusal === undefined, may, `${role} ${place}: ${refusal}`)
  }
})

test('what offices read is in the same way', () => {
  for (const { name, role, where: place, may } of everyCase(readingPermissions)) {
    const refusal = whyNotRead(officeAt(role, place), { read: name, unit: '05128', reason: 'gọi lại' })
    assert.equal(refusal === undefined, may, `${role} ${name} ${place}: ${refusal}`)
  }
})

test('a sender is looked up with a reason, and what was sealed by its handler alone', () => {
  const leader = officeAt('leader', 'own')
  const ask = (more: object) =>
    whyNotRead(leader, { read: 'sender', unit: '05128', reason: 'gọi lại', ...more })
  assert.equal(ask({ reason: ' ' }), 'reason-needed')
  assert.equal(ask({ sealed: true }), 'sealed')
  assert.equal(ask({ sealed: true, isHandler: true }), undefined)
})
