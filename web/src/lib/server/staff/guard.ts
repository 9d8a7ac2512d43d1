/** Stands before every staff page: knows who is there, and lets nobody past who has no business there. */

import type { Means } from '@goc/store/people/means.ts'
import { personOf } from '@goc/store/people/sessions.ts'
import type { RequestEvent } from '@sveltejs/kit'
import { inLang } from '#lib/lang.ts'
import { context } from '../../../../server/context.ts'
import type { IdentityProvider } from '../../../../server/oidc.ts'
import { handBack } from './again.ts'
import { readCookie } from './cookies.ts'
import { doorOf, doors } from './doors.ts'

const isStaff = ({ route }: RequestEvent): boolean => /^\/staff(?:\/|$)/.test(route.id ?? '')

/** Whether the answer is for one person only. */
export const isPrivate = (event: RequestEvent): boolean => isStaff(event) || event.locals.person !== undefined

/** Finds out who is signed in. Public pages of visitors without a session cost nothing. */
export async function recognise(event: RequestEvent): Promise<void> {
  const { locals } = event
  const { people, provider } = context()
  locals.people = people as Means | undefined
  locals.provider = provider as IdentityProvider | undefined
  const token = locals.people && readCookie(event, 'phien')
  locals.person = token ? await personOf(locals.people!, token) : undefined
}

/** The answer to whoever may not go on; undefined for all others. */
export async function guard(event: RequestEvent): Promise<Response | undefined> {
  if (!isStaff(event)) return undefined
  const { locals, request, route, url } = event
  const door = doors[doorOf(request.method, route.id!, url.searchParams)]
  const headers = { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' }
  if (!locals.people) return new Response('no staff pages here\n', { status: 503, headers })
  if (door === undefined) return new Response('no such door\n', { status: 404, headers })
  if (door === 'anyone' || locals.person) return undefined
  if (request.method === 'POST') {
    const handed = await handBack(request, url.pathname + url.search, locals.lang)
    if (handed) return handed
  }
  const here = request.method === 'GET' ? url.pathname + url.search : url.pathname
  const location = `${inLang(locals.lang, '/can-bo/dang-nhap')}?ve=${encodeURIComponent(here)}`
  return new Response(null, { status: 303, headers: { ...headers, location } })
}

/** Only to a staff page of this site. */
export function backTo(given: string | null, url: URL): string | undefined {
  const back = given === null ? undefined : URL.parse(given, url)
  const isOurs = back?.origin === url.origin && /^\/(?:[a-z]{2}\/)?can-bo(?:\/|$)/.test(back.pathname)
  return isOurs ? back.pathname + back.search : undefined
}
