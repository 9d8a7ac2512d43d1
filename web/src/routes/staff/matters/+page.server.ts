import { choose } from '@goc/domain/people/offices.ts'
import { workingDaysLeft } from '@goc/domain/petitions/clock.ts'
import { whyNotRead } from '@goc/domain/petitions/reading.ts'
import type { Stage } from '@goc/domain/petitions/state.ts'
import { codeOf } from '@goc/store/matters/code.ts'
import { namesOf } from '@goc/store/matters/officers.ts'
import { countQueue, readQueue } from '@goc/store/matters/queue.ts'
import { readTree } from '@goc/store/units.ts'
import { error } from '@sveltejs/kit'
import { mattersRoom } from '#lib/server/matters.ts'
import { actorFor, served } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import { words } from '#lib/words/index.ts'
import type { PageServerLoad } from './$types'

/** The matters of a unit and of all below it, by deadline. */
export const load: PageServerLoad = async (event) => {
  const { person } = served(event)
  const { today, lang } = event.locals
  const room = mattersRoom()
  const { db } = room.store
  const tree = await readTree(db)
  const asked = event.url.searchParams
  const code = asked.get('don-vi') || undefined
  const mayRead = (unit: string) => (actor: Parameters<typeof whyNotRead>[0]) =>
    whyNotRead(actor, { read: 'queue', unit })
  // Without a code: the first unit of theirs whose matters they may see.
  const own = person.offices.find(({ unit }) => 'actor' in choose(person, tree, today, mayRead(unit)))?.unit
  const unit = code === undefined ? own : (tree.coded(code, today)?.id ?? tree.unit(code)?.id)
  if (code !== undefined && unit === undefined) error(404)
  actorFor(event, tree, mayRead(unit ?? ''), words[lang].desk.refusals)

  const units = tree.all().flatMap(({ id }) => (tree.within(id, unit!, today) ? [id] : []))
  const [stage, field] = [asked.get('trang-thai') ?? '', asked.get('linh-vuc') ?? '']
  const mine = asked.get('cua') === 'toi'
  const known = words.vi.desk.stages
  const filter = {
    ...(stage !== '' && stage in known && { stage: stage as Stage | 'late' | 'disputed' }),
    ...(field !== '' && field in words.vi.matters.fields && { field }),
    ...(mine && { officer: person.account }),
  }
  const [queue, counts] = await Promise.all([
    readQueue(room, units, filter, today, asked.get('sau') ?? undefined),
    countQueue(db, units, today),
  ])
  const names = await namesOf(db, [
    ...new Set(queue.rows.flatMap(({ officer }) => (officer ? [officer] : []))),
  ])
  return unsent({
    unit: tree.label(unit!)!,
    asked: { stage, field, mine },
    counts,
    next: queue.next,
    rows: queue.rows.map(({ officer, ...row }) => ({
      ...row,
      code: codeOf(row.id),
      unitName: tree.label(row.unit)?.name ?? row.unit,
      left: workingDaysLeft(row.due, row.calendar, today),
      ...(officer && { officer: names.get(officer) ?? '' }),
    })),
    today,
  })
}
