/** Who of a unit may have a matter in hand. */

import type { Day } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'

export type Officer = { id: string; name: string }

/** Those who hold an office of work in this unit on the day, by name. */
export async function officersOf(db: Database, unit: string, day: Day): Promise<Officer[]> {
  const { rows } = await sql<Officer>`
    select distinct account.id, account.name from office join account on account.id = office.account
     where office.unit = ${unit} and office.role in ('officer', 'leader', 'reception') and not account.disabled
       and office.from_day <= ${day}::date and (office.until_day is null or office.until_day >= ${day}::date)
     order by account.name, account.id`.execute(db)
  return rows
}

/** Names of accounts, for what they have in hand; also of those who hold no office any more. */
export async function namesOf(db: Database, accounts: readonly string[]): Promise<Map<string, string>> {
  if (accounts.length === 0) return new Map()
  const rows = await db.selectFrom('account').select(['id', 'name']).where('id', 'in', accounts).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
