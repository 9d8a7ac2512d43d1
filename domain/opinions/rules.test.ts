import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from '../day.ts'
import { readAct } from '../leaf.ts'
import { type By, system } from '../people.ts'
import { anyMoves, anyRaised } from '../testing/arbitrary.test.ts'
import { historyOf, type OpinionStep, raise, sig, speak } from '../testing/opinions.ts'
import { actor, digest, entryOf, notSaidAgain, play } from '../testing/play.ts'
import { ROUNDS } from './acts.ts'
import {
  type OpinionRefusal,
  type OpinionRequest,
  opinionRules,
  VERDICT_WITHIN_DAYS,
  whyNot,
} from './rules.ts'

const unit = '05128'
const held = '2026-03-02'
const answered = '2026-03-10'

const raised = {
  unit,
  held,
  within: 21,
  typed: 0,
  keyed: true,
  imported: false,
  field: 'dat_dai',
  type: 'kien_nghi',
  channel: 'tai_phong',
} as const
const asked = raise(raised)
const answer: OpinionRequest = { do: 'resolve', method: 'van_ban', published: true, answer: digest(5) }
const reopen: OpinionRequest = { do: 'reopen' }

type Ask = OpinionStep['ask']
const office = (ask: Ask, day: Day = answered): OpinionStep => ({
  ask,
  actor: actor('officer@05128', unit),
  day,
})
const desk = (ask: Ask): OpinionStep => ({ ask, actor: actor('reception@05128', unit), day: held })
const citizen = (ask: Ask, day: Day = answered): OpinionStep => ({ ask, actor: actor('citizen'), day })
const books = (ask: Ask, day: Day): OpinionStep => ({ ask, actor: system, day, src: 'import' })
const run = (...steps: OpinionStep[]) => play(opinionRules, 'opinion/1', steps)
const last = (...steps: OpinionStep[]) => run(...steps).said.at(-1)
const open = [desk(asked)]
const settled = [...open, office(answer)]

test('raised, answered, disputed, reopened, answered again, confirmed', () => {
  const { said, state } = run(
    ...settled,
    citizen(speak('dispute'), '2026-03-12'),
    office(reopen, '2026-03-13'),
    office(answer, '2026-03-20'),
    citizen(speak('confirm'), '2026-04-01'),
  )
  assert.deepEqual(
    said.map((kind) => kind.slice('opinion.'.length)),
    ['raised', 'resolved', 'disputed', 'reopened', 'resolved', 'confirmed'],
  )
  assert.equal(state?.rounds, 2)
  assert.equal(state?.reopened, 1)
  assert.equal(state?.answer?.on, '2026-03-20')
  assert.deepEqual([state?.answer?.verdict, state?.answer?.verdictOn], ['confirmed', '2026-04-01'])
})

test('each fact says what counting it needs', () => {
  const { acts } = run(
    ...settled,
    citizen(speak('dispute')),
    citizen(speak('confirm')),
    office(reopen, '2026-03-11'),
  )
  const counted = {
    held,
    due: '2026-03-23',
    field: 'dat_dai',
    type: 'kien_nghi',
    channel: 'tai_phong',
    keyed: true,
  }
  for (const act of acts) assert.deepEqual({ ...act, ...counted }, act)
  const [, , disputed, confirmed, reopened] = acts as unknown as Record<string, unknown>[]
  assert.deepEqual([disputed?.resolved, disputed?.before], [answered, undefined])
  assert.deepEqual([confirmed?.resolved, confirmed?.before], [answered, 'disputed'])
  assert.deepEqual([reopened?.round, reopened?.resolved, reopened?.before], [1, answered, 'confirmed'])
})

const said =
  (verdict: 'confirm' | 'dispute', other: object): Ask =>
  (opinion) =>
    ({ ...speak(verdict)(opinion), ...other }) as OpinionRequest
const unkeyed = desk(raise({ ...raised, keyed: false }))

