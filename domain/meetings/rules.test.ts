import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Day, startOf } from '../day.ts'
import { readAct } from '../leaf.ts'
import { type By, system } from '../people.ts'
import { actor, digest, notSaidAgain, play, type Step } from '../testing/play.ts'
import type { MeetingFact } from './acts.ts'
import { type Meeting, type MeetingRefusal, type MeetingRequest, meetingRules, whyNot } from './rules.ts'

type S = Step<Meeting, MeetingRequest>

const unit = '05128'
const day = '2026-03-02'
const morning = startOf('2026-03-20') + 8 * 3600
const secretary = actor('secretary@05128', unit)

const call: MeetingRequest = {
  do: 'call',
  unit,
  regularity: 'periodic',
  mode: 'inPerson',
  starts: morning,
  topic: digest(1),
  chair: digest(2),
}
const hold: MeetingRequest = { do: 'hold', mode: 'hybrid', starts: morning + 900, attendees: 120 }
const minutes: MeetingRequest = { do: 'publish-minutes', minutes: digest(3) }
const postpone: MeetingRequest = { do: 'postpone', to: morning + 86_400 }
const cancel: MeetingRequest = { do: 'cancel' }

const on =
  (day: Day) =>
  (ask: MeetingRequest): S => ({ ask, actor: secretary, day })
const before = on(day)
const after = on('2026-03-25')
const run = (...steps: S[]) => play(meetingRules, 'meeting/1', steps)
const last = (...steps: S[]) => run(...steps).said.at(-1)

test('called, held, its minutes published', () => {
  const { said, state } = run(before(call), after(hold), after(minutes))
  assert.deepEqual(said, ['meeting.called', 'meeting.held', 'meeting.minutes-published'])
  assert.deepEqual(state, {
    unit,
    regularity: 'periodic',
    mode: 'hybrid',
    status: 'held',
    starts: morning + 900,
    calledOn: day,
    attendees: 120,
    topic: digest(1),
    chair: digest(2),
    minutesOn: '2026-03-25',
    minutes: digest(3),
    imported: false,
  })
})

test('a postponed meeting may be held, postponed again or cancelled', () => {
  assert.equal(last(before(call), before(postpone), after(hold)), 'meeting.held')
  assert.equal(last(before(call), before(postpone), before(postpone)), 'meeting.postponed')
  assert.equal(last(before(call), before({ do: 'postpone' }), before(cancel)), 'meeting.cancelled')
  assert.equal(run(before(call), before({ do: 'postpone' })).state?.starts, morning)
  assert.equal(run(before(call), before(postpone)).state?.starts, morning + 86_400)
})

const refusals: Record<MeetingRefusal, S[]> = {
  'meeting-already-called': [before(call), before(call)],
  'no-such-meeting': [before(cancel)],
  'only-those-who-run-meetings': [{ ...before(call), actor: actor('officer@05128', unit) }],
  'meeting-already-held': [before(call), after(hold), after(cancel)],
  'meeting-was-cancelled': [before(call), before(cancel), after(hold)],
  'meeting-not-yet-held': [before(call), after(minutes)],
  'meeting-lies-in-the-future': [before(call), on('2026-03-19')(hold)],
  'minutes-already-published': [before(call), after(hold), after(minutes), after(minutes)],
}
for (const [refusal, steps] of Object.entries(refusals)) {
  test(`refused: ${refusal}`, () => assert.equal(last(...steps), refusal))
}

test('a meeting is held from the day in Vietnam on which it starts', () => {
  assert.equal(last(before(call), on('2026-03-20')(hold)), 'meeting.held')
  // Half past midnight in Vietnam is still the day before in Greenwich.
  const night: MeetingRequest = {
    do: 'hold',
    mode: 'online',
    starts: startOf('2026-03-21') + 1800,
    attendees: 1,
  }
  assert.equal(last(before(call), on('2026-03-20')(night)), 'meeting-lies-in-the-future')
})

