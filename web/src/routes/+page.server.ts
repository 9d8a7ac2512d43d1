import { dayOf } from '@goc/domain/day.ts'
import { usualYear, wholeYear } from '#lib/selection.ts'
import { meetingsAround } from '#lib/server/meetings-around.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const [root, years, checkpoint] = await Promise.all([read.root(), read.years(), read.checkpoint()])
  if (!root || years.length === 0) return { site: url.origin }

  // The demonstration tells the founding document's year; every other record its latest whole one.
  const year = (await read.isDemo()) ? years[0]! : usualYear(years, today)
  const [claim, { coming, meetings }] = await Promise.all([
    read.claim({ unit: root.id, ...wholeYear(year) }),
    meetingsAround(read, { unit: root.id, today, shown: 3 }),
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
