import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Act, dayOfAct } from './act.ts'
import { addDays, type Day, dayOf, startOf } from './day.ts'
import { countActs, type Figures, figuresFrom, figuresOf, isCommune, perMille } from './figures.ts'
import { type MeetingAct, modes, regularities } from './meetings/acts.ts'
import { type Meeting, type MeetingRequest, meetingRules } from './meetings/rules.ts'
import type { Span } from './period.ts'
import { addCounts } from './tally.ts'
import { anyDay, anyMoves, anyRaised, anySpan } from './testing/arbitrary.test.ts'
import { historyOf } from './testing/opinions.ts'
import { actor, digest, play, type Step } from './testing/play.ts'
import type { Unit } from './units/rules.ts'
import { treeOf } from './units/tree.ts'

const unit = (id: string, level: Unit['level'], parent?: string, more: Partial<Unit> = {}): Unit => ({
  id,
  code: id,
  level,
  parents: parent === undefined ? [] : [{ parent }],
  names: [],
  successors: [],
  ...more,
})
const ended = (...heirs: string[]): Partial<Unit> => ({
  until: '2025-12-31',
  successors: heirs.map((successor) => ({
    successor,
    share: heirs.length > 1 ? 'part' : 'whole',
    from: '2026-01-01',
  })),
})

const units = [
  unit('25', 'province'),
  unit('25S01', 'office', '25'),
  unit('commune', 'commune', '25'),
  unit('ward', 'ward', '25'),
  unit('zone', 'special-zone', '25'),
  unit('village', 'village', 'commune'),
  unit('old', 'commune', '25', ended('commune')),
  unit('shared', 'commune', '25', ended('commune', 'ward')),
  unit('01', 'province'),
]
const tree = treeOf(units)

type S = Step<Meeting, MeetingRequest>
type MeetingMove = {
  do: 'postpone' | 'cancel' | 'hold' | 'publish-minutes'
  wait: number
  hour: number
  n: number
}

const anyMeeting = fc
  .record({
    where: fc.constantFrom(...units.map(({ id }) => id)),
    regularity: fc.constantFrom(...regularities),
    mode: fc.constantFrom(...modes),
    day: anyDay,
    moves: fc.array(
      fc.record({
        do: fc.constantFrom('postpone', 'cancel', 'hold', 'hold', 'publish-minutes', 'publish-minutes'),
        wait: fc.nat(30),
        // Around midnight in Vietnam, which is 17 o'clock in Greenwich.
        hour: fc.constantFrom(0, 1, 6, 7, 8, 23),
        n: fc.nat(300),
      }) as fc.Arbitrary<MeetingMove>,
      { maxLength: 6, size: 'max' },
    ),
  })
  .map(({ where, regularity, mode, day, moves }) => {
    const who = actor(`secretary@${where}`, where)
    const starts = startOf(day) + 8 * 3600
    const call: MeetingRequest = {
      do: 'call',
      unit: where,
      regularity,
      mode,
      starts,
      topic: digest(1),
      chair: digest(2),
    }
    let today = addDays(day, -10)
    const steps: S[] = [{ ask: call, actor: who, day: today }]
    for (const move of moves) {
      today = addDays(today, move.wait)
      const moment = startOf(today) + move.hour * 3600
      const ask: MeetingRequest =
        move.do === 'postpone'
          ? { do: 'postpone', ...(move.n > 100 && { to: moment + 86_400 * 9 }) }
          : move.do === 'hold'
            ? { do: 'hold', mode, starts: moment, attendees: move.n }
            : { do: move.do }
      steps.push({ ask, actor: who, day: today })
    }
    return play(meetingRules, 'meeting/1', steps).acts
  })

type MeetingHistory = readonly MeetingAct[]

