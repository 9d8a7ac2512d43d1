/** Meetings that a figure counts. */

import { type RawBuilder, sql } from 'kysely'
import type { Found, Of } from './of.ts'

/** Undefined when there is no such figure. */
export function meetingQuery(of: Of, name: string): RawBuilder<Found> | undefined {
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
