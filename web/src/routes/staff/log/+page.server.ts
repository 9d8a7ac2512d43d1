import { choose } from '@goc/domain/people/offices.ts'
import { whyNot } from '@goc/domain/people/rules.ts'
import { listAccess } from '@goc/store/people/access.ts'
import { readTree } from '@goc/store/units.ts'
import { error } from '@sveltejs/kit'
import { actorFor, refusalsIn, served } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { means, person } = served(event)
  const { today } = event.locals
  const asked = event.url.searchParams
  const tree = await readTree(means.db)
  const code = asked.get('don-vi') || undefined
  // Without a code: the first unit of theirs whose log they may read.
  const own = person.offices.find(
    ({ unit }) =>
      'actor' in
      choose(person, tree, today, (actor) => whyNot(actor, { do: 'read-access-log', over: [unit] })),
  )?.unit
  const unit =
    code === undefined
      ? (own ?? person.offices[0]?.unit)
      : (tree.coded(code, today)?.id ?? tree.unit(code)?.id)
  if (code !== undefined && unit === undefined) error(404)
  actorFor(
    event,
    tree,
    (actor) => whyNot(actor, { do: 'read-access-log', over: unit ? [unit] : [] }),
    refusalsIn(event),
  )

  const before = Number(asked.get('truoc') ?? Number.NaN)
  const units = tree.all().filter(({ id }) => tree.within(id, unit!, today))
  const { items, next } = await listAccess(means, {
    units: units.map(({ id }) => id),
    ...(Number.isSafeInteger(before) && { before }),
  })
  return unsent({
    code: tree.label(unit!)!.code,
    unit: tree.label(unit!)!.name,
    items: items.map(({ office, ...row }) => {
      const [role, at] = office.split('@') as [string, string]
      return { ...row, role, at: tree.label(at)?.name ?? at }
    }),
    next,
  })
}
