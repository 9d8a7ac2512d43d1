import { findAsked, stopTelling } from '@goc/store/notices/subscriptions.ts'
import { noticesRoom } from '#lib/notices/room.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params: { token }, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  return { asked: await findAsked(noticesRoom(), 'stop', token) }
}

/** Also what a mail program asks when its own button is pressed (RFC 8058). Twice is as good as once. */
export const actions: Actions = {
  default: async ({ params: { token } }) => {
    await stopTelling(noticesRoom(), token)
    return { done: true }
  },
}
