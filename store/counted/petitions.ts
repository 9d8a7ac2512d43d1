/** Matters that a figure counts: where each stood as of the span's last day is the step that its last act by then has left. */

import { type Day, startOf } from '@goc/domain/day.ts'
import { SILENT_AFTER_DAYS } from '@goc/domain/petitions/figures.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Condition, Found, Of } from './of.ts'

const open = sql`s.stage in ('received', 'accepted', 'assigned', 'drafted')`
const counts = sql`s.stage not in ('withdrawn', 'merged')`
const answered = sql`s.stage = 'answered'`

function condition(name: string, to: Day): Condition | undefined {
  const received = sql`1`
  const answer = sql`s.answered_n`
  const last = (kind: string) =>
    sql`(select max(n) from petition_step where petition = p.id and kind = ${kind} and on_day <= ${to}::date)`
  switch (name) {
    case 'received':
      return { holds: counts, n: received }
    case 'open':
      return { holds: open, n: received }
    case 'openOverdue':
      return { holds: sql`${open} and s.due < ${startOf(to)}::bigint`, n: received }
    case 'answered':
      return { holds: answered, n: answer }
    case 'answeredOnTime':
      return { holds: sql`${answered} and entry.t <= s.due`, n: answer }
    case 'answeredLate':
      return { holds: sql`${answered} and entry.t > s.due`, n: answer }
    case 'confirmed':
    case 'disputed':
      return { holds: sql`${counts} and s.verdict = ${name}`, n: last(`petition.${name}`) }
    case 'silent':
      return {
        holds: sql`${answered} and s.verdict is null and s.keyed
                   and s.answered_on + ${SILENT_AFTER_DAYS + 1}::int <= ${to}::date`,
        n: answer,
      }
    case 'joined':
      return { holds: sql`${counts} and s.joined > 0`, n: last('petition.joined') }
    case 'declined':
      return { holds: sql`s.stage = 'declined'`, n: last('petition.declined') }
    default:
      return undefined
  }
}

/** Undefined when there is no such figure. */
export function petitionQuery(of: Of, name: string): RawBuilder<Found> | undefined {
  if (name === 'transferred') return transferred(of)
  if (name === 'rekeyed') return saidAnew(of)
  const found = condition(name, of.to)
  return (
    found &&
    sql<Found>`
    select p.id, act.subject, s.unit, p.received as on, entry.index, entry.t, act.body
      from petition p
      join lateral (select * from petition_step where petition = p.id and on_day <= ${of.to}::date
                     order by n desc limit 1) s on true
      join act on act.subject = 'petition/' || p.id and act.n = ${found.n}
      join entry on entry.act_id = act.id
     where p.received between ${of.from}::date and ${of.to}::date
       and (p.unit = any(${of.units}::text[]) or p.transferred > 0) and s.unit = any(${of.units}::text[])
       and ${found.holds}
       and (p.received, p.id) > (${of.after.on}::date, ${of.after.id}::text)
     order by p.received, p.id limit ${of.limit}`
  )
}

/** Each time that a matter was sent on: one may have been several times. */
const transferred = (of: Of): RawBuilder<Found> => sql<Found>`
    select sent.id, act.subject, sent.by_unit as unit, sent.received as on, entry.index, entry.t, act.body
      from (select p.id || '.' || lpad(s.n::text, 6, '0') as id, p.id as petition, p.received, s.n, s.by_unit
              from petition_step s join petition p on p.id = s.petition
             where s.kind = 'petition.transferred' and s.by_unit = any(${of.units}::text[])
               and s.on_day <= ${of.to}::date and p.received between ${of.from}::date and ${of.to}::date) sent
      join act on act.subject = 'petition/' || sent.petition and act.n = sent.n
      join entry on entry.act_id = act.id
     where (sent.received, sent.id) > (${of.after.on}::date, ${of.after.id}::text)
     order by sent.received, sent.id limit ${of.limit}`

/** Each verdict of a receipt that was made anew, at the unit that had the matter then. */
const saidAnew = (of: Of): RawBuilder<Found> => sql<Found>`
    select said.id, act.subject, said.by_unit as unit, said.received as on, entry.index, entry.t, act.body
      from (select p.id || '.' || lpad(s.n::text, 6, '0') as id, p.id as petition, p.received, s.n, s.by_unit
              from petition p join petition_step s on s.petition = p.id
             where p.received between ${of.from}::date and ${of.to}::date
               and (p.unit = any(${of.units}::text[]) or p.transferred > 0)
               and s.kind in ('petition.confirmed', 'petition.disputed') and s.by_unit = any(${of.units}::text[])
               and s.on_day <= ${of.to}::date
               and exists (select 1 from petition_step r
                            where r.petition = p.id and r.n < s.n and r.kind = 'petition.rekeyed')) said
      join act on act.subject = 'petition/' || said.petition and act.n = said.n
      join entry on entry.act_id = act.id
     where (act.body::jsonb -> 'rekeyed')::boolean
       and (said.received, said.id) > (${of.after.on}::date, ${of.after.id}::text)
     order by said.received, said.id limit ${of.limit}`
