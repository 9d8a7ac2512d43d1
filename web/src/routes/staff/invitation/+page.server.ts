import { needsSecondFactor } from '@goc/domain/people/offices.ts'
import { acceptInvitation, findInvitation } from '@goc/store/people/invitations.ts'
import { personOf } from '@goc/store/people/sessions.ts'
import { fail, redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { dropCookie, readCookie } from '#lib/server/staff/cookies.ts'
import { formOf, fromOf, keepSession, line, meansOf } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const found = await findInvitation(meansOf(event), readCookie(event, 'moi'))
  return unsent({
    invited: found && { name: found.name, email: found.email, lostFactor: found.lostFactor },
  })
}

export const actions: Actions = {
  accept: async (event) => {
    const means = meansOf(event)
    const { password, repeat } = await formOf(event, { password: line, repeat: line })
    if (password !== repeat) return fail(400, { refusal: 'passwords-differ' as const })
    const token = readCookie(event, 'moi')
    const answer = await acceptInvitation(means, { token, password, device: fromOf(event).device })
    if ('refusal' in answer) return fail(400, answer)
    dropCookie(event, 'moi')
    keepSession(event, answer)
    const to = (path: string) => inLang(event.locals.lang, path)
    if (answer.next === 'second-step') redirect(303, to('/can-bo/dang-nhap/lop-hai'))
    const person = await personOf(means, answer.token)
    const mustEnrol = person?.offices.some(({ role }) => needsSecondFactor(role))
    redirect(303, to(mustEnrol ? '/can-bo/tai-khoan/lop-hai' : '/can-bo'))
  },
}
