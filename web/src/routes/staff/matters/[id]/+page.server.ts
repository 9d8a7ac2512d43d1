import { choose } from '@goc/domain/people/offices.ts'
import type { Actor } from '@goc/domain/people.ts'
import { type DeclineGround, declineGrounds, type Preset, presets } from '@goc/domain/petitions/acts.ts'
import { maybePrivate } from '@goc/domain/petitions/private.ts'
import { whyNotRead } from '@goc/domain/petitions/reading.ts'
import { type PetitionRefusal, type PetitionRequest, whyNot } from '@goc/domain/petitions/rules.ts'
import { listFiles } from '@goc/store/files/keep.ts'
import { newUploadToken, readUploadToken } from '@goc/store/files/token.ts'
import { listUploads } from '@goc/store/files/uploads.ts'
import {
  mayWork,
  note,
  publishWords,
  readNotes,
  readSender,
  type Work,
  type WorkRefusal,
  work,
} from '@goc/store/matters/desk.ts'
import { namesOf, officersOf } from '@goc/store/matters/officers.ts'
import { type MatterView, openWords, readMatter } from '@goc/store/matters/read.ts'
import { noteAccess } from '@goc/store/people/access.ts'
import { readTree } from '@goc/store/units.ts'
import { error, fail, type RequestEvent } from '@sveltejs/kit'
import * as v from 'valibot'
import { findUnits } from '#lib/find-units.ts'
import { enteredSoon, mattersRoom } from '#lib/server/matters.ts'
import { actorFor, formOf, line, served, shut } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import { refusalWords } from '#lib/upload/words.ts'
import { words } from '#lib/words/index.ts'
import { shown } from '../../../../../server/uploads.ts'
import type { Actions, PageServerLoad, RouteParams } from './$types'

type Event = RequestEvent<RouteParams>
type Reading = Parameters<typeof whyNotRead>[1]

/** The matter, for someone whose office may read so much of it. */
async function opened(event: Event, read: Reading['read'] = 'queue', reason?: string) {
  const { person } = served(event)
  const room = mattersRoom()
  const { db } = room.store
  const matter = await readMatter(db, event.params.id)
  if (!matter) error(404)
  const tree = await readTree(db)
  const kept = await db.selectFrom('matter').selectAll().where('petition', '=', matter.id).executeTakeFirst()
  const { sealed } = matter
  const isHandler = kept?.officer === person.account
  const asked = { unit: matter.unit.id, sealed, isHandler, ...(reason !== undefined && { reason }) }
  const { refusals } = words[event.locals.lang].desk
  const { actor } = actorFor(event, tree, (one) => whyNotRead(one, { ...asked, read }), refusals)
  return { room, matter, tree, person, kept, sealed: sealed && !isHandler, actor }
}

export const load: PageServerLoad = async (event) => {
  const { room, matter, tree, person, kept, sealed } = await opened(event)
  const { today } = event.locals
  const { db } = room.store
  const refusalOf = (ask: (actor: Actor) => PetitionRefusal | undefined) => {
    const chosen = choose(person, tree, today, ask)
    return 'refusal' in chosen ? chosen.refusal : undefined
  }
  const [letters, files, may, notes, officers] = await Promise.all([
    sealed ? [] : openWords(room, matter.id),
    sealed ? [] : listFiles(db, `petition/${matter.id}`),
    mayWork(room, matter.id, refusalOf, today),
    sealed ? [] : readNotes(room, matter.id),
    officersOf(db, matter.unit.id, today),
  ])
  const names = await namesOf(db, kept?.officer ? [kept.officer] : [])
  const text = letters.find(({ kind }) => kind === 'text')?.text
  return unsent({
    matter,
    sealed,
    may,
    notes,
    officers,
    hand: kept?.officer ? names.get(kept.officer) : undefined,
    letters: letters.filter(
      ({ kind }) => kind !== 'contact' && kind !== 'internal' && kind !== 'files' && kind !== 'evidence',
    ),
    files: files.map(({ i, kind, preview }) => ({ i, kind, preview })),
    publish: { agreed: kept?.publish ?? false, on: kept?.publishedOn ?? undefined },
    check: text === undefined ? [] : maybePrivate(text),
    evidence: await evidenceFor(event),
    today,
  })
}

/** A token for pictures that come with an answer, and what was sent with it where no script runs. */
async function evidenceFor({ url, locals: { lang } }: Event) {
  const { store, master, files } = mattersRoom()
  if (!files) return undefined
  const given = url.searchParams.get('tep') ?? ''
  const token = readUploadToken(master, given) ? given : newUploadToken(master)
  const sent = token === given ? await listUploads(store, files, token) : []
  const why = url.searchParams.get('loi') ?? ''
  const refused =
    why in refusalWords[lang] ? refusalWords[lang][why as keyof (typeof refusalWords)['vi']] : undefined
  return { token, sent: sent.map((upload) => shown(upload, lang)), refused }
}

/** Does a piece of work in the office whose rules allow it; what was typed comes back with a refusal. */
async function doing(event: Event, asked: Work, as: PetitionRequest, typed: object) {
  const { person } = served(event)
  const room = mattersRoom()
  const tree = await readTree(room.store.db)
  const { lang, today } = event.locals
  const { refusals } = words[lang].desk
  const matter = await readMatter(room.store.db, event.params.id)
  if (!matter) error(404)
  // The office first, for a door that is shut says nothing of what is behind it.
  const chosen = choose(person, tree, today, (actor) => officeRefusal(actor, matter, as, today))
  if ('refusal' in chosen) shut(event, chosen.refusal, refusals)
  const done = await work(room, matter.id, chosen.actor, asked, person.account)
  if ('refusal' in done)
    return fail(409, { refusal: refusals[done.refusal as WorkRefusal], typed, work: asked.do })
  await enteredSoon(room, done.acts)
  return { done: asked.do }
}

