import { offerCodeApp, sameOffer } from '@goc/store/people/code-app.ts'
import { enrolCodeApp, enrolPasskey, type Raised, whyNotEnrol } from '@goc/store/people/own.ts'
import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { readCookie } from '#lib/server/staff/cookies.ts'
import { credential, formOf, fromOf, keepSession, line, served } from '#lib/server/staff/desk.ts'
import { qrOf } from '#lib/server/staff/qr.ts'
import { unsent } from '#lib/unsent.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { means, person } = served(event)
  const shut = whyNotEnrol(person)
  if (shut) return unsent({ shut, offer: undefined })
  const { uri, secret, sealed } = offerCodeApp(means, person)
  return unsent({ shut, offer: { uri, secret, sealed, qr: qrOf(uri) } })
}

const keep = (event: RequestEvent, { token, codes }: Raised) => {
  keepSession(event, { token })
  if (!codes) redirect(303, inLang(event.locals.lang, '/can-bo/tai-khoan'))
  return { codes }
}

export const actions: Actions = {
  codeApp: async (event) => {
    const { means, person } = served(event)
    const { sealed, code } = await formOf(event, { sealed: line, code: line })
    const own = { sealed, code, token: readCookie(event, 'phien')!, device: fromOf(event).device }
    const answer = await enrolCodeApp(means, person, own)
    if (!('refusal' in answer)) return keep(event, answer)
    // After a wrong code the app on the phone stays as it is.
    const same = sameOffer(means, person, sealed)
    return fail(400, { ...answer, offer: same && { ...same, qr: qrOf(same.uri) } })
  },

  passkey: async (event) => {
    const { means, person } = served(event)
    const { response, name } = await formOf(event, { response: credential, name: line })
    const given = response as unknown as Parameters<typeof enrolPasskey>[3]['response']
    const answer = await enrolPasskey(means, { origin: event.url.origin }, person, {
      response: given,
      name: name || fromOf(event).device || '–',
      token: readCookie(event, 'phien')!,
      device: fromOf(event).device,
    })
    return 'refusal' in answer ? fail(400, { ...answer, offer: undefined }) : keep(event, answer)
  },
}
