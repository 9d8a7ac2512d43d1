import { randomUUID } from 'node:crypto'
import { choose } from '@goc/domain/people/offices.ts'
import type { Actor } from '@goc/domain/people.ts'
import { type PetitionRefusal, whyNotTakeIn } from '@goc/domain/petitions/rules.ts'
import type { UnitKind } from '@goc/domain/units/acts.ts'
import { type MatterView, readMatter } from '@goc/store/matters/read.ts'
import { type DeskRefusal, joinFor, takeIn } from '@goc/store/matters/reception.ts'
import { findSimilar } from '@goc/store/similar.ts'
import { type NamedTree, readTree } from '@goc/store/units.ts'
import { error, type RequestEvent } from '@sveltejs/kit'
import { mattersRoom } from '#lib/server/matters.ts'
import { actorFor, served } from '#lib/server/staff/desk.ts'
import { slipOf } from '#lib/server/staff/slips.ts'
import { joinedBy, nothingTaken, otherOf, problemOf, readTaken, type Taken } from '#lib/staff/reception.ts'
import { unsent } from '#lib/unsent.ts'
import { words } from '#lib/words/index.ts'
import type { Actions, PageServerLoad } from './$types'

type Event = Pick<RequestEvent, 'locals' | 'url'>
const fieldCodes = new Set(Object.keys(words.vi.matters.fields))
/** Villages are named in the words of a place; matters lie with offices. */
const levels = new Set<UnitKind>(['province', 'office', 'commune', 'ward', 'special-zone'])
const mayTake = (unit: string) => (actor: Actor) => whyNotTakeIn(actor, unit)

/** The unit whose desk this is: the one that is asked for, or the first of theirs in which they may take in. */
function deskUnit({ locals, url }: Event, tree: NamedTree): string {
  const { person } = served({ locals })
  const code = url.searchParams.get('don-vi')
  if (code) {
    const unit = tree.coded(code, locals.today)?.id ?? tree.unit(code)?.id
    if (unit === undefined) error(404)
    return unit
  }
  const own = person.offices.find(({ unit }) => 'actor' in choose(person, tree, locals.today, mayTake(unit)))
  return own?.unit ?? ''
}

const refusalsOf = ({ locals: { lang } }: Event) => words[lang].desk.refusals

export const load: PageServerLoad = async (event) => {
  const tree = await readTree(mattersRoom().store.db)
  const own = deskUnit(event, tree)
  const { actor } = actorFor(event, tree, mayTake(own), refusalsOf(event))
  const units = tree.labels().filter(({ id, kind }) => id === own || (levels.has(kind) && actor.reaches(id)))
  return unsent({
    own: tree.label(own) ?? { id: own, code: own, kind: 'office' as const, name: own },
    units: units.sort((a, b) => Number(b.id === own) - Number(a.id === own) || (a.name < b.name ? -1 : 1)),
    fresh: nothingTaken(randomUUID()),
  })
}

export const actions: Actions = {
  /** Everything at once. What was typed comes back with whatever stops it; words of another procedure are stored nowhere. */
  take: async (event) => {
    const room = mattersRoom()
    const tree = await readTree(room.store.db)
    const taken = readTaken(await event.request.formData())
    const unit = taken.noi || deskUnit(event, tree)
    const { actor } = actorFor(event, tree, mayTake(unit), refusalsOf(event))
    if (!tree.unit(unit)) error(400)

    const problem = problemOf(taken)
    if (problem) return { taken, problem }
    const other = otherOf(taken)
    if (other) return { taken, other }
    const id = joinedBy(taken)
    if (taken.den === 'gui') {
      const similar = await similarTo(taken, unit, event.locals.today)
      if (similar.length > 0) return { taken, similar }
    }
    try {
      const done = await (id ? joinFor(room, id, { actor, ...keyOf(taken) }) : enter(taken, unit, actor))
      if ('refusal' in done) return { taken, refusal: wordsOf(event, done.refusal) }
      const { lang } = event.locals
      const at = {
        origin: event.url.origin,
        lang,
        request: taken.ma,
        joined: id !== undefined,
        envelope: taken.phongbi.trim() !== '',
      }
      return { slip: await slipOf(room, done, at) }
    } catch (fault) {
      console.error('reception:', fault)
      return { taken, refusal: words[event.locals.lang].reception.failed }
    }
  },
}

const keyOf = ({ ma, khoa, phongbi }: Taken) => ({
  request: ma || randomUUID(),
  ...(phongbi.trim() ? { envelope: phongbi } : khoa && { key: khoa }),
})
const fieldOf = ({ linhvuc }: Taken, unknown: string) => (fieldCodes.has(linhvuc) ? linhvuc : unknown)

const wordsOf = (event: Event, refusal: DeskRefusal): string => {
  const said: Record<string, string> = {
    ...refusalsOf(event),
    ...words[event.locals.lang].reception.envelopes,
  }
  return said[refusal as PetitionRefusal] ?? words[event.locals.lang].reception.failed
}

function enter(taken: Taken, unit: string, actor: Actor) {
  const [place, contact] = [taken.cho.trim(), taken.lienhe.trim()]
  return takeIn(mattersRoom(), {
    actor,
    unit,
    field: fieldOf(taken, 'khac'),
    type: taken.loai,
    channel: taken.kenh,
    preset: taken.han,
    text: taken.chuyen.trim(),
    ...(place && { place }),
    ...(contact && { contact }),
    publish: taken.dang === '1',
    ...keyOf(taken),
  })
}

export type SimilarMatter = Pick<MatterView, 'id' | 'code' | 'unit' | 'field' | 'joined' | 'due' | 'text'>

/** A suggestion: the person at the desk says whether it is the same. */
async function similarTo(taken: Taken, unit: string, day: string): Promise<SimilarMatter[]> {
  const { store, master } = mattersRoom()
  const place = taken.cho.trim()
  const about = { unit, field: fieldOf(taken, ''), text: taken.chuyen, ...(place && { place }), day }
  const found = await findSimilar(store, master, about)
  const views = await Promise.all(found.map(({ id }) => readMatter(store.db, id)))
  return views.flatMap((view) => (view ? [view] : []))
}
