/** What each sign weighs in score.ts. Found by bench/similar/tune.ts on the tuning half of its pairs, and then rounded. */

import type { Weights } from './score.ts'

export const weights: Weights = {
  subject: { always: -1, subjects: 2, anySubject: 1.5, otherSubject: -2, words: 3, pairs: 3, sameField: 0.3, otherField: -0.8 },
  place: {
    always: 0,
    sameNumber: 2,
    sameName: 2,
    likelyName: 1.5,
    sameKind: 0.5,
    otherNumber: -4,
    otherName: -3,
    nothing: 0.2,
    near: 2,
    far: -4,
    otherUnit: -2,
  },
  time: { days: 120, width: 15 },
}