/** Only whether the office may at all; whether it may now is asked where it is done. */
function officeRefusal(actor: Actor, { unit, stations }: MatterView, as: PetitionRequest, day: string) {
  const declinedBy = stations.findLast(({ kind }) => kind === 'petition.declined')?.office?.id
  const shape = {
    unit: unit.id,
    stage: 'received',
    behind: [],
    ...(declinedBy && { decline: { by: declinedBy } }),
  }
  const refusal = whyNot(shape as never, { ...as, actor, day })
  return refusal?.startsWith('only-') ? refusal : undefined
}

const text = { words: line } as const
const long = v.pipe(v.string(), v.maxLength(20_000))

export const actions: Actions = {
  accept: async (event) => {
    const { preset } = await formOf(event, { preset: v.fallback(v.picklist(presets), 'petition-normal') })
    const as = { do: 'accept', rule: preset, calendar: '', due: 0 } as const
    return doing(event, { do: 'accept', preset: preset as Preset }, as, { preset })
  },
  assign: async (event) => {
    const { officer } = await formOf(event, { officer: v.fallback(v.pipe(v.string(), v.uuid()), '') })
    return doing(event, { do: 'assign', officer }, { do: 'assign' }, { officer })
  },
  askInfo: async (event) => {
    const typed = await formOf(event, text)
    return doing(event, { do: 'ask-info', ...typed }, { do: 'ask-info', note: '' }, typed)
  },
  draft: async (event) => {
    const typed = await formOf(event, { words: long })
    return doing(event, { do: 'draft', ...typed }, { do: 'draft', draft: '' }, typed)
  },
  return: async (event) => {
    const typed = await formOf(event, text)
    return doing(event, { do: 'return', ...typed }, { do: 'return', note: '' }, typed)
  },
  answer: async (event) => {
    const typed = await formOf(event, { words: long, published: v.string(), tep: line })
    const published = typed.published === '1'
    const asked = {
      do: 'answer',
      words: typed.words,
      published,
      ...(typed.tep && { uploads: typed.tep }),
    } as const
    return doing(event, asked, { do: 'answer', answer: '', published: true }, typed)
  },
  decline: async (event) => {
    const typed = await formOf(event, {
      words: line,
      ground: v.fallback(v.picklist(declineGrounds), 'unreadable'),
    })
    const ground = typed.ground as DeclineGround
    return doing(
      event,
      { do: 'decline', ground, words: typed.words },
      { do: 'decline', ground, note: '' },
      typed,
    )
  },
  transfer: async (event) => {
    const typed = await formOf(event, { words: line, to: line })
    const units = await event.locals.read.units()
    const [to, ...more] = findUnits(units, typed.to)
    const as = { do: 'transfer', to: to?.id ?? '', note: '' } as const
    if (!to || more.length > 0) {
      await opened(event, 'note')
      return fail(409, {
        refusal: words[event.locals.lang].desk.work.unknownUnit,
        typed,
        work: 'transfer' as const,
      })
    }
    return doing(event, { do: 'transfer', to: to.id, words: typed.words }, as, typed)
  },
  extend: async (event) => {
    const typed = await formOf(event, text)
    return doing(event, { do: 'extend', ...typed }, { do: 'extend', due: 0, note: '' }, typed)
  },
  review: async (event) => {
    const typed = await formOf(event, { words: line, upheld: v.string() })
    const asked = { do: 'review', upheld: typed.upheld === '1', words: typed.words } as const
    return doing(event, asked, { do: 'review', upheld: true, note: '' }, typed)
  },
  correct: async (event) => {
    const typed = await formOf(event, { words: line, field: line })
    const field = typed.field in words.vi.matters.fields ? typed.field : 'khac'
    return doing(
      event,
      { do: 'correct', field, words: typed.words },
      { do: 'correct', field, note: '' },
      typed,
    )
  },
  note: async (event) => {
    const { room, matter, person } = await opened(event, 'note')
    const { words: said } = await formOf(event, { words: long })
    if (said.trim() !== '') await note(room, matter.id, person.account, said)
    return { done: 'note' as const }
  },
  sender: async (event) => {
    const { reason } = await formOf(event, { reason: line })
    const { desk } = words[event.locals.lang]
    if (reason.trim() === '') {
      await opened(event, 'note')
      return fail(409, { refusal: desk.refusals['reason-needed'], work: 'sender' as const, typed: {} })
    }
    const { room, matter, person, actor } = await opened(event, 'sender', reason)
    const { means } = served(event)
    // Kept before it is shown.
    await noteAccess(means, {
      account: person.account,
      office: actor.by,
      unit: matter.unit.id,
      subject: `petition/${matter.id}`,
      what: 'sender',
      reason,
    })
    return { sender: (await readSender(room, matter.id)) ?? desk.case.senderNone }
  },
  publish: async (event) => {
    const { room, matter } = await opened(event, 'note')
    await publishWords(room, matter.id, event.locals.today)
    return { done: 'publish' as const }
  },
}
