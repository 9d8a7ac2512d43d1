import { error } from '@sveltejs/kit'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, params }) => {
  const opinion = await read.opinion(params.id)
  if (!opinion) error(404)
  return unsent({ opinion, meeting: await read.meeting(opinion.meeting), today })
}
