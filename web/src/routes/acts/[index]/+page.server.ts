import { officeOf } from '@goc/domain/people.ts'
import { error } from '@sveltejs/kit'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { read }, params }) => {
  if (!/^\d{1,15}$/.test(params.index)) error(404)
  const [found, checkpoint] = await Promise.all([read.act(Number(params.index)), read.checkpoint()])
  if (!found) error(404)
  const office = officeOf(found.act.by)
  const by = office && (await read.unit(office.unit))
  return unsent({ found, by: by?.label.name, size: checkpoint?.size ?? 0 })
}
