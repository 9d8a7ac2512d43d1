/** What tests draw at random. No test itself: it is named as one because only tests may use packages. */

import fc from 'fast-check'
import { addDays, type Day } from '../day.ts'
import type { Span } from '../period.ts'
import type { Move, Raised } from './opinions.ts'

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
