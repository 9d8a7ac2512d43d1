import { randomUUID } from 'node:crypto'
import { otherProcedureIn } from '@goc/domain/petitions/other-procedure.ts'
import { newUploadToken, readUploadToken } from '@goc/store/files/token.ts'
import { listUploads } from '@goc/store/files/uploads.ts'
import { join } from '@goc/store/matters/join.ts'
import { citizen } from '@goc/store/matters/means.ts'
import { raise } from '@goc/store/matters/raise.ts'
import { type MatterView, readMatter } from '@goc/store/matters/read.ts'
import { findSimilar } from '@goc/store/similar.ts'
import {
  type Draft,
  emptyDraft,
  placeOf,
  problemOfContact,
  problemOfText,
  readDraft,
} from '#lib/matters/form.ts'
import { offerFor } from '#lib/notices/room.ts'
import { enteredSoon, mattersRoom } from '#lib/server/matters.ts'
import type { UnitLabel } from '#lib/server/read.ts'
import { sentOf } from '#lib/server/sent.ts'
import { refusalWords } from '#lib/upload/words.ts'
import { words } from '#lib/words/index.ts'
import { shown } from '../../../server/uploads.ts'
import type { Actions, PageServerLoad } from './$types'

const fieldCodes = new Set(Object.keys(words.vi.matters.fields))
const levels = new Set<UnitLabel['kind']>(['commune', 'ward', 'special-zone'])
const placesOf = async (read: App.Locals['read']) =>
  (await read.units()).filter(({ kind }) => levels.has(kind))

export const load: PageServerLoad = async ({ locals: { read, lang }, url, setHeaders }) => {
  // Each form is one person's: its request and what was sent with it have names of their own.
  setHeaders({ 'cache-control': 'no-store' })
  const { files, master, store } = mattersRoom()
  const given = url.searchParams.get('tep') ?? ''
  const tep = files && (readUploadToken(master, given) ? given : newUploadToken(master))
  const sent = files && tep === given ? await listUploads(store, files, given) : []
  const why = url.searchParams.get('loi') ?? ''
  const refused =
    why in refusalWords[lang] ? refusalWords[lang][why as keyof (typeof refusalWords)['vi']] : undefined
  return {
    units: await placesOf(read),
    fresh: { ...emptyDraft(randomUUID()), tep: tep ?? '' },
    uploads: sent.map((upload) => shown(upload, lang)),
    refused,
  }
}

/**
 * One action for all steps: each button says where it leads. Whatever was typed is carried along in the form, never kept
 * here, so going back, an error, or a browser without script loses nothing; and words that belong to another procedure
 * are stored nowhere.
 */
export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData()
    const draft = readDraft(form)
    const to = String(form.get('den') ?? '1')
    if (to === '1') return { step: 1 as const, draft }

    const problem = problemOfText(draft)
    if (problem) return { step: 1 as const, draft, problem }
    const other = draft.thuong === '1' ? undefined : otherProcedureIn(draft.chuyen)
    if (other) return { step: 1 as const, draft, other }
    if (to === '2') return { step: 2 as const, draft }

    const place = placeOf(draft, await placesOf(locals.read))
    if ('problem' in place) return { step: 2 as const, draft, problem: place.problem }
    const { unit } = place
    if (to === '3')
      return { step: 3 as const, draft, unit, similar: await similarTo(draft, unit, locals.today) }
    const contact = problemOfContact(draft)
    if (contact) return { step: 3 as const, draft, unit, problem: contact }

    try {
      const joined = /^cung:([0-9A-Z]{26})$/.exec(to)?.[1]
      const raised = joined ? await joinIn(joined, draft) : await raiseIn(draft, unit)
      if ('refusal' in raised) {
        const why =
          raised.refusal === 'still-coming' || raised.refusal === 'scanner-away' ? raised.refusal : undefined
        return { step: 3 as const, draft, unit, failed: true, ...(why && { why }) }
      }
      const room = mattersRoom()
      const entered = await enteredSoon(room, raised.acts)
      const sent = await sentOf(room, raised, entered, url, locals.lang)
      const told = await offerFor(raised.id)
      return { step: 4 as const, sent: { ...sent, told, request: draft.ma, joined: Boolean(joined) } }
    } catch (fault) {
      // Its message and place only: what a database says besides may hold values.
      console.error('raise:', (fault as Error).stack)
      return { step: 3 as const, draft, unit, failed: true }
    }
  },
}

function raiseIn(draft: Draft, unit: UnitLabel) {
  const { lat, lon, khoa: key } = draft
  const [place, contact] = [draft.cho.trim(), draft.lienhe.trim()]
  return raise(mattersRoom(), {
    actor: citizen,
    unit: unit.id,
    field: fieldCodes.has(draft.linhvuc) ? draft.linhvuc : 'khac',
    type: 'phan_anh',
    channel: 'web',
    text: draft.chuyen.trim(),
    ...(place && { place }),
    ...(lat !== undefined && lon !== undefined && { point: { lat, lon } }),
    ...(contact && { contact }),
    publish: draft.dang === '1',
    request: draft.ma || randomUUID(),
    ...(key && { key }),
    ...(draft.tep && { uploads: draft.tep }),
  })
}

const joinIn = (id: string, { ma, khoa: key }: Draft) =>
  join(mattersRoom(), id, { request: ma || randomUUID(), ...(key && { key }) })

export type SimilarMatter = Pick<MatterView, 'id' | 'code' | 'unit' | 'field' | 'joined' | 'due'> & {
  text?: string
}

/** A suggestion and no more: the person says whether it is the same. */
async function similarTo(draft: Draft, unit: UnitLabel, day: string): Promise<SimilarMatter[]> {
  const { store, master } = mattersRoom()
  const { lat, lon } = draft
  const found = await findSimilar(store, master, {
    unit: unit.id,
    field: fieldCodes.has(draft.linhvuc) ? draft.linhvuc : '',
    text: draft.chuyen,
    ...(draft.cho.trim() && { place: draft.cho.trim() }),
    ...(lat !== undefined && lon !== undefined && { point: { lat, lon } }),
    day,
  })
  const views = await Promise.all(found.map(({ id }) => readMatter(store.db, id)))
  return views.flatMap((view) => {
    if (!view) return []
    const { id, code, unit: at, field, joined, due, text } = view
    return [{ id, code, unit: at, field, joined, due, ...(text !== undefined && { text }) }]
  })
}
