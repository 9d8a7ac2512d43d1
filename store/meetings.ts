import { dayOf } from '@goc/domain/day.ts'
import type { MeetingFact } from '@goc/domain/meetings/acts.ts'
import {
  type Meeting,
  type MeetingRefusal,
  type MeetingRequest,
  meetingRules,
} from '@goc/domain/meetings/rules.ts'
import { sql } from 'kysely'
import type { Change, Feature } from './append.ts'
import type { Database, Tables } from './database.ts'

export const meetings: Feature<Meeting, MeetingRequest, MeetingFact, MeetingRefusal> = {
  name: 'meeting',
  rules: meetingRules,
  show,
}

async function show(db: Database, changes: Change<Meeting, MeetingFact>[]): Promise<void> {
  const rows = changes.map(({ id, state }) => rowOf(id, state))
  const column = <Name extends keyof Tables['meeting']>(name: Name) => rows.map((row) => row[name])
  await sql`
    insert into meeting (id, unit, regularity, mode, status, starts, on_day, called_on, attendees, topic, chair,
                         minutes_on, imported)
    select * from unnest(${column('id')}::text[], ${column('unit')}::text[], ${column('regularity')}::text[],
      ${column('mode')}::text[], ${column('status')}::text[], ${column('starts')}::bigint[],
      ${column('onDay')}::date[], ${column('calledOn')}::date[], ${column('attendees')}::int[],
      ${column('topic')}::text[], ${column('chair')}::text[], ${column('minutesOn')}::date[],
      ${column('imported')}::boolean[])
    on conflict (id) do update set mode = excluded.mode, status = excluded.status, starts = excluded.starts,
      on_day = excluded.on_day, attendees = excluded.attendees, minutes_on = excluded.minutes_on`.execute(db)

  const postponed = changes.flatMap(({ id, acts }) =>
    acts.flatMap((act) =>
      act.kind === 'meeting.postponed' ? [{ meeting: id, n: act.n, onDay: dayOf(act.starts) }] : [],
    ),
  )
  if (postponed.length > 0) {
    await db
      .insertInto('postponement')
      .values(postponed)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

const rowOf = (id: string, meeting: Meeting): Tables['meeting'] => ({
  id,
  unit: meeting.unit,
  regularity: meeting.regularity,
  mode: meeting.mode,
  status: meeting.status,
  starts: meeting.starts,
  onDay: dayOf(meeting.starts),
  calledOn: meeting.calledOn,
  attendees: meeting.attendees ?? null,
  topic: meeting.topic,
  chair: meeting.chair,
  minutesOn: meeting.minutesOn ?? null,
  imported: meeting.imported,
})

export type MeetingRow = {
  id: string
  unit: string
  regularity: string
  mode: string
  status: string
  starts: number
  topic: string | null
  chair: string | null
  attendees: number | null
  minutesOn: string | null
  imported: boolean
  received: number
  resolved: number
}

const withWords = (db: Database) =>
  db
    .selectFrom('meeting')
    .leftJoin('letter as topic', 'topic.commitment', 'meeting.topic')
    .leftJoin('letter as chair', 'chair.commitment', 'meeting.chair')
    .select([
      'meeting.id',
      'meeting.unit',
      'regularity',
      'mode',
      'status',
      'starts',
      'topic.public as topic',
      'chair.public as chair',
      'attendees',
      'minutesOn',
      'imported',
    ])
    .select((eb) => [
      eb
        .selectFrom('opinion')
        .whereRef('opinion.meeting', '=', sql<string>`'meeting/' || meeting.id`)
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('received'),
      eb
        .selectFrom('opinion')
        .whereRef('opinion.meeting', '=', sql<string>`'meeting/' || meeting.id`)
        .where('opinion.status', '=', 'resolved')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('resolved'),
    ])

/** Meetings of these units in a span of days, the newest first, from the one after `after` on. */
export async function listMeetings(
  db: Database,
  of: {
    units: readonly string[]
    from: string
    to: string
    after?: { starts: number; id: string }
    limit: number
  },
): Promise<MeetingRow[]> {
  let query = withWords(db)
    .where('meeting.unit', 'in', of.units)
    .where('onDay', '>=', of.from)
    .where('onDay', '<=', of.to)
  if (of.after) {
    const { starts, id } = of.after
    query = query.where(sql<boolean>`(starts, meeting.id) < (${starts}::bigint, ${id}::text)`)
  }
  return (await query
    .orderBy('starts', 'desc')
    .orderBy('meeting.id', 'desc')
    .limit(of.limit)
    .execute()) as MeetingRow[]
}

export async function findMeeting(db: Database, id: string): Promise<MeetingRow | undefined> {
  return (await withWords(db).where('meeting.id', '=', id).executeTakeFirst()) as MeetingRow | undefined
}

/** The years in which meetings lie, the newest first. */
export async function yearsOfMeetings(db: Database): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    with recursive years as (
      select extract(year from max(on_day))::int as year from meeting
      union all
      select (select extract(year from max(on_day))::int from meeting where on_day < make_date(years.year, 1, 1))
        from years where years.year is not null)
    select year from years where year is not null`.execute(db)
  return rows.map((row) => row.year)
}
