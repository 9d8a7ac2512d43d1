/** What waits to be sent. Whoever takes a notice has it for a while; who dies with it loses it to the next. */

import { createHash } from 'node:crypto'
import type { Moment } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Store } from '../database.ts'
import type { MasterKeys } from '../keys.ts'
import { caseKeys } from '../letters.ts'
import { codeOf } from '../matters/code.ts'
import type { Channel, MessageLang } from './channels.ts'
import { confirmToken, openAddress, stopToken } from './seal.ts'
import type { Step } from './steps.ts'

/** Seconds for which a taken notice is one's own: longer than any sending is let last. */
export const LEASE = 120
/** Seconds after which what could not be sent is no news any more. */
const STALE = 7 * 86_400
/** Messages in a row that an address did not take before it is left alone. */
const REFUSALS = 3
const FIRST_RETRY = 30
const LONGEST_RETRY = 6 * 3_600

/** One message to be sent. `key` names it whenever it is sent again: who has seen it may drop it. */
export type Taken = { notice: number; key: string; address: string; lang: MessageLang } & (
  | { about: 'confirm'; code: string; confirm: string; stop: string }
  | { about: 'step'; code: string; step: Step; stop: string }
  | { about: 'digest'; account: string; day: string }
)

/** How sending went. `later`: not this one now; `down`: nothing goes this way now. */
export type Delivery = 'sent' | 'refused' | 'gone' | 'later' | 'down'

type Row = {
  id: number
  entry: number | null
  step: string | null
  account: string | null
  day: string | null
  subject: string | null
  lang: MessageLang | null
  address: Buffer | null
  mark: Buffer | null
  stop: Buffer | null
  askedAt: number | null
  email: string | null
}

/** Takes what is due by this channel, the longest waiting first. */
export async function takeDue(
  { store: { db }, master }: { store: Pick<Store, 'db'>; master: MasterKeys },
  channel: Channel,
  most: number,
  t: Moment,
): Promise<Taken[]> {
  const { rows } = await sql<Row>`
    with taken as (
      update notice set due_at = ${t + LEASE}, tries = tries + 1
       where id in (select id from notice where channel = ${channel} and due_at <= ${t}
                     order by due_at, id limit ${most} for update skip locked)
      returning *)
    select taken.id, entry, step, taken.account, day, subject, lang, address, mark, stop, asked_at, account.email
      from taken left join subscription on subscription.id = subscription
      left join account on account.id = taken.account and not account.disabled
     order by taken.id`.execute(db)
  const keys = await caseKeys(
    db,
    master,
    rows.flatMap(({ subject }) => (subject === null ? [] : [subject])),
  )
  const taken: Taken[] = []
  for (const row of rows) {
    const { id: notice, account, day, subject, entry, step, mark, askedAt } = row
    if (account !== null) {
      if (row.email === null) await finish({ db }, notice, 'gone', t)
      else
        taken.push({
          notice,
          key: named('digest', account, day!),
          address: row.email,
          lang: 'vi',
          about: 'digest',
          account,
          day: day!,
        })
      continue
    }
    const caseKey = subject === null ? undefined : keys.get(subject)
    // Erased a moment ago, and the notice with it.
    if (!caseKey) continue
    const same = {
      notice,
      key: named(row.stop!.toString('hex'), entry ?? `confirm ${askedAt}`),
      address: openAddress(caseKey, channel, row.address!),
      lang: row.lang!,
      code: codeOf(subject!.slice('petition/'.length)),
      stop: stopToken(caseKey, mark!),
    }
    if (entry !== null) taken.push({ ...same, about: 'step', step: step as Step })
    else taken.push({ ...same, about: 'confirm', confirm: confirmToken(caseKey, mark!, askedAt!) })
  }
  return taken
}

const named = (...parts: (string | number)[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)

/** Notes how sending went; what did not go waits ever longer, until it is no news any more. */
export async function finish(
  { db }: Pick<Store, 'db'>,
  notice: number,
  delivery: Delivery,
  t: Moment,
): Promise<void> {
  if (delivery === 'down') {
    // No fault of this one: it waits behind the others, and loses no try.
    await sql`update notice set due_at = ${t + 1}, tries = tries - 1 where id = ${notice}`.execute(db)
    return
  }
  if (delivery === 'later') {
    await sql`
      with stale as (delete from notice where id = ${notice} and made_at <= ${t - STALE} returning id)
      update notice set due_at = ${t} + least(${LONGEST_RETRY}, ${FIRST_RETRY} * power(2, least(tries, 20) - 1))::bigint
       where id = ${notice} and not exists (select from stale)`.execute(db)
    return
  }
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('notice')
      .where('id', '=', notice)
      .returning('subscription')
      .executeTakeFirst()
    if (gone?.subscription == null) return
    const own = gone.subscription
    if (delivery === 'gone') await trx.deleteFrom('subscription').where('id', '=', own).execute()
    else if (delivery === 'sent')
      await trx
        .updateTable('subscription')
        .set({ refused: 0 })
        .where('id', '=', own)
        .where('refused', '>', 0)
        .execute()
    else {
      await trx
        .updateTable('subscription')
        .set((eb) => ({ refused: eb('refused', '+', 1) }))
        .where('id', '=', own)
        .execute()
      await trx.deleteFrom('subscription').where('id', '=', own).where('refused', '>=', REFUSALS).execute()
    }
  })
}
