import { askToBeTold } from '@goc/store/notices/subscriptions.ts'
import { addressOf, noticesRoom, offerWith, readAskForm } from '#lib/notices/room.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => {
  noticesRoom()
  return {}
}

export const actions: Actions = {
  default: async ({ request, locals: { lang } }) => {
    const room = noticesRoom()
    const form = readAskForm(Object.fromEntries(await request.formData()))
    const { viec: id, phep: permit, kenh, noi } = form
    const again = { offer: offerWith(id, permit), kenh, noi }
    const said = addressOf(form)
    if ('problem' in said) return { problem: said.problem, again }
    const asked = await askToBeTold(room, { id, permit, lang, ...said })
    if ('refusal' in asked) return { problem: asked.refusal, ...(asked.refusal === 'too-often' && { again }) }
    return { state: asked.state, channel: said.channel }
  },
}
