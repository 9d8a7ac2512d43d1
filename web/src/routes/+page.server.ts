import { dayOf, startOf } from '@goc/domain/day.ts'
import { usualYear, wholeYear } from '#lib/selection.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, url }) => {
  const [root, years, checkpoint] = await Promise.all([read.root(), read.years(), read.checkpoint()])
  if (!root || years.length === 0) return { site: url.origin }

  // The demonstration tells the founding document's year; every other record its latest whole one.
  const year = (await read.isDemo()) ? years[0]! : usualYear(years, today)
  const now = startOf(today)
  const [claim, latest] = await Promise.all([
    read.claim({ unit: root.id, ...wholeYear(year) }),
    read.meetings({
      unit: root.id,
      from: `${years[0]}-01-01`,
      to: `${Number(today.slice(0, 4)) + 1}-12-31`,
      limit: 40,
    }),
  ])
  const coming = latest.items.filter(({ starts, status }) => starts >= now && status === 'called').reverse()
  const past = latest.items.filter(({ status }) => status === 'held')
  const meetings = (coming.length > 0 ? coming : past).slice(0, 3)
  const meetingYear = meetings[0] ? Number(dayOf(meetings[0].starts).slice(0, 4)) : year
  const ofThatYear = await read.claim({ unit: root.id, ...wholeYear(meetingYear) })
  return {
    site: url.origin,
    year,
    meetingYear,
    held: ofThatYear?.dialogues.held ?? 0,
    claim,
    checkpoint,
    coming: coming.length > 0,
    meetings,
  }
}
