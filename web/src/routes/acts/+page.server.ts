import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

const PAGE = 20

export const load: PageServerLoad = async ({ locals: { read }, url }) => {
  const before = /^\d{1,15}$/.exec(url.searchParams.get('before') ?? '')?.[0]
  const [checkpoint, acts] = await Promise.all([
    read.checkpoint(),
    read.latestActs({ limit: PAGE, ...(before && { before: Number(before) }) }),
  ])
  const last = acts.at(-1)?.index
  const next = last !== undefined && last > 0 ? last : undefined
  return unsent({ checkpoint, acts, next, site: url.origin })
}
