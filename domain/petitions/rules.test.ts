import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOfAct } from '../act.ts'
import { addDays, type Day, dayOf, startOf } from '../day.ts'
import { readAct } from '../leaf.ts'
import type { By } from '../people.ts'
import { anyPetitionHistory, anyPetitionMoves, anyReceived } from '../testing/arbitrary.test.ts'
import {
  above,
  citizen,
  historyOf,
  home,
  leader,
  type Move,
  officer,
  other,
  type PetitionStep,
  receive,
  reception,
  request,
  type Verb,
} from '../testing/petitions.ts'
import { actor, digest, entryOf, notSaidAgain, play } from '../testing/play.ts'
import { presets } from './acts.ts'
import { currentCalendar, endOf } from './clock.ts'
import {
  dueIf,
  OBJECT_WITHIN_DAYS,
  type Petition,
  type PetitionRefusal,
  petitionRules,
  RESUME_WITHIN_DAYS,
  VERDICT_WITHIN_DAYS,
  whyNot,
} from './rules.ts'
import { isOpen } from './state.ts'

const monday = '2026-03-02'
const raised = { day: monday, preset: 'petition-normal', channel: 'web', keyed: true } as const
const by = (who: typeof citizen, verb: Verb, day: Day = monday, k = 0): PetitionStep => ({
  ask: (petition) => request(verb, petition, day, k),
  actor: who,
  day,
})
const first: PetitionStep = { ask: receive(raised), actor: citizen, day: monday }
const taken = [first, by(officer, 'accept', monday, 1)]
const answered = [...taken, by(leader, 'assign'), by(officer, 'draft'), by(leader, 'answer', '2026-03-05')]
const declined = [...taken, by(leader, 'decline')]

const played = (...steps: PetitionStep[]) => play(petitionRules, 'petition/1', steps)
const last = (...steps: PetitionStep[]) => played(...steps).said.at(-1)

test('An is answered and says that it is settled', () => {
  const { said, state } = played(...answered, by(citizen, 'confirm', '2026-03-06'))
  assert.deepEqual(said, [
    'petition.received',
    'petition.accepted',
    'petition.assigned',
    'petition.drafted',
    'petition.answered',
    'petition.confirmed',
  ])
  assert.equal(state?.answer?.late, false)
})

test('Bình joins, and disputes: the matter is open again, twice and not a third time', () => {
  const again = [by(citizen, 'dispute', '2026-03-06', 1), by(leader, 'answer', '2026-03-07')]
  const joined = [...taken, by(citizen, 'join'), by(leader, 'answer', '2026-03-05')]
  const once = played(...joined, again[0]!)
  assert.equal(once.state?.stage, 'assigned')
  const { said, state } = played(...joined, ...again, ...again, by(citizen, 'dispute', '2026-03-08', 1))
  assert.equal(said.at(-1), 'petition.disputed')
  assert.equal(state?.stage, 'answered')
  assert.equal(state?.reopened, 2)
})

test('whoever disputed by mistake may say so: the answer stands again', () => {
  const disputed = [...answered, by(citizen, 'dispute', '2026-03-06')]
  const { state } = played(...disputed, by(citizen, 'confirm', '2026-03-07'))
  assert.equal(state?.stage, 'answered')
  assert.equal(state?.behind[0]?.verdict, 'confirmed')
  assert.equal(state?.reopened, 0)
  assert.equal(
    last(...disputed, by(leader, 'answer', '2026-03-07'), by(citizen, 'confirm', '2026-03-08')),
    'petition.confirmed',
  )
})

test("the citizen's clock: five working days, that no transfer restarts", () => {
  assert.equal(played(first).state?.due, endOf('2026-03-09'))
  const { state } = played(...taken, by(officer, 'transfer', '2026-03-04'))
  assert.equal(state?.due, endOf('2026-03-09'))
  assert.equal(state?.unit, other)
  assert.equal(dayOf(state!.unitSince), '2026-03-04')
})

test('it stands still from asking for more until the word comes, in working days', () => {
  const asked = [...taken, by(officer, 'ask-info', '2026-03-03')]
  const { state } = played(...asked, by(citizen, 'give-info', '2026-03-09'))
  assert.equal(state?.due, endOf('2026-03-13'))
  assert.deepEqual(state?.waits, [['2026-03-03', '2026-03-09']])
})

test('urgent matters are due after four working hours', () => {
  const urgent = { ...raised, preset: 'petition-urgent' } as const
  const { state } = played({ ...first, ask: receive(urgent) })
  assert.equal(state?.due, startOf(monday) + 14 * 3600)
})