test('who runs meetings', () => {
  const may: [By, string[], boolean][] = [
    ['secretary@05128', [unit], true],
    ['moderator@25', ['25', unit], true],
    ['leader@05128', [unit], true],
    ['secretary@05129', ['05129'], false],
    ['officer@05128', [unit], false],
    ['reception@05128', [unit], false],
    ['editor@05128', [unit], false],
    ['reporter@05128', [unit], false],
    ['supervisor@05128', [unit], false],
    ['auditor@05128', [unit], false],
    ['admin@05128', [unit], false],
    ['citizen', [unit], false],
    ['system', [unit], false],
  ]
  for (const [by, reach, allowed] of may) {
    const who = actor(by, ...reach)
    const requests: MeetingRequest[] = [call, hold, minutes, postpone, cancel]
    for (const ask of requests) {
      const meeting =
        ask === call ? undefined : ({ unit, status: ask === minutes ? 'held' : 'called' } as const)
      const refusal = whyNot(meeting, { ...ask, actor: who, day: '2026-03-25' })
      assert.equal(refusal, allowed ? undefined : 'only-those-who-run-meetings', `${by} ${ask.do}`)
    }
  }
})

test('only the importer itself writes from older books', () => {
  const books = (who: S['actor']): S => ({ ask: call, actor: who, day, src: 'import' })
  assert.equal(last(books(system)), 'meeting.called')
  assert.equal(last(books(actor('officer@05128', unit))), 'only-those-who-run-meetings')
  assert.equal(run(books(system)).state?.imported, true)
})

const anyRequest: fc.Arbitrary<MeetingRequest> = fc.oneof(
  fc.constantFrom(
    call,
    cancel,
    minutes,
    postpone,
    { do: 'postpone' } as const,
    { do: 'publish-minutes' } as const,
  ),
  fc.record({
    do: fc.constant('hold' as const),
    mode: fc.constantFrom('inPerson', 'online', 'hybrid'),
    starts: fc.integer({ min: morning - 90_000, max: morning + 900_000 }),
    attendees: fc.nat(500),
  }),
)
const anyStep: fc.Arbitrary<S> = fc.record({
  ask: anyRequest,
  actor: fc.constantFrom(secretary, system, actor('leader@05128', unit), actor('citizen')),
  day: fc.constantFrom(day, '2026-03-20', '2026-03-22', '2026-04-01'),
  src: fc.constantFrom(undefined, 'import'),
}) as fc.Arbitrary<S>

test('asked again, the rules say each act again; every act of an allowed source is a valid leaf', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
      const { acts, said } = run(before(call), ...steps)
      for (const word of said) reached.add(word)
      assert.deepEqual(
        notSaidAgain(meetingRules, acts, (by) => actor(by)),
        [],
      )
      for (const act of acts) {
        if (act.src === undefined || act.by === 'system')
          assert.ok('act' in readAct({ ...act }), JSON.stringify(act))
      }
    }),
    { numRuns: 1000 },
  )
  const kinds: MeetingFact['kind'][] = [
    'meeting.called',
    'meeting.postponed',
    'meeting.cancelled',
    'meeting.held',
    'meeting.minutes-published',
  ]
  for (const word of [...kinds, ...Object.keys(refusals)])
    assert.ok(reached.has(word) || word === 'no-such-meeting', word)
})

test('an act that the rules would not say is found', () => {
  const { acts } = run(before(call), after(hold))
  const [first, second] = acts
  const forged = { ...second!, regularity: 'extraordinary' } as typeof second
  assert.equal(notSaidAgain(meetingRules, [first!, forged!], (by) => actor(by)).length, 1)
  assert.equal(notSaidAgain(meetingRules, [{ ...first!, by: 'citizen' }], (by) => actor(by)).length, 1)
})

test('no act comes before the call', () => {
  const { acts } = run(before(call), after(hold))
  assert.throws(() => meetingRules.evolve(undefined, acts[1]!), /before meeting.called/)
})
