import { addDays, type Day, dayOf, startOf } from '@goc/domain/day.ts'
import { usualYear, wholeYear } from '#lib/selection.ts'
import type { MeetingRow, Readers } from '#lib/server/read.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

const SHOWN = 3
/** Days ahead that are looked through for coming meetings: near ones are many, and the list begins with the last. */
const AHEAD = [7, 366]
const MOST = 100

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const [root, years, checkpoint] = await Promise.all([read.root(), read.years(), read.checkpoint()])
  if (!root || years.length === 0) return { site: url.origin }

  // The demonstration tells the founding document's year; every other record its latest whole one.
  const year = (await read.isDemo()) ? years[0]! : usualYear(years, today)
  const [claim, { coming, meetings }] = await Promise.all([
    read.claim({ unit: root.id, ...wholeYear(year) }),
    meetingsAround(read, root.id, years[0]!, today),
  ])
  const meetingYear = meetings[0] ? Number(dayOf(meetings[0].starts).slice(0, 4)) : year
  const ofThatYear = await read.claim({ unit: root.id, ...wholeYear(meetingYear) })
  return unsent({
    site: url.origin,
    year,
    meetingYear,
    held: ofThatYear?.dialogues.held ?? 0,
    claim,
    checkpoint,
    coming,
    meetings,
  })
}

/** The next meetings, the soonest first; when none is announced, the last ones held. */
async function meetingsAround(
  read: Readers,
  unit: string,
  firstYear: number,
  today: Day,
): Promise<{ coming: boolean; meetings: MeetingRow[] }> {
  let meetings: MeetingRow[] = []
  for (const days of AHEAD) {
    const { items } = await read.meetings({ unit, from: today, to: addDays(today, days), limit: MOST })
    meetings = items.filter(({ starts, status }) => starts >= startOf(today) && status === 'called')
    if (meetings.length >= SHOWN) break
  }
  if (meetings.length > 0) return { coming: true, meetings: meetings.slice(-SHOWN).reverse() }
  const { items } = await read.meetings({ unit, from: `${firstYear}-01-01`, to: today, limit: 4 * SHOWN })
  return { coming: false, meetings: items.filter(({ status }) => status === 'held').slice(0, SHOWN) }
}