test('who has it next may not choose again how long it may take', () => {
  const passed = [...taken, by(officer, 'transfer', '2026-03-04')]
  const accept = (k: number) => by(above, 'accept', '2026-03-04', k)
  assert.equal(last(...passed, accept(2)), 'deadline-not-by-the-rule')
  assert.equal(last(...passed, accept(1)), 'petition.accepted')
})

test('a decline names its ground, is open to objection, and another office reviews it', () => {
  const objected = [...declined, by(citizen, 'object', '2026-03-10')]
  assert.equal(last(...objected), 'petition.objected')
  assert.equal(last(...objected, by(leader, 'review')), 'only-another-office-reviews')
  const { state } = played(...objected, by(above, 'review', '2026-03-12', 1))
  assert.equal(state?.stage, 'accepted')
  assert.equal(played(...objected, by(above, 'review', '2026-03-12', 0)).state?.stage, 'declined')
})

test('a withdrawal may be taken back for three days: a stolen receipt ends nothing', () => {
  const withdrawn = [...taken, by(citizen, 'withdraw')]
  assert.equal(played(...withdrawn).state?.stage, 'withdrawn')
  const within = addDays(monday, RESUME_WITHIN_DAYS)
  assert.equal(played(...withdrawn, by(citizen, 'resume', within)).state?.stage, 'accepted')
})

test('whoever raised it may leave; those who joined keep it', () => {
  const { state } = played(...taken, by(citizen, 'join'), by(citizen, 'withdraw'))
  assert.equal(state?.stage, 'accepted')
})

test('a receipt that was lost is made anew by two offices, and is counted apart', () => {
  const asked = [...taken, by(reception, 'ask-rekey')]
  assert.equal(last(...asked, by(reception, 'rekey')), 'only-another-office-grants')
  const { state } = played(...asked, by(leader, 'rekey'))
  assert.equal(state?.behind[0]?.rekeyed, true)
  const speaks = [by(leader, 'answer', '2026-03-05'), by(citizen, 'confirm', '2026-03-06')]
  const { acts } = played(...asked, by(leader, 'rekey'), ...speaks)
  assert.equal((acts.at(-1) as { rekeyed?: boolean }).rekeyed, true)
})

test('a new key that was named when it was asked for is the one that is granted', () => {
  const named = by(reception, 'ask-rekey', monday, 4)
  const another = changing(by(leader, 'rekey'), { key: digest(20) })
  assert.equal(last(...taken, named, another), 'nothing-asked')
  assert.equal(last(...taken, named, by(leader, 'rekey')), 'petition.rekeyed')
  assert.equal(last(...taken, by(reception, 'ask-rekey'), another), 'petition.rekeyed')
})

const late = addDays('2026-03-05', VERDICT_WITHIN_DAYS + 1)
const speaksOfAnother = by(citizen, 'confirm', '2026-03-06')
const changing = (step: PetitionStep, change: object): PetitionStep => ({
  ...step,
  ask: (petition) => ({ ...(step.ask as (p: typeof petition) => object)(petition), ...change }) as never,
})

const refusals: Record<PetitionRefusal, PetitionStep[]> = {
  'petition-already-received': [first, first],
  'no-such-petition': [by(officer, 'accept')],
  'petition-was-erased': [...answered, by(citizen, 'erase', '2026-03-06'), by(leader, 'assign')],
  'only-those-who-take-in-matters': [{ ...first, actor: officer }],
  'only-the-office-in-charge': [first, by(actor(`officer@${other}`, other), 'accept')],
  'only-the-leader-in-charge': [...taken, by(officer, 'answer')],
  'only-another-office-reviews': [...declined, by(leader, 'review')],
  'only-the-receipt': [...answered, by(leader, 'confirm', '2026-03-06')],
  'only-another-office-grants': [...taken, by(reception, 'ask-rekey'), by(reception, 'rekey')],
  'petition-is-closed': [...answered, by(citizen, 'join', '2026-03-06')],
  'petition-is-open': [...taken, by(citizen, 'erase')],
  'petition-not-new': [...taken, by(officer, 'accept', monday, 1)],
  'petition-not-accepted': [first, by(leader, 'assign')],
  'nothing-drafted': [...taken, by(leader, 'return')],
  'nothing-asked': [...taken, by(citizen, 'give-info')],
  'already-asked': [...taken, by(officer, 'ask-info'), by(officer, 'ask-info')],
  'petition-not-answered': [...taken, by(citizen, 'confirm')],
  'answered-before': [...answered, by(citizen, 'dispute', '2026-03-06'), by(leader, 'decline', '2026-03-06')],
  'petition-not-declined': [...taken, by(citizen, 'object')],
  'petition-not-withdrawn': [...taken, by(citizen, 'resume')],
  'already-objected': [...declined, by(citizen, 'object'), by(citizen, 'object')],
  'already-reviewed': [...declined, by(above, 'review'), by(above, 'review')],
  'already-extended': [...taken, by(leader, 'extend'), by(leader, 'extend')],
  'already-with-this-unit': [...taken, changing(by(officer, 'transfer'), { to: home })],
  'already-left': [...taken, by(citizen, 'join'), by(citizen, 'withdraw'), by(citizen, 'withdraw')],
  'already-erased': [...answered, by(citizen, 'erase', '2026-03-06'), by(citizen, 'erase', '2026-03-06')],
  'deadline-not-by-the-rule': [
    first,
    changing(by(officer, 'accept', monday, 2), { due: endOf('2026-12-01') }),
  ],
  'receipt-speaks-of-another-answer': [...answered, changing(speaksOfAnother, { ref: 7 })],
  'receipt-is-out-of-date': [...answered, changing(speaksOfAnother, { n: 2 })],
  'time-to-speak-has-passed': [...answered, by(citizen, 'dispute', late)],
  'too-late-to-take-back': [
    ...taken,
    by(citizen, 'withdraw'),
    by(citizen, 'resume', addDays(monday, RESUME_WITHIN_DAYS + 1)),
  ],
  'time-to-object-has-passed': [...declined, by(citizen, 'object', addDays(monday, OBJECT_WITHIN_DAYS + 1))],
  'nobody-by-this-number': [...taken, by(reception, 'ask-rekey', monday, 1)],
  'nothing-to-correct': [...taken, changing(by(officer, 'correct'), { field: undefined })],
}
for (const [refusal, steps] of Object.entries(refusals)) {
  test(`refused: ${refusal}`, () => assert.equal(last(...steps), refusal))
}

