import { whyNotRead } from '@goc/domain/petitions/reading.ts'
import { readMatter } from '@goc/store/matters/read.ts'
import { readTree } from '@goc/store/units.ts'
import { error } from '@sveltejs/kit'
import { readFileName, sendCaseFile } from '#lib/server/case-files.ts'
import { mattersRoom } from '#lib/server/matters.ts'
import { actorFor, served } from '#lib/server/staff/desk.ts'
import { words } from '#lib/words/index.ts'
import type { RequestHandler } from './$types'

/** A file of a matter, `ID.0`, or its small picture, `ID.0.nho`, for an office that works on it. */
export const GET: RequestHandler = async (event) => {
  const name = readFileName(event.params.name)
  const { person } = served(event)
  const { store } = mattersRoom()
  const matter = name && (await readMatter(store.db, name.id))
  if (!matter) error(404)
  const kept = await store.db
    .selectFrom('matter')
    .select('officer')
    .where('petition', '=', matter.id)
    .executeTakeFirst()
  const asked = { read: 'queue', unit: matter.unit.id } as const
  const { refusals } = words[event.locals.lang].desk
  const tree = await readTree(store.db)
  actorFor(event, tree, (actor) => whyNotRead(actor, asked), refusals)
  if (matter.sealed && kept?.officer !== person.account) error(403, refusals.sealed)
  return sendCaseFile(name)
}
