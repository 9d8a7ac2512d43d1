/** What staff are told in the morning of a working day: how much is due, late and disputed. No matter's words. */

import { isWorkingDay } from '@goc/domain/calendar/calendar.ts'
import { vietnamCalendar } from '@goc/domain/calendar/vietnam.ts'
import { addDays, type Day, dayOf, type Moment, startOf } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { readTree } from '../units.ts'

const FROM = 7 * 3_600
/** A server that was away in the morning makes up for it until noon. */
const UNTIL = 12 * 3_600

/** Whether digests go out at this moment: from seven in the morning, Vietnam time, on days that are worked. */
export function isDigestTime(t: Moment): boolean {
  const day = dayOf(t)
  const since = t - startOf(day)
  return since >= FROM && since < UNTIL && isWorkingDay(vietnamCalendar, day)
}

/** Makes this morning's digests due, once a day, whoever asks how often; gives how many. */
export async function makeDigests(db: Database, t: Moment): Promise<number> {
  if (!isDigestTime(t)) return 0
  const day = dayOf(t)
  return db.transaction().execute(async (trx) => {
    const { digestOn } = await trx
      .selectFrom('noticeCursor')
      .select('digestOn')
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (digestOn !== null && digestOn >= day) return 0
    await trx.updateTable('noticeCursor').set({ digestOn: day }).execute()
    const { numAffectedRows } = await sql`
      insert into notice (channel, account, day, made_at, due_at)
      select distinct 'email', account.id, ${day}::date, ${t}::bigint, ${t}::bigint
        from account join office on office.account = account.id
       where office.role in ('officer', 'leader') and not account.disabled and not account.demo
         and office.from_day <= ${day}::date and (office.until_day is null or office.until_day >= ${day}::date)
         and not exists (select from digest_declined where digest_declined.account = account.id)
      on conflict (account, day) do nothing`.execute(trx)
    return Number(numAffectedRows ?? 0)
  })
}

export type DigestCounts = { today: number; late: number; disputed: number }

/** What is open: of an officer's, what they have in hand; of a leader's, everything in their units and below. */
export async function countDigest(db: Database, account: string, day: Day): Promise<DigestCounts> {
  const { rows: offices } = await sql<{ role: string; unit: string }>`
    select role, unit from office
     where account = ${account}::uuid and role in ('officer', 'leader')
       and from_day <= ${day}::date and (until_day is null or until_day >= ${day}::date)`.execute(db)
  const led = offices.filter(({ role }) => role === 'leader').map(({ unit }) => unit)
  const tree = led.length > 0 ? await readTree(db) : undefined
  const units = new Set(led)
  for (const { id } of tree?.all() ?? []) if (led.some((unit) => tree!.within(id, unit, day))) units.add(id)
  const [begins, ends] = [startOf(day), startOf(addDays(day, 1))]
  const { rows } = await sql<DigestCounts>`
    select count(*) filter (where due >= ${begins}::bigint and due < ${ends}::bigint) as today,
           count(*) filter (where due < ${begins}::bigint) as late,
           count(*) filter (where verdict = 'disputed') as disputed
      from petition left join matter on matter.petition = petition.id
     where open and (unit = any(${[...units]}::text[]) or matter.officer = ${account}::uuid)`.execute(db)
  return rows[0]!
}

export async function wantsDigest(db: Database, account: string): Promise<boolean> {
  const declined = await db
    .selectFrom('digestDeclined')
    .select('account')
    .where('account', '=', account)
    .executeTakeFirst()
  return declined === undefined
}

export async function setDigest(db: Database, account: string, wanted: boolean): Promise<void> {
  if (wanted) await db.deleteFrom('digestDeclined').where('account', '=', account).execute()
  else
    await db
      .insertInto('digestDeclined')
      .values({ account })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}
