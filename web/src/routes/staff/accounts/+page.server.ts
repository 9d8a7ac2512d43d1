import { choose } from '@goc/domain/people/offices.ts'
import { whyNot } from '@goc/domain/people/rules.ts'
import { roles } from '@goc/domain/people.ts'
import { addAccount, listAccounts } from '@goc/store/people/accounts.ts'
import { invite } from '@goc/store/people/invitations.ts'
import { readTree } from '@goc/store/units.ts'
import { error, fail, type RequestEvent } from '@sveltejs/kit'
import * as v from 'valibot'
import { actorFor, formOf, line, refusalsIn, served, shut } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import type { Actions, PageServerLoad } from './$types'

/** The unit that the page is about, with what is below it; shut to whoever does not keep its accounts. */
async function keptUnits(event: RequestEvent) {
  const { means, person } = served(event)
  const { today } = event.locals
  const tree = await readTree(means.db)
  const mayKeep = (unit: string) =>
    'actor' in choose(person, tree, today, (actor) => whyNot(actor, { do: 'keep-accounts', over: [unit] }))
  const code = event.url.searchParams.get('don-vi') || undefined
  const unit =
    code === undefined
      ? (person.offices.find((office) => mayKeep(office.unit)) ?? person.offices[0])?.unit
      : (tree.coded(code, today)?.id ?? tree.unit(code)?.id)
  if (code !== undefined && unit === undefined) error(404)
  actorFor(
    event,
    tree,
    (actor) => whyNot(actor, { do: 'keep-accounts', over: unit ? [unit] : [] }),
    refusalsIn(event),
  )
  const units = tree.all().flatMap(({ id }) => (tree.within(id, unit!, today) ? [id] : []))
  return { means, person, tree, unit: unit!, units, today }
}

export const load: PageServerLoad = async (event) => {
  const { means, tree, unit, units } = await keptUnits(event)
  const accounts = await listAccounts(means, { units })
  return unsent({
    code: tree.label(unit)!.code,
    roles,
    accounts: accounts.map(({ id, name, email, disabled, hasPassword, offices }) => ({
      id,
      name,
      email,
      disabled,
      hasPassword,
      offices: offices.map(({ role, unit }) => ({ role, unit: tree.label(unit)?.name ?? unit })),
    })),
  })
}

export const actions: Actions = {
  add: async (event) => {
    const { means, person, tree, today } = await keptUnits(event)
    const asked = { name: line, email: line, role: v.picklist(roles), unit: line }
    const typed = await formOf(event, { ...asked, role: line })
    const role = v.safeParse(asked.role, typed.role)
    if (!role.success) error(400)
    const unit = tree.coded(typed.unit.trim(), today)?.id
    if (unit === undefined) return fail(400, { refusal: 'no-such-unit' as const, typed })
    const chosen = choose(person, tree, today, (actor) =>
      whyNot(actor, { do: 'keep-accounts', over: [unit] }),
    )
    if ('refusal' in chosen) shut(event, chosen.refusal, refusalsIn(event))
    const office = { role: role.output, unit, from: today }
    const added = await addAccount(means, { ...typed, office }, person.account)
    if ('refusal' in added) return fail(400, { ...added, typed })
    const { token } = await invite(means, added.id, person.account)
    return { link: `${event.url.origin}/can-bo/moi/${token}`, name: typed.name }
  },
}
