import { readMatter } from '@goc/store/matters/read.ts'
import { error } from '@sveltejs/kit'
import { readFileName, sendCaseFile } from '#lib/server/case-files.ts'
import { mattersRoom } from '#lib/server/matters.ts'
import type { RequestHandler } from './$types'

/** A picture that came with an answer that is for everyone. */
export const GET: RequestHandler = async ({ params }) => {
  const name = readFileName(params.name)
  const matter = name && (await readMatter(mattersRoom().store.db, name.id))
  const isPublic = matter?.stations.some(({ files }) => files?.some(({ i }) => i === name!.i))
  if (!name || !isPublic) error(404)
  return sendCaseFile(name)
}
