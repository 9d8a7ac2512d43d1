import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, params }) => {
  const opinion = await read.opinion(params.id)
  if (!opinion) error(404)
  return { opinion, meeting: await read.meeting(opinion.meeting), today }
}
