/** The dialogues that matter most to whoever comes by: those ahead, or the last ones. */

import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import type { MeetingRow, Readers } from './read.ts'

/** Days ahead that are looked through: near meetings are many, and a list begins with the last. */
const AHEAD = [7, 366]
const MOST = 100
const EARLIEST: Day = '2000-01-01'

/** The next meetings, the soonest first; when none is announced, the last ones held. */
export async function meetingsAround(
  read: Readers,
  { unit, today, shown }: { unit: string; today: Day; shown: number },
): Promise<{ coming: boolean; meetings: MeetingRow[] }> {
  let meetings: MeetingRow[] = []
  for (const days of AHEAD) {
    const { items } = await read.meetings({ unit, from: today, to: addDays(today, days), limit: MOST })
    meetings = items.filter(({ starts, status }) => starts >= startOf(today) && status === 'called')
    if (meetings.length >= shown) break
  }
  if (meetings.length > 0) return { coming: true, meetings: meetings.slice(-shown).reverse() }
  const { items } = await read.meetings({ unit, from: EARLIEST, to: today, limit: 4 * shown })
  return { coming: false, meetings: items.filter(({ status }) => status === 'held').slice(0, shown) }
}
