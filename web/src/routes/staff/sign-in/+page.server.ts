import { listAccounts } from '@goc/store/people/accounts.ts'
import { DEMO_PASSWORD } from '@goc/store/people/demo.ts'
import { signInByPasskey } from '@goc/store/people/passkeys.ts'
import { type Refused, type SignedIn, signIn } from '@goc/store/people/sign-in.ts'
import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { credential, formOf, fromOf, keepSession, line, meansOf } from '#lib/server/staff/desk.ts'
import { backTo } from '#lib/server/staff/guard.ts'
import { unsent } from '#lib/unsent.ts'
import { isRefusal } from '#lib/words/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const back = backTo(url.searchParams.get('ve'), url)
  if (locals.person) redirect(303, back ?? inLang(locals.lang, '/can-bo'))
  const isDemo = await locals.read.isDemo()
  const said = url.searchParams.get('vi')
  return unsent({
    back,
    provider: locals.provider?.name,
    said: isRefusal(said) ? said : undefined,
    demo: isDemo
      ? {
          password: DEMO_PASSWORD,
          accounts: (await listAccounts(meansOf(event)))
            .filter(({ demo, disabled }) => demo && !disabled)
            .map(({ name, email }) => ({ name, email })),
        }
      : undefined,
  })
}

export const actions: Actions = {
  password: async (event) => {
    const { email, password } = await formOf(event, { email: line, password: line })
    const answer = await signIn(meansOf(event), { email, password }, fromOf(event))
    return 'refusal' in answer ? fail(400, { ...answer, email }) : enter(event, answer)
  },

  passkey: async (event) => {
    const { response } = await formOf(event, { response: credential })
    const site = { origin: event.url.origin }
    // The shape is checked here, and what it says by the library that knows the protocol.
    const given = response as unknown as Parameters<typeof signInByPasskey>[2]
    const answer = await signInByPasskey(meansOf(event), site, given, fromOf(event))
    return 'refusal' in answer ? fail(400, { ...answer, email: '' }) : enter(event, answer)
  },
}

function enter(event: RequestEvent, answer: Exclude<SignedIn | Refused, Refused>): never {
  keepSession(event, answer)
  const back = backTo(event.url.searchParams.get('ve'), event.url)
  const { lang } = event.locals
  if (answer.next === 'done') redirect(303, back ?? inLang(lang, '/can-bo'))
  const second = inLang(lang, '/can-bo/dang-nhap/lop-hai')
  redirect(303, back ? `${second}?ve=${encodeURIComponent(back)}` : second)
}
