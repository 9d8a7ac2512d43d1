/** What each sign weighs in score.ts: found by bench/similar/tune.ts on the tuning half of its pairs, then rounded. */

import type { Weights } from './score.ts'

export const weights: Weights = {
  subject: {
    always: -1.6,
    subjects: 3,
    anySubject: 2.8,
    otherSubject: -3.4,
    words: 2.2,
    pairs: 2.8,
    sameField: 0.2,
    otherField: -0.8,
  },
  place: {
    always: 0.6,
    sameNumber: 2.5,
    sameName: 3,
    likelyName: 2.4,
    sameKind: 0.6,
    otherNumber: -4.8,
    otherName: -4.2,
    neither: 0.3,
    nothingShared: -0.8,
    near: 2.3,
    far: -4,
    otherUnit: -2.4,
  },
  time: { days: 120, width: 15 },
}