const refusals: Record<OpinionRefusal, OpinionStep[]> = {
  'opinion-already-raised': [...open, desk(asked)],
  'no-such-opinion': [office(answer)],
  'only-those-who-take-in-opinions': [office(asked)],
  'only-the-office-in-charge': [...open, desk(answer)],
  'opinion-due-before-it-was-raised': [desk(raise({ ...raised, within: -1 }))],
  'opinion-already-resolved': [...settled, office(answer)],
  'opinion-not-resolved': [...open, office(reopen)],
  'resolved-before-it-was-raised': [...open, books(answer, '2026-03-01')],
  'resolved-before-it-was-reopened': [...settled, office(reopen, '2026-03-20'), books(answer, '2026-03-19')],
  'reopened-before-it-was-resolved': [...settled, books(reopen, '2026-03-09')],
  'reopened-before-it-was-judged': [
    ...settled,
    citizen(speak('confirm'), '2026-03-12'),
    books(reopen, '2026-03-11'),
  ],
  'reopened-too-often': [
    ...open,
    ...Array.from({ length: ROUNDS - 1 }, () => [office(answer), office(reopen)]).flat(),
    office(answer),
    office(reopen),
  ],
  'rating-without-receipt': [...settled, office({ do: 'rate', rating: 5 })],
  'only-the-receipt': [...settled, office(speak('confirm'))],
  'receipt-speaks-of-another-answer': [...settled, citizen(said('confirm', { ref: 7 }))],
  'receipt-is-out-of-date': [...settled, citizen(said('confirm', { n: 2 }))],
  'time-to-speak-has-passed': [
    ...settled,
    citizen(speak('dispute'), addDays(answered, VERDICT_WITHIN_DAYS + 1)),
  ],
}
for (const [refusal, steps] of Object.entries(refusals)) {
  test(`refused: ${refusal}`, () => assert.equal(last(...steps), refusal))
}

test('refused for the same reasons in other ways', () => {
  assert.equal(last(unkeyed, office(answer), citizen(speak('confirm'))), 'only-the-receipt')
  assert.equal(
    last(...settled, citizen(said('dispute', { refh: digest(9) }))),
    'receipt-speaks-of-another-answer',
  )
  assert.equal(last(...open, citizen(speak('confirm'))), 'opinion-not-resolved')
  assert.equal(last(...settled, office(reopen), citizen(speak('confirm'))), 'opinion-not-resolved')
  // Books may claim a day that is still to come: nobody has read that answer yet.
  assert.equal(
    last(...open, books(answer, '2026-03-20'), citizen(speak('confirm'), answered)),
    'opinion-not-resolved',
  )
  assert.equal(last(...open, books({ do: 'rate', rating: 5 }, answered)), 'opinion-not-resolved')
  const first = speak('confirm')(run(...settled).state)
  const again = [office(reopen), office(answer), citizen({ ...first, n: 5 } as OpinionRequest)]
  assert.equal(last(...settled, ...again), 'receipt-speaks-of-another-answer')
  assert.equal(last(...settled, citizen(first), citizen(first)), 'receipt-is-out-of-date')
})

test('the last day still counts', () => {
  assert.equal(
    last(...settled, citizen(speak('dispute'), addDays(answered, VERDICT_WITHIN_DAYS))),
    'opinion.disputed',
  )
  assert.equal(last(...open, office(answer, held)), 'opinion.resolved')
  assert.equal(last(...settled, office(reopen, answered)), 'opinion.reopened')
  assert.equal(last(...settled, office(reopen, answered), office(answer, answered)), 'opinion.resolved')
  assert.equal(last(desk(raise({ ...raised, within: 0 }))), 'opinion.raised')
})