const everyone = (who: By) => actor(who)

test('every act is a leaf that the schema takes, and the auditor hears the same of it', () => {
  fc.assert(
    fc.property(anyPetitionHistory, (acts) => {
      for (const act of acts) assert.deepEqual(readAct({ ...act }), { act: { ...act } })
      assert.deepEqual(notSaidAgain(petitionRules, acts, everyone), [])
    }),
    { numRuns: 2_000 },
  )
})

test('no state without a way out: an open matter can always be answered, and an answer always be disputed', () => {
  fc.assert(
    fc.property(anyReceived, anyPetitionMoves, (received, moves) => {
      const { state, acts } = historyOf(received, moves, '1')
      const petition = state!
      const day = dayOfAct(acts.at(-1)!)
      if (petition.erased) return
      if (isOpen(petition)) {
        const chief = actor('leader@25')
        const ways: Move[] = [
          { do: 'accept', wait: 0, k: presets.indexOf(petition.rule as (typeof presets)[number]) },
          { do: 'answer', wait: 0, k: 0 },
        ]
        let at: Petition | undefined = petition
        for (const way of ways.slice(petition.stage === 'received' ? 0 : 1)) {
          const asked = request(way.do, at, day, way.k)
          const decision = petitionRules.decide(at, { ...asked, actor: chief, day })
          assert.ok('facts' in decision, `${way.do} of ${at?.stage}: ${JSON.stringify(decision)}`)
          const act = {
            ...decision.facts[0]!,
            subject: 'petition/1',
            n: at!.n + 1,
            unit: at!.unit,
            by: chief.by,
            t: startOf(day),
          }
          at = petitionRules.evolve(at, act, entryOf(act.n))
        }
        assert.equal(at?.stage, 'answered')
      }
      if (petition.stage === 'answered' && petition.answer!.keyed) {
        const who = petition.behind.findIndex(({ key, left }) => key !== undefined && !left)
        const asked = { ...request('dispute', petition, petition.answer!.on, who), who }
        assert.equal(
          whyNot(petition, { ...asked, actor: citizen, day: petition.answer!.on } as never),
          undefined,
        )
      }
    }),
    { numRuns: 1_500 },
  )
})

test('clocks never run backwards past receipt, and only the choice of another preset shortens one', () => {
  fc.assert(
    fc.property(anyPetitionHistory, (acts) => {
      let petition: Petition | undefined
      for (const act of acts) {
        const next = petitionRules.evolve(petition, act, entryOf(act.n))
        assert.ok(next.due >= next.receivedAt)
        if (petition && act.kind !== 'petition.accepted') assert.ok(next.due >= petition.due)
        petition = next
      }
    }),
  )
})

test('a page is told beforehand what a preset would give', () => {
  const { state } = played(first)
  const under = { rule: 'petition-complex', calendar: currentCalendar }
  assert.equal(dueIf(state!, under), endOf('2026-03-23'))
  assert.equal(dueIf(state!, { rule: 'petition-nothing', calendar: currentCalendar }), undefined)
  assert.equal(dueIf(state!, { rule: 'petition-complex', calendar: 'vn-1900-01' }), undefined)
})
