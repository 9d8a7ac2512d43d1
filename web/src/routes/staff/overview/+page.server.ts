import { addDays } from '@goc/domain/day.ts'
import { choose } from '@goc/domain/people/offices.ts'
import type { Actor } from '@goc/domain/people.ts'
import { whyNotLead } from '@goc/domain/petitions/rules.ts'
import { readRaised, readWork, weeksUntil } from '@goc/store/matters/overview.ts'
import { readTree } from '@goc/store/units.ts'
import { error } from '@sveltejs/kit'
import { formats } from '#lib/format.ts'
import { mattersRoom } from '#lib/server/matters.ts'
import { actorFor, served } from '#lib/server/staff/desk.ts'
import { type Asked, queueAddress, unitsBelow } from '#lib/server/staff/queue.ts'
import { type Column, columns, type Raised, raisedBy, type WorkRow, workBy } from '#lib/staff/overview.ts'
import { unsent } from '#lib/unsent.ts'
import { words } from '#lib/words/index.ts'
import type { PageServerLoad } from './$types'

const WEEKS = 12
const leads = (unit: string) => (actor: Actor) => whyNotLead(actor, unit)

/** What is to be done in a unit and below it, and what people raise: each number with the list that it counts. */
export const load: PageServerLoad = async (event) => {
  const { person } = served(event)
  const { today, lang } = event.locals
  const { db } = mattersRoom().store
  const tree = await readTree(db)
  const asked = event.url.searchParams.get('don-vi')
  const own = person.offices.find(({ unit }) => 'actor' in choose(person, tree, today, leads(unit)))?.unit
  const unit = asked ? (tree.coded(asked, today)?.id ?? tree.unit(asked)?.id) : own
  if (asked && unit === undefined) error(404)
  actorFor(event, tree, leads(unit ?? ''), words[lang].desk.refusals)

  const units = unitsBelow(tree, unit!, today)
  const weeks = weeksUntil(today, WEEKS)
  const [work, raised] = await Promise.all([readWork(db, units, today), readRaised(db, units, weeks)])

  // A row for each unit right below this one, with all below that; and one for the unit itself.
  const parts = units.filter((id) => id !== unit && tree.parentOf(id, today) === unit)
  const placeOf = ({ unit: id }: { unit: string }): string => {
    const above = id === unit ? undefined : tree.parentOf(id, today)
    return above === undefined || above === unit ? id : placeOf({ unit: above })
  }
  const fieldOf = ({ field }: { field: string }) => field
  const { overview, matters } = words[lang]
  const f = formats[lang]
  const label = (id: string) => tree.label(id)?.name ?? id
  const here = tree.label(unit!)!
  const atPlace = (id: string) => ({
    name: id === unit && parts.length > 0 ? overview.own(here.name) : label(id),
    code: tree.label(id)?.code ?? id,
    asked: id === unit && parts.length > 0 ? { alone: '1' } : {},
    ...(id !== unit && { below: `/can-bo/tong-quan${queueAddress(tree.label(id)?.code ?? id)}` }),
  })
  const atField = (field: string) => ({
    name: matters.fields[field] ?? field,
    code: here.code,
    asked: { field },
  })
  type At = { name: string; code: string; asked: Partial<Asked>; below?: string }
  const byName = (a: At, b: At) => f.compare(a.name, b.name)
  const address = ({ code, asked: narrowed }: At, more: Partial<Asked>) =>
    `/can-bo/viec${queueAddress(code, { ...narrowed, ...more })}`
  const sortOf = (column: Column): Partial<Asked> => (column === 'open' ? {} : { stage: column })
  const workRows = (rows: readonly WorkRow[], at: (key: string) => At) =>
    rows
      .map(({ key, counts }) => ({ ...at(key), counts }))
      .sort(byName)
      .map(({ counts, ...row }) => ({
        name: row.name,
        ...(row.below && { below: row.below }),
        counts: columns.map((column) => ({ n: counts[column], href: address(row, sortOf(column)) })),
      }))
  const through = (from: string, to: string) => ({ stage: 'any', from, to: addDays(to, 6) })
  const raisedRows = ({ rows, rest }: Raised, at: (key: string) => At) => ({
    rows: rows
      .map(({ key, ...row }) => ({ ...at(key), ...row }))
      .sort(byName)
      .map((row) => ({
        name: row.name,
        total: { n: row.total, href: address(row, through(weeks[0]!, weeks.at(-1)!)) },
        weeks: row.weeks.map((n, i) => ({ n, href: address(row, through(weeks[i]!, weeks[i]!)) })),
      })),
    rest: rest && { ...rest, name: overview.few(f.n(rest.of)) },
  })
  return unsent({
    unit: here,
    weeks,
    total: workRows(
      workBy(work, () => ''),
      () => ({ name: overview.total, code: here.code, asked: {} }),
    )[0],
    byUnit: parts.length > 0 ? workRows(workBy(work, placeOf), atPlace) : [],
    byField: workRows(workBy(work, fieldOf), atField),
    places: raisedRows(raisedBy(raised, weeks, placeOf), atPlace),
    fields: raisedRows(raisedBy(raised, weeks, fieldOf), atField),
  })
}
