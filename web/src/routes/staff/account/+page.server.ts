import { setDigest, wantsDigest } from '@goc/store/notices/digests.ts'
import { listAccounts } from '@goc/store/people/accounts.ts'
import { changePassword, removeFactor, renewRecoveryCodes, whyNotChange } from '@goc/store/people/own.ts'
import { listPasskeys } from '@goc/store/people/passkeys.ts'
import { recoveryCodesLeft } from '@goc/store/people/recovery.ts'
import { endSessions, listSessions } from '@goc/store/people/sessions.ts'
import { proveAgain } from '@goc/store/people/sign-in.ts'
import { listChanges } from '@goc/store/people/trail.ts'
import { readTree } from '@goc/store/units.ts'
import { fail, redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { offered } from '#lib/notices/room.ts'
import { formOf, line, served, uuid } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import type { Actions, PageServerLoad } from './$types'

const SHOWN = 12

export const load: PageServerLoad = async (event) => {
  const { means, person } = served(event)
  const mayHaveDigest =
    offered().email && person.offices.some(({ role }) => role === 'officer' || role === 'leader')
  const [[own], passkeys, codes, sessions, changes, tree, digest] = await Promise.all([
    listAccounts(means, { id: person.account }),
    listPasskeys(means, person.account),
    recoveryCodesLeft(means, person.account),
    listSessions(means, person.account),
    listChanges(means, person.account, SHOWN),
    readTree(means.db),
    mayHaveDigest ? wantsDigest(means.db, person.account) : undefined,
  ])
  return unsent({
    name: person.name,
    email: person.email,
    offices: person.offices.map(({ role, unit }) => ({ role, unit: tree.label(unit)?.name ?? unit })),
    shut: whyNotChange(person),
    hasPassword: own!.hasPassword,
    hasCodeApp: own!.hasCodeApp,
    passkeys,
    codes,
    sessions: sessions.map((session) => ({ ...session, isHere: session.id === person.session })),
    changes,
    digest,
    isDone: event.url.searchParams.has('xong'),
  })
}

export const actions: Actions = {
  prove: async (event) => {
    const { means, person } = served(event)
    const { password } = await formOf(event, { password: line })
    const refused = await proveAgain(means, person, password)
    if (refused) return fail(400, refused)
    redirect(303, inLang(event.locals.lang, '/can-bo/tai-khoan'))
  },

  password: async (event) => {
    const { means, person } = served(event)
    const { password, repeat } = await formOf(event, { password: line, repeat: line })
    if (password !== repeat) return fail(400, { refusal: 'passwords-differ' as const })
    const refused = await changePassword(means, person, password)
    if (refused) return fail(400, refused)
    redirect(303, `${inLang(event.locals.lang, '/can-bo/tai-khoan')}?xong`)
  },

  removeCodeApp: async (event) => {
    const { means, person } = served(event)
    const refused = await removeFactor(means, person, 'code-app')
    return refused ? fail(400, refused) : undefined
  },

  removePasskey: async (event) => {
    const { means, person } = served(event)
    const { id } = await formOf(event, { id: line })
    const refused = await removeFactor(means, person, { passkey: id })
    return refused ? fail(400, refused) : undefined
  },

  recoveryCodes: async (event) => {
    const { means, person } = served(event)
    const made = await renewRecoveryCodes(means, person)
    return 'refusal' in made ? fail(400, made) : made
  },

  digest: async (event) => {
    const { means, person } = served(event)
    const { wanted } = await formOf(event, { wanted: line })
    await setDigest(means.db, person.account, wanted !== '')
    redirect(303, inLang(event.locals.lang, '/can-bo/tai-khoan'))
  },

  endSession: async (event) => {
    const { means, person } = served(event)
    const { id } = await formOf(event, { id: uuid })
    await endSessions(means, person.account, person.account, { only: id })
    redirect(303, inLang(event.locals.lang, '/can-bo/tai-khoan'))
  },

  endOthers: async (event) => {
    const { means, person } = served(event)
    await endSessions(means, person.account, person.account, { except: person.session })
    redirect(303, inLang(event.locals.lang, '/can-bo/tai-khoan'))
  },
}
