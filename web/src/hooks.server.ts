import { dayOf } from '@goc/domain/day.ts'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { splitLang } from '#lib/lang.ts'
import { keeping } from '#lib/server/kept.ts'
import { readersOf } from '#lib/server/read.ts'
import { guard, isPrivate, recognise } from '#lib/server/staff/guard.ts'
import { scaleOf } from '#lib/text-size.ts'
import { context } from '../server/context.ts'

export const handle: Handle = async ({ event, resolve }) => {
  const { locals } = event
  locals.lang = splitLang(event.url.pathname).lang
  locals.scale = scaleOf(event.cookies.get('co-chu'))
  locals.today = dayOf(Math.floor(Date.now() / 1000))
  const { store, generation } = context()
  locals.read = keeping(readersOf(store), locals.today, generation)
  await recognise(event)
  const refused = await guard(event)
  if (refused) return refused
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%lang%" data-scale="%scale%', `${locals.lang}" data-scale="${locals.scale}`),
    // Without SvelteKit's script nothing would use preloaded modules. Of the fonts, the two that running text needs.
    preload: (file) =>
      file.type === 'css' || (file.type === 'font' && /(latin|vietnamese)-400/.test(file.filename)),
  })
  if (isPrivate(event)) response.headers.set('cache-control', 'no-store')
  return response
}

/** The cause goes to the log, never to the page. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'unknown') console.error(caught.error)
}
