import { choose } from '@goc/domain/people/offices.ts'
import { whyNot } from '@goc/domain/people/rules.ts'
import { type Role, roles } from '@goc/domain/people.ts'
import { listAccounts, setDisabled } from '@goc/store/people/accounts.ts'
import { invite } from '@goc/store/people/invitations.ts'
import { endOffice, giveOffice } from '@goc/store/people/offices.ts'
import { endSessions } from '@goc/store/people/sessions.ts'
import { listChanges } from '@goc/store/people/trail.ts'
import { readTree } from '@goc/store/units.ts'
import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit'
import * as v from 'valibot'
import { actorFor, formOf, line, refusalsIn, served, shut, uuid } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import type { Actions, PageServerLoad } from './$types'

/** The account that the page is about; shut to whoever does not keep all of it. */
async function kept(event: RequestEvent) {
  const { means, person } = served(event)
  const id = v.safeParse(uuid, event.params.id)
  const [account] = id.success ? await listAccounts(means, { id: id.output }) : []
  if (!account) error(404)
  const tree = await readTree(means.db)
  const over = account.offices.map(({ unit }) => unit)
  actorFor(event, tree, (actor) => whyNot(actor, { do: 'keep-accounts', over }), refusalsIn(event))
  return { means, by: person.account, person, account, tree }
}

/** The same for changing it. Everybody knows how to enter an account of the demonstration: it stays as it is. */
async function changed(event: RequestEvent) {
  const asked = await kept(event)
  return asked.account.demo ? { ...asked, refused: { refusal: 'demonstration-account' as const } } : asked
}

const roleOf = (text: string): Role => roles.find((role) => role === text) ?? error(400)
const here = ({ url }: RequestEvent): never => redirect(303, url.pathname)

export const load: PageServerLoad = async (event) => {
  const { means, account, tree } = await kept(event)
  return unsent({
    account: {
      ...account,
      offices: account.offices.map((office) => ({ ...office, label: tree.label(office.unit) })),
    },
    roles,
    changes: await listChanges(means, account.id),
  })
}

export const actions: Actions = {
  give: async (event) => {
    const asked = await changed(event)
    if ('refused' in asked) return fail(400, asked.refused)
    const { means, by, person, account, tree } = asked
    const typed = await formOf(event, { role: line, unit: line })
    const { today } = event.locals
    const unit = tree.coded(typed.unit.trim(), today)?.id
    if (unit === undefined) return fail(400, { refusal: 'no-such-unit' as const, typed })
    const chosen = choose(person, tree, today, (actor) =>
      whyNot(actor, { do: 'keep-accounts', over: [unit] }),
    )
    if ('refusal' in chosen) shut(event, chosen.refusal, refusalsIn(event))
    const office = { role: roleOf(typed.role), unit, from: today }
    const refused = await giveOffice(means, account.id, office, by)
    return refused ? fail(400, { ...refused, typed }) : here(event)
  },

  end: async (event) => {
    const asked = await changed(event)
    if ('refused' in asked) return fail(400, asked.refused)
    const { role, unit } = await formOf(event, { role: line, unit: line })
    const refused = await endOffice(asked.means, asked.account.id, { role: roleOf(role), unit }, asked.by)
    if (refused) return fail(400, refused)
    // With the last office the account leaves this administrator's reach.
    const isLast = asked.account.offices.length === 1
    return isLast ? redirect(303, event.url.pathname.replace(/\/[^/]+$/, '')) : here(event)
  },

  reset: async (event) => {
    const asked = await changed(event)
    if ('refused' in asked) return fail(400, asked.refused)
    const { lost } = await formOf(event, { lost: line })
    const { token } = await invite(asked.means, asked.account.id, asked.by, {
      reset: true,
      lostFactor: lost !== '',
    })
    return { link: `${event.url.origin}/can-bo/moi/${token}` }
  },

  endSessions: async (event) => {
    const asked = await changed(event)
    if ('refused' in asked) return fail(400, asked.refused)
    await endSessions(asked.means, asked.account.id, asked.by)
    return here(event)
  },

  disable: async (event) => {
    const asked = await changed(event)
    if ('refused' in asked) return fail(400, asked.refused)
    await setDisabled(asked.means, asked.account.id, true, asked.by)
    return here(event)
  },

  enable: async (event) => {
    const asked = await changed(event)
    if ('refused' in asked) return fail(400, asked.refused)
    await setDisabled(asked.means, asked.account.id, false, asked.by)
    return here(event)
  },
}
