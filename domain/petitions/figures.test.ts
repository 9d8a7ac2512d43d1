import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOfAct } from '../act.ts'
import { addDays, type Day, dayOf, daysBetween } from '../day.ts'
import { countActs, type Figures, figuresFrom } from '../figures.ts'
import type { Span } from '../period.ts'
import { addCounts, type Counts } from '../tally.ts'
import { anyPetitionHistory, anySpan } from '../testing/arbitrary.test.ts'
import { entryOf } from '../testing/play.ts'
import type { PetitionAct } from './acts.ts'
import { SILENT_AFTER_DAYS } from './figures.ts'
import { evolve, isOpen, joinedOf, type Petition, standingOf } from './state.ts'

type PetitionFigures = Figures['petitions']

/** One matter as of the end of a day: its history is read again from the start, and the definitions are asked. */
function asOf(
  history: readonly PetitionAct[],
  to: Day,
): { unit: string; numbers: PetitionFigures; sent: string[]; anew: string[] } {
  let petition: Petition | undefined
  const sent: string[] = []
  const anew: string[] = []
  for (const act of history) {
    if (petition && dayOfAct(act) > to) break
    if (act.kind === 'petition.transferred') sent.push(act.unit)
    if ('rekeyed' in act && act.rekeyed) anew.push(act.unit)
    petition = evolve(petition, act, entryOf(act.n))
  }
  const known = petition!
  const counts = known.stage !== 'withdrawn' && known.stage !== 'merged'
  const n = (yes: boolean) => Number(counts && yes)
  const answered = known.stage === 'answered'
  const verdict = standingOf(known.behind)
  const waited = answered && daysBetween(known.answer!.on, to) > SILENT_AFTER_DAYS
  return {
    unit: known.unit,
    sent,
    anew,
    numbers: {
      received: n(true),
      answered: n(answered),
      answeredOnTime: n(answered && !known.answer!.late),
      answeredLate: n(answered && known.answer!.late),
      open: n(isOpen(known)),
      openOverdue: n(isOpen(known) && dayOf(known.due) < to),
      confirmed: n(verdict === 'confirmed'),
      disputed: n(verdict === 'disputed'),
      silent: n(answered && verdict === undefined && known.answer!.keyed && waited),
      joined: counts ? joinedOf(known) : 0,
      declined: n(known.stage === 'declined'),
      transferred: 0,
      rekeyed: 0,
    },
  }
}

const dayReceived = ([first]: readonly PetitionAct[]) => dayOfAct(first!)

function model(histories: readonly PetitionAct[][], { from, to }: Span, unit: string): PetitionFigures {
  const total = { ...figuresFrom({}).petitions }
  for (const history of histories) {
    if (dayReceived(history) < from || dayReceived(history) > to) continue
    const { unit: at, numbers, sent, anew } = asOf(history, to)
    total.transferred += sent.filter((one) => one === unit).length
    total.rekeyed += anew.filter((one) => one === unit).length
    if (at !== unit) continue
    for (const key of Object.keys(numbers) as (keyof PetitionFigures)[]) total[key] += numbers[key]
  }
  return total
}

const anyHistories = fc.array(anyPetitionHistory, { minLength: 1, maxLength: 4 })
const counted = (acts: readonly PetitionAct[], span: Span, unit: string): PetitionFigures =>
  figuresFrom(countActs(acts, span).get(unit) ?? {}).petitions

test('counting act by act is what the definitions say, at the unit that has the matter', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(anyHistories, anySpan, (histories, span) => {
      for (const unit of ['05128', '07894']) {
        const expected = model(histories, span, unit)
        assert.deepEqual(counted(histories.flat(), span, unit), expected)
        for (const [feature, n] of Object.entries(expected)) if (n > 0) met.add(feature)
      }
    }),
    { numRuns: 3_000 },
  )
  // A property over histories that never reach something says nothing of it.
  assert.deepEqual([...met].sort(), Object.keys(figuresFrom({}).petitions).sort())
})

test('P5: what is counted of a record is the sum over any split of it', () => {
  fc.assert(
    fc.property(anyHistories, anySpan, fc.nat(), (histories, span, at) => {
      const acts = histories.flat()
      const cut = at % (acts.length + 1)
      const sum = (parts: readonly PetitionAct[][]) => {
        const all: Counts = {}
        for (const part of parts) for (const counts of countActs(part, span).values()) addCounts(all, counts)
        return all
      }
      assert.deepEqual(sum([acts.slice(0, cut), acts.slice(cut)]), sum([acts]))
    }),
  )
})

test('nothing that is shown falls below nothing', () => {
  fc.assert(
    fc.property(anyPetitionHistory, fc.nat(120), (history, days) => {
      const span = { from: '2026-01-01', to: addDays(dayReceived(history), days) }
      for (const unit of ['05128', '07894'])
        for (const n of Object.values(counted(history, span, unit))) assert.ok(n >= 0)
    }),
  )
})
