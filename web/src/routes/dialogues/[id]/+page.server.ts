import { error } from '@sveltejs/kit'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, params, url }) => {
  const meeting = await read.meeting(params.id)
  if (!meeting) error(404)
  const after = url.searchParams.get('after') ?? undefined
  const [opinions, place] = await Promise.all([read.opinionsOf(params.id, after), read.unit(meeting.unit.id)])
  return unsent({ meeting, opinions, place, today })
}