test('who may do what', () => {
  const takeIn = ['reception', 'secretary', 'moderator']
  const inCharge = ['officer', 'leader']
  const roles = [...takeIn, ...inCharge, 'editor', 'reporter', 'supervisor', 'auditor', 'admin']
  const { state: before } = run(...open)
  const { state: after } = run(...settled)
  const may = (by: string, reach: string, ask: OpinionRequest) =>
    whyNot(ask === asked ? undefined : ask === answer ? before : after, {
      ...ask,
      actor: actor(by as By, reach),
      day: answered,
    }) === undefined
  for (const role of roles) {
    const by = `${role}@x`
    assert.equal(may(by, unit, asked), takeIn.includes(role), `${role} raise`)
    assert.equal(may(by, unit, answer), inCharge.includes(role), `${role} resolve`)
    assert.equal(may(by, unit, reopen), inCharge.includes(role), `${role} reopen`)
    for (const ask of [asked, answer, reopen]) assert.ok(!may(by, 'elsewhere', ask), `${role} elsewhere`)
    for (const verdict of ['confirm', 'dispute'] as const) assert.ok(!may(by, unit, speak(verdict)(after)))
  }
  for (const by of ['citizen', 'system']) {
    for (const ask of [asked, answer, reopen, { do: 'rate', rating: 1 } as const])
      assert.ok(!may(by, unit, ask), by)
  }
  assert.ok(may('citizen', 'nowhere', speak('confirm')(after)))
  assert.ok(!may('system', unit, speak('confirm')(after)))
})

test('the office it was assigned to answers, and so does the unit that heard it', () => {
  const elsewhere = { ...asked, assigned: '25S01' } as OpinionRequest
  for (const reach of ['25S01', unit]) {
    assert.equal(
      last(desk(elsewhere), { ...office(answer), actor: actor('officer@x', reach) }),
      'opinion.resolved',
    )
  }
})

test('asked again, the rules say each act again; every act is a valid leaf', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(anyRaised, anyMoves, (raised, moves) => {
      const { acts, said } = historyOf(raised, moves, '1')
      for (const word of said) reached.add(word)
      assert.deepEqual(
        notSaidAgain(opinionRules, acts, (by) => actor(by)),
        [],
      )
      for (const act of acts) assert.deepEqual(readAct({ ...act }), { act })
    }),
    { numRuns: 3000 },
  )
  for (const kind of ['raised', 'resolved', 'reopened', 'rated', 'confirmed', 'disputed']) {
    assert.ok(reached.has(`opinion.${kind}`), kind)
  }
})

test('asked again, nothing that may be added is left out', () => {
  const { acts } = run(
    desk({ ...asked, keyBy: 'office' } as OpinionRequest),
    office({ ...answer, document: digest(6) } as OpinionRequest),
    citizen(said('dispute', { reason: digest(7) })),
    citizen(said('confirm', { rating: 4 })),
  )
  const [first, resolved, disputed, confirmed] = acts as unknown as Record<string, unknown>[]
  assert.deepEqual([first?.keyBy, resolved?.document, resolved?.answer], ['office', digest(6), digest(5)])
  assert.deepEqual([disputed?.reason, confirmed?.rating, confirmed?.before], [digest(7), 4, 'disputed'])
  assert.deepEqual(
    notSaidAgain(opinionRules, acts, (by) => actor(by)),
    [],
  )
})

test('an act that the rules would not say is found', () => {
  const { acts } = run(...settled, citizen(speak('confirm')))
  const forge = (i: number, other: object) => acts.map((act, at) => (at === i ? { ...act, ...other } : act))
  const forged = [
    forge(1, { due: '2026-12-31' }),
    forge(1, { round: 2 }),
    forge(1, { by: 'citizen' }),
    forge(2, { resolved: '2026-03-09' }),
    forge(2, { before: 'disputed' }),
    forge(2, { ref: 1 }),
    forge(2, { by: 'leader@05128' }),
    forge(2, { kind: 'opinion.disputed', n: 9 }),
  ]
  for (const acts of forged) {
    assert.equal(
      notSaidAgain(opinionRules, acts as typeof acts, (by) => actor(by)).length > 0,
      true,
      JSON.stringify(acts),
    )
  }
  assert.deepEqual(
    notSaidAgain(opinionRules, acts, (by) => actor(by)),
    [],
  )
  assert.ok(entryOf(2).hash() === digest(2) && sig.length === 86)
})

test('no act comes before the raising', () => {
  const { acts } = run(...settled)
  assert.throws(() => opinionRules.evolve(undefined, acts[1]!), /before opinion.raised/)
})
