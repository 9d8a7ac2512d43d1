import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOfAct } from '../act.ts'
import { addDays, type Day, daysBetween } from '../day.ts'
import { countActs, type Figures, figuresFrom } from '../figures.ts'
import type { Span } from '../period.ts'
import { addCounts, type Counts } from '../tally.ts'
import { anyMoves, anyRaised, anySpan } from '../testing/arbitrary.test.ts'
import { historyOf, type Move, type Raised } from '../testing/opinions.ts'
import type { OpinionAct } from './acts.ts'
import { count, SILENT_AFTER_DAYS } from './figures.ts'

type OpinionFigures = Figures['opinions']

/** One opinion as of the end of a day: its history is read again from the start, and the definitions are asked. */
function asOf(history: readonly OpinionAct[], to: Day) {
  const [first] = history
  if (first?.kind !== 'opinion.raised') throw new Error('no opinion')
  const known = history.filter((act) => act === first || dayOfAct(act) <= to)
  let answeredOn: Day | undefined
  let verdict: string | undefined
  let reopened = false
  for (const act of known) {
    if (act.kind === 'opinion.resolved') {
      answeredOn = dayOfAct(act)
      verdict = undefined
    } else if (act.kind === 'opinion.reopened') {
      answeredOn = undefined
      reopened = true
    } else if (act.kind === 'opinion.confirmed') verdict = 'confirmed'
    else if (act.kind === 'opinion.disputed') verdict = 'disputed'
  }
  const resolved = answeredOn !== undefined
  const onTime = resolved && answeredOn! <= first.due
  const said = resolved ? verdict : undefined
  return {
    received: true,
    resolved,
    resolvedOnTime: onTime,
    resolvedLate: resolved && !onTime,
    open: !resolved,
    openOverdue: !resolved && first.due < to,
    reopened,
    confirmed: said === 'confirmed',
    disputed: said === 'disputed',
    silent: resolved && said === undefined && first.keyed && daysBetween(answeredOn!, to) > SILENT_AFTER_DAYS,
    imported: first.src === 'import',
  }
}

/** The figures by their definitions (interfaces.md §5): which opinions does this describe on the span's last day? */
function model(histories: readonly OpinionAct[][], { from, to }: Span): OpinionFigures {
  const raised = (history: OpinionAct[]) => history[0] as Extract<OpinionAct, { kind: 'opinion.raised' }>
  const belonging = histories.filter((history) => raised(history).held >= from && raised(history).held <= to)
  const number = (feature: keyof ReturnType<typeof asOf>, of = belonging) =>
    of.filter((history) => asOf(history, to)[feature]).length
  const by = (axis: 'field' | 'type' | 'channel') => {
    const parts = Map.groupBy(belonging, (history) => raised(history)[axis])
    const entries = [...parts].map(
      ([code, of]) => [code, { received: number('received', of), resolved: number('resolved', of) }] as const,
    )
    return Object.fromEntries(entries)
  }
  const numbers = Object.fromEntries(
    Object.keys(asOf(belonging[0] ?? histories[0]!, to)).map((feature) => [
      feature,
      number(feature as 'received'),
    ]),
  )
  return { ...numbers, byField: by('field'), byKind: by('type'), byChannel: by('channel') } as OpinionFigures
}

/** The sums of every unit together. */
function total(sums: Iterable<Counts>): Figures {
  const all: Counts = {}
  for (const counts of sums) addCounts(all, counts)
  return figuresFrom(all)
}
const counted = (acts: readonly OpinionAct[], span: Span): OpinionFigures =>
  total(countActs(acts, span).values()).opinions

const anyHistory = fc.tuple(anyRaised, anyMoves).map(([raised, moves]) => historyOf(raised, moves, '1').acts)
const anyHistories = fc.array(anyHistory, { minLength: 1, maxLength: 4 })

test('counting act by act is what the definitions say', () => {
  const met = new Map<string, number>()
  fc.assert(
    fc.property(anyHistories, anySpan, (histories, span) => {
      const expected = model(histories, span)
      assert.deepEqual(counted(histories.flat(), span), expected)
      for (const [feature, n] of Object.entries(expected)) {
        if (typeof n === 'number' && n > 0) met.set(feature, (met.get(feature) ?? 0) + 1)
      }
    }),
    { numRuns: 10_000 },
  )
  // No feature is equal only because it was 0 on both sides.
  const features = Object.entries(figuresFrom({}).opinions).filter(([, n]) => typeof n === 'number')
  for (const [feature] of features) assert.ok((met.get(feature) ?? 0) > 50, `${feature} ${met.get(feature)}`)
})

test('on every day of one history, from before its dialogue to long after', () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      const { held } = history[0] as Extract<OpinionAct, { kind: 'opinion.raised' }>
      for (let n = 0; n < 110; n++) {
        const span = { from: held, to: addDays(held, n) }
        assert.deepEqual(counted(history, span), model([history], span), span.to)
      }
      const outside = { from: addDays(held, 1), to: addDays(held, 400) }
      assert.deepEqual(counted(history, outside), figuresFrom({}).opinions)
    }),
    { numRuns: 400 },
  )
})

