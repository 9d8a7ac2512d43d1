import { randomUUID } from 'node:crypto'
import { choose } from '@goc/domain/people/offices.ts'
import { type Actor, officeOf } from '@goc/domain/people.ts'
import { whyNotRead } from '@goc/domain/petitions/reading.ts'
import { type PetitionRequest, whyNot } from '@goc/domain/petitions/rules.ts'
import { codeOf } from '@goc/store/matters/code.ts'
import { type EnvelopeRefusal, useEnvelope } from '@goc/store/matters/envelopes.ts'
import { findMatter, readMatter } from '@goc/store/matters/read.ts'
import {
  askRekey,
  grantRekey,
  type RekeyRefusal,
  readBehind,
  rekeysWaiting,
} from '@goc/store/matters/rekey.ts'
import { readTree } from '@goc/store/units.ts'
import { error, fail, type RequestEvent } from '@sveltejs/kit'
import * as v from 'valibot'
import { enteredSoon, mattersRoom } from '#lib/server/matters.ts'
import { actorFor, formOf, line, served } from '#lib/server/staff/desk.ts'
import { unitsBelow } from '#lib/server/staff/queue.ts'
import { slipOf } from '#lib/server/staff/slips.ts'
import { unsent } from '#lib/unsent.ts'
import { words } from '#lib/words/index.ts'
import type { Actions, PageServerLoad } from './$types'

type Event = Pick<RequestEvent, 'locals' | 'url'>
const worksIn = (unit: string) => (actor: Actor) => whyNotRead(actor, { read: 'note', unit })
const refusalsOf = ({ locals: { lang } }: Event) => words[lang].desk.refusals

/** The matter that the address names. */
async function matterAt({ url }: Event) {
  const { db } = mattersRoom().store
  const id = await findMatter(db, url.searchParams.get('ma') ?? '')
  return id === undefined ? undefined : readMatter(db, id)
}

export const load: PageServerLoad = async (event) => {
  const { person } = served(event)
  const { today } = event.locals
  const room = mattersRoom()
  const tree = await readTree(room.store.db)
  const asked = event.url.searchParams.get('ma') ?? ''
  const matter = asked === '' ? undefined : await matterAt(event)
  const own = person.offices.filter(({ unit }) => 'actor' in choose(person, tree, today, worksIn(unit)))
  actorFor(event as RequestEvent, tree, worksIn(matter?.unit.id ?? own[0]?.unit ?? ''), refusalsOf(event))
  const units = [...new Set(own.flatMap(({ unit }) => unitsBelow(tree, unit, today)))]
  const waiting = await rekeysWaiting(room.store.db, units)
  const behind = matter ? await readBehind(room, matter.id) : []
  return unsent({
    asked,
    request: randomUUID(),
    matter,
    mayAsk: 'actor' in choose(person, tree, today, (actor) => whyNotAsk(actor, matter?.unit.id ?? '')),
    behind: behind.map(({ asked: by, ...one }) => ({
      ...one,
      ...(by && {
        asked: {
          ...by,
          account: '',
          mine: by.account === person.account,
          role: officeOf(by.office as never)?.role,
        },
      }),
    })),
    waiting: waiting.map(({ petition, askedAt }) => ({ code: codeOf(petition), at: askedAt })),
  })
}

/** Only whether the office may at all; the rules are asked about the matter where it is done. */
function officeRefusal(actor: Actor, unit: string, as: PetitionRequest) {
  const refusal = whyNot({ unit, stage: 'received', behind: [] } as never, { ...as, actor, day: '' })
  return refusal?.startsWith('only-') ? refusal : undefined
}
const whyNotAsk = (actor: Actor, unit: string) => officeRefusal(actor, unit, { do: 'ask-rekey', who: 0 })

const whoever = v.fallback(v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number)), 0)

/** The form's own id: one that is sent twice does its work once. */
const ownRequest = v.fallback(v.pipe(v.string(), v.uuid()), () => randomUUID())

export const actions: Actions = {
  ask: async (event) => {
    const { person } = served(event)
    const room = mattersRoom()
    const matter = await matterAt(event)
    if (!matter) error(404)
    const tree = await readTree(room.store.db)
    const { actor } = actorFor(event, tree, (one) => whyNotAsk(one, matter.unit.id), refusalsOf(event))
    const typed = await formOf(event, {
      ai: whoever,
      lydo: line,
      doichieu: line,
      phongbi: line,
      ma: ownRequest,
    })
    if (typed.doichieu !== '1') return fail(409, { refusal: wordsOf(event).checkFirst, typed })
    const asked = { actor, account: person.account, who: typed.ai, words: typed.lydo }
    // The person holds an envelope already: its key is the one that the other officer grants, and no office sees inside.
    const done = typed.phongbi.trim()
      ? await useEnvelope(room.store.db, typed.phongbi, typed.ma, (key) =>
          askRekey(room, matter.id, { ...asked, key }),
        )
      : await askRekey(room, matter.id, asked)
    if ('refusal' in done) return fail(409, { refusal: said(event, done.refusal), typed })
    await enteredSoon(room, done.acts)
    return { asked: true }
  },
  grant: async (event) => {
    const { person } = served(event)
    const { lang, today } = event.locals
    const room = mattersRoom()
    const matter = await matterAt(event)
    if (!matter) error(404)
    const tree = await readTree(room.store.db)
    const { unit, id } = matter
    const as = { do: 'rekey', who: 0, key: '' } as const
    actorFor(event, tree, (one) => officeRefusal(one, unit.id, as), refusalsOf(event))
    const typed = await formOf(event, {
      ai: whoever,
      doichieu: line,
      ma: ownRequest,
      khoa: v.fallback(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)), ''),
    })
    if (typed.doichieu !== '1') return fail(409, { refusal: wordsOf(event).checkFirst })
    // Of several offices of theirs, one that is another than asked.
    const asking = (await readBehind(room, id))[typed.ai]?.asked
    const chosen = choose(person, tree, today, (one) =>
      one.by === asking?.office ? 'only-another-office-grants' : officeRefusal(one, unit.id, as),
    )
    if ('refusal' in chosen) return fail(409, { refusal: said(event, chosen.refusal as RekeyRefusal) })
    const request = typed.ma
    const done = await grantRekey(room, id, {
      actor: chosen.actor,
      account: person.account,
      who: typed.ai,
      request,
      ...(typed.khoa && { key: typed.khoa }),
    })
    if ('refusal' in done) return fail(409, { refusal: said(event, done.refusal) })
    if (asking?.named) {
      await enteredSoon(room, done.acts)
      return { opened: true }
    }
    return { slip: await slipOf(room, done, { origin: event.url.origin, lang, request, anew: true }) }
  },
}

const wordsOf = ({ locals: { lang } }: Event) => words[lang].reception.rekey
function said(event: Event, refusal: RekeyRefusal | EnvelopeRefusal): string {
  const { rekey, envelopes } = words[event.locals.lang].reception
  return { ...refusalsOf(event), ...envelopes, 'another-person-grants': rekey.refused }[refusal]
}
