import { confirmAsked, findAsked } from '@goc/store/notices/subscriptions.ts'
import { noticesRoom } from '#lib/notices/room.ts'
import type { Actions, PageServerLoad } from './$types'

/** Looking changes nothing: programs that read mail follow every link in it. */
export const load: PageServerLoad = async ({ params: { token }, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  return { asked: await findAsked(noticesRoom(), 'confirm', token) }
}

export const actions: Actions = {
  default: async ({ params: { token } }) => {
    const done = await confirmAsked(noticesRoom(), token)
    return done ? { done } : { gone: true }
  },
}
