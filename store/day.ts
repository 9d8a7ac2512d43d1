/**
 * The day on which acts count now. The sequencer turns it, and only when everything that was kept on the day before
 * is entered, so the day that the rules were asked with is the day of the leaf: also at midnight (decisions/0009).
 */

import { addDays, type Day, dayOf, type Moment, startOf } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** `t`, or the second of `day` that is nearest to it. */
export const within = (day: Day, t: Moment): Moment => Math.min(Math.max(t, startOf(day)), lastMomentOf(day))

export const lastMomentOf = (day: Day): Moment => startOf(addDays(day, 1)) - 1

/**
 * The record's day, held until this transaction ends. Undefined while the record's day lies behind that of the clock
 * `t`: what is done now must wait for it to turn. Also gives the first act of an earlier, equal request.
 */
export async function holdDay(
  db: Database,
  t: Moment,
  request: Buffer | undefined,
): Promise<{ t: Moment | undefined; earlier: number | undefined }> {
  const { rows } = await sql<{ day: Day | null; earlier: number | null }>`
    select day_held() as day, (select id from act where request = ${request ?? null}::bytea) as earlier`.execute(
    db,
  )
  const { day, earlier } = rows[0]!
  // A record that has never moved has no day yet.
  const mayCount = day === null || dayOf(t) <= day
  return { t: mayCount ? within(day ?? dayOf(t), t) : undefined, earlier: earlier ?? undefined }
}

/** A moment of the record's day, for acts that are kept and not entered. */
export async function momentOfPending(db: Database, t: Moment): Promise<Moment> {
  const head = await db.selectFrom('head').select('day').executeTakeFirst()
  return head?.day ? within(head.day, t) : t
}

/**
 * Waits until whoever holds the day has kept or dropped its acts, and lets nobody hold it until this transaction
 * ends. Throws `lock_not_available` when that takes longer than two seconds.
 */
export async function takeDay(db: Database): Promise<void> {
  await sql`set local lock_timeout = '2s'`.execute(db)
  await sql`select pg_advisory_xact_lock(hashtext('goc day'))`.execute(db)
  await sql`set local lock_timeout = 0`.execute(db)
}
