/** The offices that accounts hold, each from a day to a day. */

import { addDays, type Day, dayOf } from '@goc/domain/day.ts'
import type { Office } from '@goc/domain/people/offices.ts'
import type { Role, UnitId } from '@goc/domain/people.ts'
import { sql } from 'kysely'
import type { Means } from './means.ts'
import { noteChange } from './trail.ts'

export type OfficeRefusal = 'office-already-held' | 'office-not-held' | 'office-ends-before-it-begins'

/** Gives an office from a day on. One that is held, or will be in that time, is not given twice. */
export async function giveOffice(
  means: Means,
  account: string,
  { role, unit, from, until }: Office,
  by: string | null,
): Promise<{ refusal: OfficeRefusal } | undefined> {
  if (until !== undefined && until < from) return { refusal: 'office-ends-before-it-begins' }
  const held = await officesOf(means, account, from)
  const overlaps = held.some(
    (office) => office.role === role && office.unit === unit && (until === undefined || office.from <= until),
  )
  if (overlaps) return { refusal: 'office-already-held' }
  const office = { account, role, unit, fromDay: from, untilDay: until ?? null }
  await means.db.insertInto('office').values(office).execute()
  await noteChange(means, account, by, 'office-given', { role, unit, from, ...(until && { until }) })
  return undefined
}

/** Ends an office: `last` is its last day; yesterday ends it at once. */
export async function endOffice(
  means: Means,
  account: string,
  { role, unit }: { role: Role; unit: UnitId },
  by: string | null,
  last: Day = addDays(dayOf(means.now()), -1),
): Promise<{ refusal: OfficeRefusal } | undefined> {
  const { numUpdatedRows } = await means.db
    .updateTable('office')
    .set({ untilDay: sql<string>`greatest(${last}::date, from_day - 1)` })
    .where('account', '=', account)
    .where('role', '=', role)
    .where('unit', '=', unit)
    .where(sql<boolean>`(until_day is null or until_day > ${last}::date and until_day >= from_day)`)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return { refusal: 'office-not-held' }
  await noteChange(means, account, by, 'office-ended', { role, unit, last })
  return undefined
}

/** The offices of an account that have not ended before `day`. */
export async function officesOf(means: Pick<Means, 'db'>, account: string, day: Day): Promise<Office[]> {
  return (await officesOfAll(means, [account], day)).get(account) ?? []
}

/** The same of many accounts. */
export async function officesOfAll(
  { db }: Pick<Means, 'db'>,
  accounts: readonly string[],
  day: Day,
): Promise<Map<string, Office[]>> {
  const offices = new Map<string, Office[]>()
  const rows = await db
    .selectFrom('office')
    .selectAll()
    .where(sql<boolean>`account = any(${accounts}::uuid[])`)
    .where(sql<boolean>`(until_day is null or until_day >= ${day}::date)`)
    // One that ended before its first day was never held.
    .where(sql<boolean>`until_day is distinct from from_day - 1`)
    .orderBy('id')
    .execute()
  for (const { account, role, unit, fromDay, untilDay } of rows) {
    const office = { role, unit, from: fromDay, ...(untilDay !== null && { until: untilDay }) }
    offices.set(account, [...(offices.get(account) ?? []), office])
  }
  return offices
}
