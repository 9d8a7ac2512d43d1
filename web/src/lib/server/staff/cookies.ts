/**
 * Cookies of staff pages. Under https they carry the prefix that keeps other hosts and paths from setting them
 * (`__Host-`); script never sees them, and no other site's form sends them.
 */

import type { RequestEvent } from '@sveltejs/kit'

/** The session; that a browser is known; a one-time link on its way; a journey to an identity provider. */
type Name = 'phien' | 'may' | 'moi' | 'sso'

type Event = Pick<RequestEvent, 'cookies' | 'url'>

const isSecure = ({ url }: Event): boolean => url.protocol === 'https:'
const nameOf = (event: Event, name: Name): string => `${isSecure(event) ? '__Host-' : ''}goc-${name}`

export const readCookie = (event: Event, name: Name): string | undefined =>
  event.cookies.get(nameOf(event, name))

/** Without `seconds` it goes when the browser is closed. */
export function setCookie(event: Event, name: Name, value: string, seconds?: number): void {
  event.cookies.set(nameOf(event, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(event),
    ...(seconds !== undefined && { maxAge: seconds }),
  })
}

export function dropCookie(event: Event, name: Name): void {
  event.cookies.delete(nameOf(event, name), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(event),
  })
}
