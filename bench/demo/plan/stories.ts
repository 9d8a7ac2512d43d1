/** What happens to one opinion, day by day. */

import { vietnamCalendar } from '@goc/domain/calendar/vietnam.ts'
import { addDays, type Day, daysBetween, laterOf } from '@goc/domain/day.ts'
import { VERDICT_WITHIN_DAYS } from '@goc/domain/opinions/rules.ts'
import type { Random } from '../random.ts'
import type { Matter } from './matters.ts'

export type Move = { do: 'resolve' | 'reopen' | 'confirm' | 'dispute'; on: Day }

/** The moves after it was raised, in their order, as far as they had come on `today`. */
export function storyOf(random: Random, matter: Matter, today: Day): Move[] {
  const moves = untilThen(random, matter)
  moves.push(...afterwards(random, matter, moves.at(-1)))
  const first = moves.findIndex(({ on }) => on > today)
  return first < 0 ? moves : moves.slice(0, first)
}

/** Up to the day on which it stands as it does. */
function untilThen(random: Random, { stands, held, due, until, reopened }: Matter): Move[] {
  const moves: Move[] = []
  let from: Day | undefined
  if (reopened) {
    const answered = workedBy(addDays(held, random.between(3, 12)), held)
    const disputed = addDays(answered, random.between(1, 6))
    from = addDays(disputed, random.between(2, 8))
    moves.push({ do: 'resolve', on: answered }, { do: 'dispute', on: disputed }, { do: 'reopen', on: from })
  }
  if (stands === 'open' || stands === 'overdue') return moves

  const answered = from
    ? workedBy(addDays(from, random.between(4, 15)), from)
    : answerDay(random, held, due, until)
  moves.push({ do: 'resolve', on: answered })
  if (stands === 'quiet') return moves
  const said = addDays(answered, skewed(random, Math.min(VERDICT_WITHIN_DAYS, daysBetween(answered, until))))
  // Now and then someone is won over.
  if (stands === 'confirmed' && random.chance(0.02))
    moves.push({ do: 'dispute', on: addDays(answered, Math.floor(daysBetween(answered, said) / 2)) })
  moves.push({ do: stands === 'confirmed' ? 'confirm' : 'dispute', on: said })
  return moves
}

/** After that day. */
function afterwards(random: Random, { stands, held, due, until, keyed }: Matter, last?: Move): Move[] {
  if (stands === 'confirmed') return []
  if (stands === 'quiet') {
    const left = daysBetween(until, addDays(last!.on, VERDICT_WITHIN_DAYS))
    if (!keyed || left < 1 || !random.chance(0.45)) return []
    return [{ do: random.chance(0.9) ? 'confirm' : 'dispute', on: addDays(until, random.between(1, left)) }]
  }
  const moves: Move[] = []
  let answered: Day
  if (stands === 'disputed') {
    if (!random.chance(0.4)) return []
    const reopened = addDays(until, random.between(5, 40))
    moves.push({ do: 'reopen', on: reopened })
    answered = workedBy(addDays(reopened, random.between(6, 20)), reopened)
  } else {
    // A few are never answered.
    if (random.chance(0.03)) return []
    const soonest = laterOf(addDays(until, 1), addDays(held, 3))
    const room = stands === 'overdue' ? 80 : Math.max(3, daysBetween(soonest, due))
    answered = workedBy(addDays(soonest, random.between(0, room)), soonest)
  }
  moves.push({ do: 'resolve', on: answered })
  if (keyed && random.chance(0.7))
    moves.push({
      do: random.chance(0.87) ? 'confirm' : 'dispute',
      on: addDays(answered, skewed(random, VERDICT_WITHIN_DAYS)),
    })
  return moves
}

/** Between 0 and `most`, sooner rather than later. */
const skewed = (random: Random, most: number): number => Math.floor(random.next() ** 1.7 * (most + 1))

/** On the spot, in time mostly, late at times; by `until` at the latest. */
function answerDay(random: Random, held: Day, due: Day, until: Day): Day {
  if (random.chance(0.13)) return held
  const late = due < until && random.chance(0.1)
  if (late) return workedBy(addDays(due, random.between(1, Math.min(25, daysBetween(due, until)))), due)
  const last = due < until ? due : until
  return workedBy(addDays(held, random.between(0, daysBetween(held, last))), held)
}

/** Offices answer on days that they work: `day`, or the last such day before it; `first` where there is none. */
function workedBy(day: Day, first: Day): Day {
  let at = day
  while (at > first && !vietnamCalendar.isWorkingDay(at)) at = addDays(at, -1)
  return at
}
