/** The reader of acts: what happened to a matter becomes notices to those who asked, each once. */

import type { Moment } from '@goc/domain/day.ts'
import type { PetitionAct, PetitionKind } from '@goc/domain/petitions/acts.ts'
import { sql } from 'kysely'
import type { Store } from '../database.ts'

/** What those who follow a matter are told of. What an office does within itself is not among it. */
export const steps = [
  'accepted',
  'info-asked',
  'answered',
  'reopened',
  'declined',
  'reviewed',
  'transferred',
  'extended',
  'merged',
  'rekeyed',
] as const
export type Step = (typeof steps)[number]

const stepOfKind: Partial<Record<PetitionKind, Step>> = {
  'petition.accepted': 'accepted',
  'petition.info-asked': 'info-asked',
  'petition.answered': 'answered',
  'petition.declined': 'declined',
  'petition.reviewed': 'reviewed',
  'petition.transferred': 'transferred',
  'petition.extended': 'extended',
  'petition.merged': 'merged',
  // Whoever holds the old receipt must hear that it opens nothing any more.
  'petition.rekeyed': 'rekeyed',
}

/** The step that an act is; undefined where nobody is told. */
export function stepOf(act: Pick<PetitionAct, 'kind'> & { reopens?: boolean }): Step | undefined {
  if (act.kind === 'petition.disputed') return act.reopens ? 'reopened' : undefined
  return stepOfKind[act.kind]
}

/** Entries that are read at once: few enough to hold the cursor but for a moment. */
const WINDOW = 20_000

export type Read = { next: number; made: number; more: boolean }

/**
 * Reads on from the cursor to what is published, and makes the notices of it due, in one transaction: a restart neither
 * loses nor repeats one.
 */
export async function readSteps({ db }: Pick<Store, 'db'>, t: Moment): Promise<Read> {
  return db.transaction().execute(async (trx) => {
    const { next } = await trx.selectFrom('noticeCursor').select('next').forUpdate().executeTakeFirstOrThrow()
    const published = await trx
      .selectFrom('checkpoint')
      .select((eb) => eb.fn.coalesce(eb.fn.max('size'), eb.val(0)).as('size'))
      .where('publishedAt', 'is not', null)
      .executeTakeFirstOrThrow()
    const end = Math.min(next + WINDOW, published.size)
    if (end <= next) return { next, made: 0, more: false }
    const { rows } = await sql<{ entry: number; body: string; subscription: number; channel: string }>`
      select entry.index as entry, act.body, subscription.id as subscription, subscription.channel
        from entry join act on act.id = entry.act_id
        join subscription on subscription.subject = act.subject and subscription.since <= entry.index
       where entry.index >= ${next} and entry.index < ${end} and act.subject like 'petition/%'
       order by entry.index, subscription.id`.execute(trx)
    const due = rows.flatMap(({ body, ...row }) => {
      const step = stepOf(JSON.parse(body) as PetitionAct)
      return step ? [{ ...row, step, madeAt: t, dueAt: t }] : []
    })
    for (let at = 0; at < due.length; at += 1_000)
      await trx
        .insertInto('notice')
        .values(due.slice(at, at + 1_000))
        .onConflict((conflict) => conflict.columns(['subscription', 'entry']).doNothing())
        .execute()
    await trx.updateTable('noticeCursor').set({ next: end }).execute()
    return { next: end, made: due.length, more: end < published.size }
  })
}
