import { findMatter, readMatter } from '@goc/store/matters/read.ts'
import { error } from '@sveltejs/kit'
import { mattersRoom } from '#lib/server/matters.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals: { today } }) => {
  const { store } = mattersRoom()
  const id = await findMatter(store.db, params.code)
  const matter = id && (await readMatter(store.db, id))
  if (!matter) error(404)
  return unsent({ matter, today })
}
