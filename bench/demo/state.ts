/**
 * How far a database is on its way to being the demo. What is being loaded is kept as a letter that no act carries,
 * so that whoever comes after an interruption, on another day, goes on with the same province.
 */

import type { Day } from '@goc/domain/day.ts'
import type { Database } from '@goc/store/database.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import { keyRow, letterRow, newCaseKey } from '@goc/store/letters.ts'
import { keepLetters } from './keep.ts'

export type DemoPlan = { seed: string; scale: number; today: Day }

/** `other`: it holds acts that are not the demo's. */
export type DemoState = 'empty' | 'begun' | 'complete' | 'other'

const SUBJECT = 'demo'

export async function demoState(db: Database): Promise<DemoState> {
  if (!(await db.selectFrom('act').select('id').limit(1).executeTakeFirst())) return 'empty'
  const { demo } = (await db.selectFrom('identity').select('demo').executeTakeFirst()) ?? { demo: false }
  if (!demo || !(await readDemoPlan(db))) return 'other'
  return (await read(db, 'complete')) === undefined ? 'begun' : 'complete'
}

export async function readDemoPlan(db: Database): Promise<DemoPlan | undefined> {
  const text = await read(db, 'plan')
  return text === undefined ? undefined : JSON.parse(text)
}

/** In the transaction of the first acts: there is no act of the demo without its plan. */
export async function beginDemo(db: Database, master: MasterKeys, plan: DemoPlan): Promise<void> {
  await write(db, master, 'plan', JSON.stringify(plan))
  await db.updateTable('identity').set({ demo: true }).execute()
}

export const completeDemo = (db: Database, master: MasterKeys, acts: number): Promise<void> =>
  write(db, master, 'complete', String(acts))

async function read(db: Database, kind: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('letter')
    .select('public')
    .where('subject', '=', `${SUBJECT}/${kind}`)
    .executeTakeFirst()
  return row?.public ?? undefined
}

async function write(db: Database, master: MasterKeys, kind: string, text: string): Promise<void> {
  const key = newCaseKey(`${SUBJECT}/${kind}`)
  await keepLetters(db, [keyRow(master, key)], [letterRow(key, { kind, i: 0, text, public: true })])
}
