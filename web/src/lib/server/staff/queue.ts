/** What a queue's address asks: the unit, and which of its matters. */

import { isDay } from '@goc/domain/day.ts'
import { choose } from '@goc/domain/people/offices.ts'
import type { Actor } from '@goc/domain/people.ts'
import { whyNotRead } from '@goc/domain/petitions/reading.ts'
import { type Filter, sorts } from '@goc/store/matters/queue.ts'
import { type NamedTree, readTree } from '@goc/store/units.ts'
import { error, type RequestEvent } from '@sveltejs/kit'
import { mattersRoom } from '#lib/server/matters.ts'
import { words } from '#lib/words/index.ts'
import { actorFor, served } from './desk.ts'

const mayRead = (unit: string) => (actor: Actor) => whyNotRead(actor, { read: 'queue', unit })

/** The unit that is asked for, or the first of theirs whose matters they may see; shut to whoever may not. */
export async function queueUnit(event: RequestEvent) {
  const { person } = served(event)
  const { today, lang } = event.locals
  const tree = await readTree(mattersRoom().store.db)
  const code = event.url.searchParams.get('don-vi') || undefined
  const own = person.offices.find(({ unit }) => 'actor' in choose(person, tree, today, mayRead(unit)))?.unit
  const unit = code === undefined ? own : (tree.coded(code, today)?.id ?? tree.unit(code)?.id)
  if (code !== undefined && unit === undefined) error(404)
  actorFor(event, tree, mayRead(unit ?? ''), words[lang].desk.refusals)
  const alone = event.url.searchParams.get('rieng') === '1'
  return { tree, unit: unit!, units: alone ? [unit!] : unitsBelow(tree, unit!, today) }
}

/** A unit and all below it. */
export const unitsBelow = (tree: NamedTree, unit: string, today: string): string[] =>
  tree.all().flatMap(({ id }) => (tree.within(id, unit, today) ? [id] : []))

const stages = new Set<string>([...Object.keys(words.vi.desk.stages), ...sorts])
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** As the address says it; empty: not asked. `alone`: of the unit itself, without those below it. */
export type Asked = {
  stage: string
  field: string
  whose: string
  from: string
  to: string
  alone: string
}

/** What the address filters by; whatever it does not know it leaves out. `whose` is as asked: toi, khong, an account. */
export function filterOf(asked: URLSearchParams, account: string): { filter: Filter; asked: Asked } {
  const known = (name: string, is: (value: string) => boolean) => {
    const value = asked.get(name) ?? ''
    return value !== '' && is(value) ? value : ''
  }
  const stage = known('trang-thai', (value) => stages.has(value))
  const field = known('linh-vuc', (value) => value in words.vi.matters.fields)
  const whose = known('cua', (value) => value === 'toi' || value === 'khong' || UUID.test(value))
  const [from, to] = [known('tu', isDay), known('den', isDay)]
  const alone = known('rieng', (value) => value === '1')
  const officer = { toi: account, khong: 'nobody', '': undefined }[whose] ?? (whose || undefined)
  return {
    filter: {
      ...(stage && { stage: stage as NonNullable<Filter['stage']> }),
      ...(field && { field }),
      ...(officer && { officer }),
      ...(from && to && from <= to && { received: { from, to } }),
    },
    asked: { stage, field, whose, from, to, alone },
  }
}

/** The address of a queue: what it is narrowed to, and where it goes on. */
export function queueAddress(unit: string, asked: Partial<Asked> = {}, after = ''): string {
  const named = {
    'don-vi': unit,
    'trang-thai': asked.stage,
    'linh-vuc': asked.field,
    cua: asked.whose,
    tu: asked.from,
    den: asked.to,
    rieng: asked.alone,
    sau: after,
  }
  return `?${new URLSearchParams(Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : [])))}`
}
