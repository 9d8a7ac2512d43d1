/** Opinions that a figure counts. */

import type { Day } from '@goc/domain/day.ts'
import { SILENT_AFTER_DAYS } from '@goc/domain/opinions/figures.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Condition, Found, Of } from './of.ts'

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
    case 'openInTime':
      return { holds: sql`not ${resolved} and o.due >= ${to}::date`, n: raised }
    case 'unconfirmed':
      return { holds: sql`${resolved} and v.n is null`, n: answered }
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

/** Undefined when there is no such figure. */
export function opinionQuery(of: Of, name: string): RawBuilder<Found> | undefined {
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
