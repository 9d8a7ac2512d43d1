/** What tests draw at random. No test itself: it is named as one because only tests may use packages. */

import fc from 'fast-check'
import { addDays, type Day } from '../day.ts'
import type { Span } from '../period.ts'
import { type PetitionAct, presets } from '../petitions/acts.ts'
import type { Move, Raised } from './opinions.ts'
import { historyOf, type Move as PetitionMove, type Raised as Received, verbs } from './petitions.ts'

/** Near enough to each other that spans begin and end between the acts of one history. */
export const anyDay: fc.Arbitrary<Day> = fc.nat(120).map((n) => addDays('2025-10-01', n))

export const anySpan: fc.Arbitrary<Span> = fc.tuple(fc.nat(60), fc.nat(200)).map(([start, length]) => ({
  from: addDays('2025-09-15', start),
  to: addDays('2025-09-15', start + length),
}))

export const anyRaised: fc.Arbitrary<Raised> = fc.record({
  unit: fc.constantFrom('05128', '05129'),
  held: anyDay,
  within: fc.nat(40),
  typed: fc.integer({ min: -5, max: 20 }),
  keyed: fc.boolean(),
  imported: fc.boolean(),
  field: fc.constantFrom('dat_dai', 'moi_truong', 'constructor'),
  type: fc.constantFrom('kien_nghi', 'phan_anh', 'khieu_nai'),
  channel: fc.constantFrom('tai_phong', 'truc_tuyen'),
})

/** Mostly short waits: many things on one day, and verdicts on every day up to the last and past it. */
const wait = fc.oneof(fc.nat(2), fc.nat(17), fc.nat(60))

const anyMove: fc.Arbitrary<Move> = fc.record({
  do: fc.constantFrom('resolve', 'resolve', 'reopen', 'confirm', 'dispute', 'rate'),
  wait,
  imported: fc.nat(3).map((n) => n === 0),
})

export const anyMoves: fc.Arbitrary<Move[]> = fc.array(anyMove, { maxLength: 12, size: 'max' })

export const anyReceived: fc.Arbitrary<Received> = fc.record({
  day: anyDay,
  preset: fc.constantFrom(...presets),
  channel: fc.constantFrom('web', 'desk'),
  keyed: fc.nat(3).map((n) => n > 0),
})

const anyPetitionMove: fc.Arbitrary<PetitionMove> = fc.record({
  // What leads on is drawn more often, or few histories would come to an answer.
  do: fc.oneof(
    fc.constantFrom(...verbs),
    fc.constantFrom('accept', 'answer', 'answer', 'answer', 'confirm', 'dispute', 'dispute', 'join'),
  ),
  wait,
  k: fc.nat(11),
})
// What only makes sense after another is drawn with it too, or chance would seldom bring it.
const pairs = [
  ['decline', 'review'],
  ['withdraw', 'resume'],
  ['dispute', 'confirm'],
  ['ask-info', 'give-info'],
  ['ask-rekey', 'rekey'],
] as const
const anyPair: fc.Arbitrary<PetitionMove[]> = fc
  .tuple(fc.constantFrom(...pairs), fc.nat(4), fc.nat(4), fc.nat(11))
  .map(([[first, second], before, between, k]) => [
    { do: first, wait: before, k },
    { do: second, wait: between, k },
  ])
const begun: PetitionMove[][] = [
  [],
  [{ do: 'accept', wait: 0, k: 1 }],
  [
    { do: 'accept', wait: 1, k: 2 },
    { do: 'draft', wait: 3, k: 0 },
  ],
  [
    { do: 'accept', wait: 1, k: 0 },
    { do: 'join', wait: 0, k: 0 },
    { do: 'answer', wait: 4, k: 0 },
  ],
]
const anyMoveOrPair = fc.oneof(
  { weight: 6, arbitrary: anyPetitionMove.map((move) => [move]) },
  { weight: 1, arbitrary: anyPair },
)
export const anyPetitionMoves: fc.Arbitrary<PetitionMove[]> = fc
  .tuple(fc.constantFrom(...begun), fc.array(anyMoveOrPair, { maxLength: 14, size: 'max' }))
  .map(([first, moves]) => [...first, ...moves.flat()])

export const anyPetitionHistory: fc.Arbitrary<PetitionAct[]> = fc
  .tuple(anyReceived, anyPetitionMoves)
  .map(([received, moves]) => historyOf(received, moves, '1').acts)