test('the order of acts and how they are split does not matter', () => {
  const shuffled = anyHistories.chain((histories) => {
    const acts = histories.flat()
    return fc.tuple(
      fc.constant(acts),
      fc.shuffledSubarray(acts, { minLength: acts.length, maxLength: acts.length }),
      fc.nat(acts.length),
    )
  })
  fc.assert(
    fc.property(shuffled, anySpan, ([acts, mixed, cut], span) => {
      const whole = counted(acts, span)
      assert.deepEqual(counted(mixed, span), whole)
      const parts = [mixed.slice(0, cut), mixed.slice(cut)].flatMap((part) => [
        ...countActs(part, span).values(),
      ])
      assert.deepEqual(total(parts).opinions, whole)
    }),
    { numRuns: 2000 },
  )
})

test('kept in cells of unit, day and day, the sums are the same', () => {
  fc.assert(
    fc.property(anyHistories, anySpan, (histories, span) => {
      const cells = new Map<string, Counts>()
      for (const act of histories.flat()) {
        for (const { unit, on, at, counts } of count(act)) {
          const cell = `${unit} ${on} ${at}`
          cells.set(cell, addCounts(cells.get(cell) ?? {}, counts))
        }
      }
      const within = [...cells].filter(([cell]) => {
        const [, on, at] = cell.split(' ') as [string, Day, Day]
        return on >= span.from && on <= span.to && at <= span.to
      })
      assert.deepEqual(total(within.map(([, counts]) => counts)).opinions, counted(histories.flat(), span))
    }),
    { numRuns: 1000 },
  )
})

const raised: Raised = {
  unit: '05128',
  held: '2025-12-01',
  within: 30,
  typed: 0,
  keyed: true,
  imported: false,
  field: 'dat_dai',
  type: 'kien_nghi',
  channel: 'tai_phong',
}
const move = (what: Move['do'], wait: number): Move => ({ do: what, wait, imported: false })
const asOfDay = (moves: Move[], to: Day, other: Partial<Raised> = {}) => {
  const of = { ...raised, ...other }
  const { acts, said } = historyOf(of, moves, '1')
  assert.equal(acts.length, moves.length + 1, said.join())
  const { open, openOverdue, resolved, resolvedOnTime, reopened, confirmed, disputed, silent } = counted(
    acts,
    {
      from: '2025-12-01',
      to,
    },
  )
  const numbers = { open, openOverdue, resolved, resolvedOnTime, reopened, confirmed, disputed, silent }
  return Object.entries(numbers)
    .filter(([, n]) => n !== 0)
    .map(([feature, n]) => (n === 1 ? feature : `${feature} ${n}`))
    .join(' ')
}

test('overdue from the day after its due day', () => {
  assert.equal(asOfDay([], '2025-12-31'), 'open')
  assert.equal(asOfDay([], '2026-01-01'), 'open openOverdue')
  assert.equal(asOfDay([move('resolve', 30)], '2026-01-01'), 'resolved resolvedOnTime')
  assert.equal(asOfDay([move('resolve', 31)], '2025-12-31'), 'open')
  assert.equal(asOfDay([move('resolve', 31)], '2026-01-01'), 'resolved')
  assert.equal(asOfDay([move('resolve', 32)], '2026-01-01'), 'open openOverdue')
})

test('reopened and answered again on one day is reopened once, and resolved', () => {
  const moves = [
    move('resolve', 2),
    move('reopen', 0),
    move('resolve', 0),
    move('reopen', 0),
    move('resolve', 0),
  ]
  assert.equal(asOfDay(moves, '2025-12-02'), 'open')
  assert.equal(asOfDay(moves, '2025-12-03'), 'resolved resolvedOnTime reopened')
})

test('silent after fifteen days without a word, never without a receipt', () => {
  assert.equal(asOfDay([move('resolve', 2)], '2025-12-18'), 'resolved resolvedOnTime')
  assert.equal(asOfDay([move('resolve', 2)], '2025-12-19'), 'resolved resolvedOnTime silent')
  assert.equal(asOfDay([move('resolve', 2)], '2026-12-19', { keyed: false }), 'resolved resolvedOnTime')
  assert.equal(asOfDay([move('resolve', 2), move('reopen', 16)], '2025-12-18'), 'resolved resolvedOnTime')
  assert.equal(asOfDay([move('resolve', 2), move('reopen', 16)], '2025-12-19'), 'open reopened')
  assert.equal(
    asOfDay([move('resolve', 2), move('reopen', 20)], '2025-12-22'),
    'resolved resolvedOnTime silent',
  )
  assert.equal(asOfDay([move('resolve', 2), move('reopen', 20)], '2025-12-23'), 'open reopened')
})

test('the last word counts, up to the last day for it', () => {
  const moves = [move('resolve', 2), move('confirm', 3), move('dispute', 12)]
  assert.equal(asOfDay(moves, '2025-12-05'), 'resolved resolvedOnTime')
  assert.equal(asOfDay(moves, '2025-12-06'), 'resolved resolvedOnTime confirmed')
  assert.equal(asOfDay(moves, '2025-12-18'), 'resolved resolvedOnTime disputed')
  assert.equal(asOfDay(moves, '2026-12-18'), 'resolved resolvedOnTime disputed')
  assert.equal(
    asOfDay([...moves, move('reopen', 1), move('resolve', 1)], '2025-12-20'),
    'resolved resolvedOnTime reopened',
  )
})
