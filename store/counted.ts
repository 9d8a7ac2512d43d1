/**
 * What a figure counts, act by act. The conditions here say of rows what `domain/…/figures.ts` says of acts; a
 * test holds the two to each other for every feature, unit and span.
 */

import { type Day, dayOf, isDay } from '@goc/domain/day.ts'
import { isCommune } from '@goc/domain/figures.ts'
import { SILENT_AFTER_DAYS } from '@goc/domain/opinions/figures.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Store } from './database.ts'
import { type CheckpointOf, inSnapshot, type Question, readHead } from './figures.ts'
import { readTree } from './units.ts'

/** One thing that a figure counts, with the act that makes it count and that act's index in the record. */
export type CountedItem = { index: number; kind: string; subject: string; unit: string; day: Day; on: Day }

export type CountedPage = {
  feature: string
  unit: string
  from: Day
  to: Day
  checkpoint: CheckpointOf
  items: CountedItem[]
  /** Where the next page begins; absent on the last. */
  next?: string
}

type Cursor = { on: Day; id: string }
type Of = {
  feature: string
  from: Day
  to: Day
  units: string[]
  communes: string[]
  after: Cursor
  limit: number
}

const BEGINNING: Cursor = { on: '0001-01-01', id: '' }

/** Undefined when there is no such figure or unit. Throws nothing on a broken cursor: it begins at the beginning. */
export function listCounted(
  store: Store,
  {
    feature,
    unit,
    from,
    to,
    after,
    limit = 100,
  }: Question & { feature: string; after?: string; limit?: number },
): Promise<CountedPage | undefined> {
  return inSnapshot(store, async (db) => {
    const tree = await readTree(db, store.db)
    const id = tree.coded(unit, to)?.id ?? tree.unit(unit)?.id
    const checkpoint = await readHead(db)
    if (id === undefined || !checkpoint) return undefined

    const units = [...tree.countedIn(id, to)]
    const communes = units.filter((one) => isCommune(tree.unit(one)?.level))
    const query = queryFor({ feature, from, to, units, communes, after: readCursor(after), limit: limit + 1 })
    if (!query) return undefined
    const { rows } = await query.execute(db)
    const items = rows.slice(0, limit).map(({ id: _, body, index, subject, unit, on, t }) => {
      const act = JSON.parse(body) as { kind: string; on?: Day }
      return { index, kind: act.kind, subject, unit, on, day: act.on ?? dayOf(t) }
    })
    const last = rows[limit - 1]
    const more = rows.length > limit && last ? { next: writeCursor(last) } : {}
    return { feature, unit, from, to, checkpoint, items, ...more }
  })
}

type Found = { id: string; subject: string; unit: string; on: Day; index: number; t: number; body: string }

function queryFor(of: Of): RawBuilder<Found> | undefined {
  const dot = of.feature.indexOf('.')
  const name = of.feature.slice(dot + 1)
  switch (of.feature.slice(0, dot)) {
    case 'opinions':
      return opinionQuery(of, name)
    case 'dialogues':
      return meetingQuery(of, name)
    default:
      return undefined
  }
}

/** Which opinions a feature counts as of the span's end, and the number of the act that says so. */
type Condition = { holds: RawBuilder<unknown>; n: RawBuilder<unknown> }

function opinionCondition(name: string, to: Day): Condition | undefined {
  const raised = sql`1`
  const answered = sql`a.resolved_n`
  const resolved = sql`(a.opinion is not null and (a.reopened is null or a.reopened > ${to}::date))`
  switch (name) {
    case 'received':
      return { holds: sql`true`, n: raised }
    case 'imported':
      return { holds: sql`o.imported`, n: raised }
    case 'resolved':
      return { holds: resolved, n: answered }
    case 'resolvedOnTime':
      return { holds: sql`${resolved} and a.resolved <= o.due`, n: answered }
    case 'resolvedLate':
      return { holds: sql`${resolved} and a.resolved > o.due`, n: answered }
    case 'open':
      return { holds: sql`not ${resolved}`, n: raised }
    case 'openOverdue':
      return { holds: sql`not ${resolved} and o.due < ${to}::date`, n: raised }
    case 'reopened':
      return { holds: sql`first.reopened <= ${to}::date`, n: sql`first.reopened_n` }
    case 'confirmed':
    case 'disputed':
      return { holds: sql`${resolved} and v.verdict = ${name}`, n: sql`v.n` }
    case 'silent':
      return {
        holds: sql`${resolved} and o.keyed and v.n is null
                   and a.resolved + ${SILENT_AFTER_DAYS + 1}::int <= ${to}::date`,
        n: answered,
      }
    default:
      return undefined
  }
}

