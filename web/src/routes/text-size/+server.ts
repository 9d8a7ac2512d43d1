import { redirect } from '@sveltejs/kit'
import { scaleOf } from '#lib/text-size.ts'
import type { RequestHandler } from './$types'

/** Keeps the text size and goes back. A cookie and a link: no script needed. */
export const GET: RequestHandler = ({ url, cookies }) => {
  const scale = scaleOf(url.searchParams.get('muc') ?? undefined)
  cookies.set('co-chu', String(scale), { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true })
  redirect(303, backTo(url))
}

/** Only to a page of this site: `//elsewhere` and `/\elsewhere` are none. */
function backTo(url: URL): string {
  const back = new URL(url.searchParams.get('ve') ?? '/', url)
  return back.origin === url.origin ? back.pathname.replace(/^[/\\]+/, '/') + back.search : '/'
}
