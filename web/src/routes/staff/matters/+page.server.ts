import { choose } from '@goc/domain/people/offices.ts'
import type { Actor } from '@goc/domain/people.ts'
import { workingDaysLeft } from '@goc/domain/petitions/clock.ts'
import { whyNotLead } from '@goc/domain/petitions/rules.ts'
import { codeOf } from '@goc/store/matters/code.ts'
import { namesOf, officersOf } from '@goc/store/matters/officers.ts'
import { countQueue, handsIn, idsInQueue, readQueue } from '@goc/store/matters/queue.ts'
import { assignMany, MOST_AT_ONCE } from '@goc/store/matters/queue-assign.ts'
import { rekeysWaiting } from '@goc/store/matters/rekey.ts'
import { fail, type RequestEvent } from '@sveltejs/kit'
import * as v from 'valibot'
import { enteredSoon, mattersRoom } from '#lib/server/matters.ts'
import { actorFor, served } from '#lib/server/staff/desk.ts'
import { filterOf, queueAddress, queueUnit } from '#lib/server/staff/queue.ts'
import { unsent } from '#lib/unsent.ts'
import { words } from '#lib/words/index.ts'
import type { Actions, PageServerLoad } from './$types'

const leads = (unit: string) => (actor: Actor) => whyNotLead(actor, unit)

/** The matters of a unit and of all below it, by deadline. */
export const load: PageServerLoad = async (event) => {
  const { person } = served(event)
  const { today } = event.locals
  const room = mattersRoom()
  const { db } = room.store
  const { tree, unit, units } = await queueUnit(event)
  const { filter, asked } = filterOf(event.url.searchParams, person.account)
  const [queue, counts, hands, officers, rekeys] = await Promise.all([
    readQueue(room, units, filter, today, event.url.searchParams.get('sau') ?? undefined),
    countQueue(db, units, today),
    handsIn(db, units),
    officersOf(db, unit, today),
    rekeysWaiting(db, units),
  ])
  const named = await namesOf(db, [
    ...new Set([...hands, ...queue.rows.flatMap(({ officer }) => (officer ? [officer] : []))]),
  ])
  const here = new Set(officers.map(({ id }) => id))
  const { code } = tree.label(unit)!
  return unsent({
    unit: tree.label(unit)!,
    asked,
    here: queueAddress(code, asked),
    counts,
    next: queue.next && queueAddress(code, asked, queue.next),
    officers,
    rekeys: rekeys.filter(({ askedBy }) => askedBy !== person.account).length,
    /** Whose work may be looked at: those of the unit, and those who still have some of it in hand. */
    hands: [
      ...officers.map((one) => ({ ...one, left: false })),
      ...hands.flatMap((id) => (here.has(id) ? [] : [{ id, name: named.get(id) ?? '', left: true }])),
    ],
    mayAssign: 'actor' in choose(person, tree, today, leads(unit)),
    rows: queue.rows.map(({ officer, ...row }) => ({
      ...row,
      code: codeOf(row.id),
      unitName: tree.label(row.unit)?.name ?? row.unit,
      left: workingDaysLeft(row.due, row.calendar, today),
      ...(officer && { officer: named.get(officer) ?? '' }),
    })),
    today,
  })
}

/** Checkboxes come as many fields of one name: `formOf` takes one of each. */
const Given = v.object({
  officer: v.fallback(v.pipe(v.string(), v.uuid()), ''),
  chosen: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9A-Z]{26}$/))), v.maxLength(MOST_AT_ONCE)),
  all: v.boolean(),
})

async function given({ request }: RequestEvent) {
  const form = await request.formData()
  return v.safeParse(Given, {
    officer: form.get('officer'),
    chosen: form.getAll('viec'),
    all: form.get('het') === '1',
  })
}

export const actions: Actions = {
  assign: async (event) => {
    const { person } = served(event)
    const { today, lang } = event.locals
    const room = mattersRoom()
    const { tree, unit, units } = await queueUnit(event)
    const { refusals } = words[lang].desk
    const { actor } = actorFor(event, tree, leads(unit), refusals)
    const { success, output } = await given(event)
    if (!success) return fail(400, { none: true })
    const { officer, chosen, all } = output
    const { filter } = filterOf(event.url.searchParams, person.account)
    const ids = all ? await idsInQueue(room.store.db, units, filter, today, MOST_AT_ONCE) : chosen
    if (ids.length === 0) return fail(409, { none: true })
    const { acts, given: n, refused } = await assignMany(room, ids, actor, officer)
    await enteredSoon(room, acts)
    return {
      given: n,
      refused: refused.map(({ refusal, ...one }) => ({ ...one, why: refusals[refusal] })),
    }
  },
}