/** Dialogues by their definitions: which were held, and on which day in Vietnam did they start? */
function model(
  histories: readonly MeetingHistory[],
  counted: Set<string>,
  { from, to }: Span,
): Figures['dialogues'] {
  const within = (moment: number) => dayOf(moment) >= from && dayOf(moment) <= to
  const here = histories.filter(([called]) => counted.has(called!.unit))
  const held = here.flatMap((history) => {
    const act = history.find((act) => act.kind === 'meeting.held')
    return act && within(act.starts)
      ? [{ ...act, minutes: history.some(({ kind }) => kind.includes('minutes')) }]
      : []
  })
  const times = (kind: string) =>
    here.flat().filter((act) => act.kind === kind && 'starts' in act && within(act.starts)).length
  const mode = (mode: string) => held.filter((act) => act.mode === mode).length
  return {
    held: held.length,
    periodic: held.filter(({ regularity }) => regularity === 'periodic').length,
    extraordinary: held.filter(({ regularity }) => regularity === 'extraordinary').length,
    byMode: { inPerson: mode('inPerson'), online: mode('online'), hybrid: mode('hybrid') },
    cancelled: times('meeting.cancelled'),
    postponed: times('meeting.postponed'),
    minutesPublished: held.filter(({ minutes }) => minutes).length,
    attendees: held.reduce((sum, { attendees }) => sum + attendees, 0),
    communesWithDialogue: new Set(
      held.map(({ unit }) => unit).filter((id) => isCommune(tree.unit(id)?.level)),
    ).size,
  }
}

test('dialogues counted act by act are what the definitions say, in each unit', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(fc.array(anyMeeting, { minLength: 1, maxLength: 8 }), anySpan, (histories, span) => {
      const sums = countActs(histories.flat(), span)
      for (const { id } of units) {
        const expected = model(histories, tree.countedIn(id, span.to), span)
        assert.deepEqual(figuresOf(sums, tree, id, span.to).dialogues, expected, id)
        for (const [feature, n] of Object.entries(expected)) if (n) met.add(feature)
      }
    }),
    { numRuns: 3000 },
  )
  assert.deepEqual([...met].sort(), Object.keys(figuresFrom({}).dialogues).sort())
})

test('any acts, in any order and split, come to the same figures', () => {
  const anyOpinion = fc
    .tuple(anyRaised, anyMoves)
    .map(([raised, moves]) => historyOf(raised, moves, '1').acts)
  const anyActs = fc
    .tuple(fc.array(anyMeeting, { maxLength: 4 }), fc.array(anyOpinion, { maxLength: 4 }))
    .map(([meetings, opinions]): Act[] => [...meetings.flat(), ...opinions.flat()])
  const split = anyActs.chain((acts) =>
    fc.tuple(
      fc.constant(acts),
      fc.shuffledSubarray(acts, { minLength: acts.length, maxLength: acts.length }),
      fc.array(fc.nat(4), { minLength: acts.length, maxLength: acts.length }),
    ),
  )
  const nonEmpty = (sums: ReadonlyMap<string, object>) =>
    Object.fromEntries([...sums].filter(([, counts]) => Object.keys(counts).length > 0))
  fc.assert(
    fc.property(split, anySpan, ([acts, mixed, to], span) => {
      const merged = new Map<string, Record<string, number>>()
      for (let part = 0; part <= 4; part++) {
        const sums = countActs(
          mixed.filter((_, i) => to[i] === part),
          span,
        )
        for (const [id, counts] of sums) merged.set(id, addCounts(merged.get(id) ?? {}, counts))
      }
      assert.deepEqual(nonEmpty(merged), nonEmpty(countActs(acts, span)))
    }),
    { numRuns: 1000 },
  )
})

test('days of a span add up to the span, for what does not change later', () => {
  fc.assert(
    fc.property(fc.array(anyMeeting, { maxLength: 5 }), anySpan, (histories, span) => {
      const acts = histories.flat()
      const held = (span: Span) => figuresOf(countActs(acts, span), tree, '25', '2026-03-01').dialogues.held
      let days = 0
      for (let day: Day = span.from; day <= span.to; day = addDays(day, 1))
        days += held({ from: day, to: day })
      assert.equal(days, held(span))
    }),
    { numRuns: 100 },
  )
})

const dialogue = (where: string, starts: number, src?: 'import') =>
  play(meetingRules, 'meeting/1', [
    {
      ask: {
        do: 'call',
        unit: where,
        regularity: 'periodic',
        mode: 'online',
        starts,
        topic: digest(1),
        chair: digest(2),
      },
      actor: actor('system'),
      day: '2025-01-01',
      src: 'import',
    },
    {
      ask: { do: 'hold', mode: 'online', starts, attendees: 7 },
      actor: src ? actor('system') : actor(`leader@${where}`),
      day: '2026-11-25',
      ...(src && { src }),
    },
  ]).acts