const axes = { byField: sql`o.field`, byKind: sql`o.type`, byChannel: sql`o.channel` }

function opinionQuery(of: Of, name: string): RawBuilder<Found> | undefined {
  const [, axis, code, part] =
    /^(byField|byKind|byChannel)\.([a-z0-9_-]{1,32})\.(received|resolved)$/.exec(name) ?? []
  const condition = opinionCondition(part ?? name, of.to)
  if (!condition) return undefined
  const filed = axis ? sql`${axes[axis as keyof typeof axes]} = ${code}` : sql`true`
  return sql<Found>`
    select o.id, act.subject, o.unit, o.held as on, entry.index, entry.t, act.body
      from opinion o
      left join lateral (select * from answer where opinion = o.id and resolved <= ${of.to}::date
                          order by round desc limit 1) a on true
      left join answer first on first.opinion = o.id and first.round = 1
      left join lateral (select n, verdict from verdict
                          where opinion = o.id and round = a.round and on_day <= ${of.to}::date
                          order by n desc limit 1) v on true
      join act on act.subject = 'opinion/' || o.id and act.n = ${condition.n}
      join entry on entry.act_id = act.id
     where o.held between ${of.from}::date and ${of.to}::date and o.unit = any(${of.units}::text[])
       and ${filed} and ${condition.holds}
       and (o.held, o.id) > (${of.after.on}::date, ${of.after.id}::text)
     order by o.held, o.id limit ${of.limit}`
}

function meetingQuery(of: Of, name: string): RawBuilder<Found> | undefined {
  const held = 'meeting.held'
  switch (name) {
    case 'held':
    case 'attendees':
      return meetingsWhere(of, sql`m.status = 'held'`, held)
    case 'periodic':
    case 'extraordinary':
      return meetingsWhere(of, sql`m.status = 'held' and m.regularity = ${name}`, held)
    case 'byMode.inPerson':
    case 'byMode.online':
    case 'byMode.hybrid':
      return meetingsWhere(of, sql`m.status = 'held' and m.mode = ${name.slice('byMode.'.length)}`, held)
    case 'cancelled':
      return meetingsWhere(of, sql`m.status = 'cancelled'`, 'meeting.cancelled')
    case 'minutesPublished':
      return meetingsWhere(of, sql`m.minutes_on is not null`, 'meeting.minutes-published')
    case 'communesWithDialogue':
      // The first dialogue of each commune stands for it.
      return meetingsWhere(
        of,
        sql`m.status = 'held' and m.unit = any(${of.communes}::text[]) and not exists (
              select from meeting earlier where earlier.unit = m.unit and earlier.status = 'held'
                 and earlier.on_day >= ${of.from}::date and (earlier.on_day, earlier.id) < (m.on_day, m.id))`,
        held,
      )
    case 'postponed':
      return sql<Found>`
        select m.id, act.subject, m.unit, p.on_day as on, entry.index, entry.t, act.body
          from postponement p join meeting m on m.id = p.meeting
          join act on act.subject = 'meeting/' || m.id and act.n = p.n
          join entry on entry.act_id = act.id
         where p.on_day between ${of.from}::date and ${of.to}::date and m.unit = any(${of.units}::text[])
           and (p.on_day, m.id) > (${of.after.on}::date, ${of.after.id}::text)
         order by p.on_day, m.id limit ${of.limit}`
    default:
      return undefined
  }
}

const meetingsWhere = (of: Of, holds: RawBuilder<unknown>, kind: string): RawBuilder<Found> => sql<Found>`
    select m.id, act.subject, m.unit, m.on_day as on, entry.index, entry.t, act.body
      from meeting m
      join lateral (select * from act where subject = 'meeting/' || m.id
                       and act.body like ${`%"kind":"${kind}"%`} order by n desc limit 1) act on true
      join entry on entry.act_id = act.id
     where m.on_day between ${of.from}::date and ${of.to}::date and m.unit = any(${of.units}::text[]) and ${holds}
       and (m.on_day, m.id) > (${of.after.on}::date, ${of.after.id}::text)
     order by m.on_day, m.id limit ${of.limit}`

const writeCursor = ({ on, id }: Cursor): string => Buffer.from(`${on} ${id}`).toString('base64url')

function readCursor(text: string | undefined): Cursor {
  const plain = Buffer.from(text ?? '', 'base64url').toString('utf8')
  const on = plain.slice(0, 10)
  return isDay(on) ? { on, id: plain.slice(11) } : BEGINNING
}
