import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read, today }, params, url }) => {
  const meeting = await read.meeting(params.id)
  if (!meeting) error(404)
  const after = url.searchParams.get('after') ?? undefined
  const [opinions, place] = await Promise.all([read.opinionsOf(params.id, after), read.unit(meeting.unit.id)])
  return { meeting, opinions, place, today }
}