test('a dialogue belongs to the day in Vietnam on which it started, whenever it was typed in', () => {
  const year = { from: '2025-01-01', to: '2025-12-31' }
  const held = (starts: number) =>
    figuresOf(countActs(dialogue('commune', starts), year), tree, '25', year.to).dialogues.held
  assert.equal(held(startOf('2025-01-01')), 1)
  assert.equal(held(startOf('2025-01-01') - 1), 0)
  assert.equal(held(startOf('2026-01-01') - 1), 1)
  assert.equal(held(startOf('2026-01-01')), 0)
  for (const act of dialogue('commune', startOf('2025-06-01'))) assert.ok(dayOfAct(act) !== '2025-06-01')
})

test('communes with a dialogue: communes, wards and special zones, each once', () => {
  const span = { from: '2025-01-01', to: '2025-12-31' }
  const starts = startOf('2025-06-02') + 8 * 3600
  const where = ['25', '25S01', 'commune', 'commune', 'ward', 'zone', 'village', '01']
  const sums = countActs(
    where.flatMap((id) => dialogue(id, starts)),
    span,
  )
  const of = (id: string) => figuresOf(sums, tree, id, span.to).dialogues
  assert.deepEqual([of('25').held, of('25').communesWithDialogue], [7, 3])
  assert.deepEqual([of('commune').held, of('commune').communesWithDialogue], [3, 1])
  assert.deepEqual([of('01').held, of('01').communesWithDialogue], [1, 0])
  assert.deepEqual([of('nowhere').held, of('nowhere').communesWithDialogue], [0, 0])
})

test('what is shared out counts in the province and in no commune alone', () => {
  const span = { from: '2025-01-01', to: '2026-06-30' }
  const starts = startOf('2025-06-02') + 8 * 3600
  const sums = countActs(
    ['old', 'shared'].flatMap((id) => dialogue(id, starts)),
    span,
  )
  const held = (id: string, day: Day) => figuresOf(sums, tree, id, day).dialogues.held
  assert.deepEqual(
    [held('25', '2025-12-31'), held('commune', '2025-12-31'), held('ward', '2025-12-31')],
    [2, 0, 0],
  )
  assert.deepEqual(
    [held('25', '2026-01-01'), held('commune', '2026-01-01'), held('ward', '2026-01-01')],
    [2, 1, 0],
  )
})

test('every figure of interfaces.md is there, and 0 when nothing happened', () => {
  const flat = (part: object): unknown[] =>
    Object.values(part).flatMap((value) => (typeof value === 'object' ? flat(value as object) : [value]))
  assert.deepEqual([...new Set(flat(figuresFrom({})))], [0])
  assert.deepEqual(Object.keys(figuresFrom({})), ['dialogues', 'opinions', 'petitions'])
})

test('codes of books may be any word', () => {
  const { byField } = figuresFrom({
    'opinions.byField.constructor.received': 2,
    'opinions.byField.a.resolved': 1,
  }).opinions
  assert.deepEqual(byField, { a: { received: 0, resolved: 1 }, constructor: { received: 2, resolved: 0 } })
})

test('rates come from counts, in whole numbers, rounded half up', () => {
  assert.equal(perMille(2172, 2631), 826)
  assert.equal(perMille(934, 1187), 787)
  assert.equal(perMille(0, 5), 0)
  assert.equal(perMille(5, 5), 1000)
  assert.equal(perMille(1, 2000), 1)
  assert.equal(perMille(1, 2001), 0)
  assert.equal(perMille(0, 0), undefined)
  fc.assert(
    fc.property(fc.nat(50_000), fc.integer({ min: 1, max: 50_000 }), (part, all) => {
      const tenths = BigInt(perMille(part, all)!)
      const doubled = (BigInt(part) * 2000n) % (BigInt(all) * 2n)
      assert.equal(tenths, (BigInt(part) * 2000n) / (BigInt(all) * 2n) + (doubled >= BigInt(all) ? 1n : 0n))
    }),
  )
})
