/** Dialogues that are called for the days after `today`, whichever day that is: there is always one to go to. */

import { vietnamCalendar } from '@goc/domain/calendar/vietnam.ts'
import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import { communes, province } from '../phu-tho.ts'
import { randomFor } from '../random.ts'
import type { Dialogue, Place } from './dialogues.ts'
import { yearOf } from './volumes.ts'

export function upcoming(seed: string, today: Day): Dialogue[] {
  const random = randomFor(`${seed} upcoming`)
  const inDays = (days: number): Day => {
    for (let day = addDays(today, days); ; day = addDays(day, 1))
      if (vietnamCalendar.isWorkingDay(day)) return day
  }
  const soon = (
    i: number,
    day: Day,
    hour: number,
    place: Place,
    how: Pick<Dialogue, 'mode' | 'regularity'>,
  ): Dialogue => ({
    id: `DT${yearOf(day)}-9000${i}`,
    place,
    ...how,
    starts: startOf(day) + hour * 3600,
    calledOn: addDays(today, -random.between(1, 5)),
    becomes: 'held',
    attendees: 0,
    opinions: 0,
    before: 0,
  })
  const [first, second] = random.shuffled<Place>(communes)
  return [
    soon(1, inDays(4), 14, first!, { mode: 'inPerson', regularity: 'extraordinary' }),
    soon(2, inDays(8), 8, { ...province, kind: 'province' }, { mode: 'hybrid', regularity: 'periodic' }),
    soon(3, inDays(13), 7.5, second!, { mode: 'inPerson', regularity: 'periodic' }),
  ]
}
