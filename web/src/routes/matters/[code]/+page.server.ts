import { randomUUID } from 'node:crypto'
import { join } from '@goc/store/matters/join.ts'
import { findMatter, readMatter } from '@goc/store/matters/read.ts'
import { error, fail } from '@sveltejs/kit'
import * as v from 'valibot'
import { enteredSoon, mattersRoom } from '#lib/server/matters.ts'
import { sentOf } from '#lib/server/sent.ts'
import { unsent } from '#lib/unsent.ts'
import type { Actions, PageServerLoad } from './$types'

async function matterOf(code: string) {
  const { store } = mattersRoom()
  const id = await findMatter(store.db, code)
  const matter = id && (await readMatter(store.db, id))
  if (!matter) error(404)
  return matter
}

export const load: PageServerLoad = async ({ params, url, setHeaders, locals: { today } }) => {
  const matter = await matterOf(params.code)
  // A form to join with is one person's: the page with it is nobody else's.
  const joining = url.searchParams.has('cung') && matter.open
  if (joining) setHeaders({ 'cache-control': 'no-store' })
  return { ...unsent({ matter, today }), request: joining ? randomUUID() : undefined }
}

const Form = v.object({
  ma: v.pipe(v.string(), v.uuid()),
  khoa: v.fallback(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)), ''),
})

export const actions: Actions = {
  cung: async ({ request, params, url, locals }) => {
    const room = mattersRoom()
    const form = v.safeParse(Form, Object.fromEntries(await request.formData()))
    if (!form.success) error(400)
    const { ma, khoa: key } = form.output
    const matter = await matterOf(params.code)
    const joined = await join(room, matter.id, { request: ma, ...(key && { key }) })
    if ('refusal' in joined) return fail(409, { refusal: joined.refusal })
    const entered = await enteredSoon(room, joined.acts)
    return { sent: { ...(await sentOf(room, joined, entered, url, locals.lang)), request: ma, joined: true } }
  },
}
