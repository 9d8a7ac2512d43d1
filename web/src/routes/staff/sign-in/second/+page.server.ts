import { halfWay } from '@goc/store/people/sessions.ts'
import { confirmSignIn } from '@goc/store/people/sign-in.ts'
import { fail, redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { readCookie } from '#lib/server/staff/cookies.ts'
import { formOf, fromOf, keepSession, line, meansOf } from '#lib/server/staff/desk.ts'
import { backTo } from '#lib/server/staff/guard.ts'
import { unsent } from '#lib/unsent.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const back = backTo(url.searchParams.get('ve'), url)
  if (locals.person) redirect(303, back ?? inLang(locals.lang, '/can-bo'))
  const half = await halfWay(meansOf(event), readCookie(event, 'phien'))
  if (!half) redirect(303, `${inLang(locals.lang, '/can-bo/dang-nhap')}?vi=first-step-is-over`)
  return unsent({ back })
}

export const actions: Actions = {
  code: async (event) => {
    const { code } = await formOf(event, { code: line })
    const token = readCookie(event, 'phien')
    const answer = await confirmSignIn(meansOf(event), { token, code }, fromOf(event))
    if ('refusal' in answer) return fail(400, answer)
    keepSession(event, answer)
    redirect(303, backTo(event.url.searchParams.get('ve'), event.url) ?? inLang(event.locals.lang, '/can-bo'))
  },
}
