/** Who asked to be told of a matter: asking, confirming, and being left alone again. */

import { createHmac } from 'node:crypto'
import type { Moment } from '@goc/domain/day.ts'
import type { Store } from '../database.ts'
import type { MasterKeys } from '../keys.ts'
import { type CaseKey, caseKeys } from '../letters.ts'
import { codeOf } from '../matters/code.ts'
import { countTry } from '../people/attempts.ts'
import type { Channel, MessageLang } from './channels.ts'
import {
  confirmToken,
  digestOf,
  isPermit,
  markOf,
  PERMIT_HOLDS,
  permitOf,
  sealAddress,
  stopToken,
} from './seal.ts'

export type Means = { store: Pick<Store, 'db'>; master: MasterKeys; now: () => Moment }

export type Asking = {
  /** The matter. */
  id: string
  /** From the page that showed the matter with its receipt: see `permitFor`. */
  permit: string
  channel: Channel
  lang: MessageLang
  /** An e-mail address, a telephone number as +84…, or a browser's push subscription as JSON. */
  address: string
}

export type AskRefusal = 'not-permitted' | 'too-many' | 'too-often'

/** Addresses that may be told of one matter by one channel. */
const MOST = 20
/** Letters to one address that it has not asked for: so many a day, whatever the number of matters. */
const UNASKED = { tries: 5, within: 86_400 }
/** Seconds after which what was never confirmed is forgotten. */
export const CONFIRM_WITHIN = 3 * 86_400

const keyOf = async ({ store, master }: Omit<Means, 'now'>, subject: string): Promise<CaseKey | undefined> =>
  (await caseKeys(store.db, master, [subject])).get(subject)

/** What a page that shows a matter with its receipt hands on, so that its bearer may ask; undefined once erased. */
export async function permitFor({ store, master, now }: Means, id: string): Promise<string | undefined> {
  const caseKey = await keyOf({ store, master }, `petition/${id}`)
  return caseKey && permitOf(caseKey, now() + PERMIT_HOLDS)
}

/**
 * Keeps that this address asked. `confirm`: a message with a link goes to it, and nothing else until that is followed.
 * `told`: there is nothing to confirm, or it was done before.
 */
export async function askToBeTold(
  means: Means,
  { id, permit, channel, lang, address }: Asking,
): Promise<{ state: 'confirm' | 'told' } | { refusal: AskRefusal }> {
  const { store, master, now } = means
  const subject = `petition/${id}`
  const caseKey = await keyOf(means, subject)
  const t = now()
  if (!caseKey || !isPermit(caseKey, permit, t)) return { refusal: 'not-permitted' }
  const mark = markOf(caseKey, channel, address)
  const stop = digestOf(stopToken(caseKey, mark))
  const confirms = channel !== 'push'
  if (confirms) {
    const key = `notice ${channel} ${namelessly(master, address)}`
    const again = await countTry({ db: store.db, master, now }, [{ key, ...UNASKED }])
    if (again !== undefined) return { refusal: 'too-often' }
  }
  return store.db.transaction().execute(async (db) => {
    const { next: locked } = await db
      .selectFrom('noticeCursor')
      .select('next')
      .forUpdate()
      .executeTakeFirstOrThrow()
    const known = await db
      .selectFrom('subscription')
      .select(['id', 'mark', 'since'])
      .where('subject', '=', subject)
      .where('channel', '=', channel)
      .execute()
    const own = known.find((one) => one.mark.equals(mark))
    if (own && own.since !== null) return { state: 'told' as const }
    if (!own && known.length >= MOST) return { refusal: 'too-many' as const }
    const confirm = confirms ? digestOf(confirmToken(caseKey, mark, t)) : null
    const since = confirms ? null : await sinceNow(db, locked)
    const { id: subscription } = await db
      .insertInto('subscription')
      .values({
        subject,
        channel,
        lang,
        address: sealAddress(caseKey, channel, address),
        mark,
        confirm,
        stop,
        askedAt: t,
        since,
      })
      .onConflict((conflict) =>
        conflict.columns(['subject', 'channel', 'mark']).doUpdateSet({ lang, confirm, askedAt: t }),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    if (!confirms) return { state: 'told' as const }
    // Only the newest link holds: an older message that still waits would bring one that does not.
    await db
      .deleteFrom('notice')
      .where('subscription', '=', subscription)
      .where('entry', 'is', null)
      .execute()
    await db.insertInto('notice').values({ channel, subscription, madeAt: t, dueAt: t }).execute()
    return { state: 'confirm' as const }
  })
}

/** An address as it is counted: under a key, so that the count names nobody. */
const namelessly = ({ current, byId }: MasterKeys, address: string): string =>
  createHmac('sha256', byId.get(current)!).update(`goc/notice/count/v1\n${address}`).digest('hex')

/** The first entry that one who is told from now on is told of. The caller holds the cursor. */
async function sinceNow(db: Store['db'], cursor: number): Promise<number> {
  const head = await db.selectFrom('head').select('size').executeTakeFirst()
  return Math.max(head?.size ?? 0, cursor)
}

export type Asked = { code: string; channel: Channel }
const askedOf = ({ subject, channel }: { subject: string; channel: string }): Asked => ({
  code: codeOf(subject.slice('petition/'.length)),
  channel: channel as Channel,
})

/** What following this link would confirm, or end; undefined when it is no link of ours, or was used. */
export async function findAsked(
  { store }: Pick<Means, 'store'>,
  by: 'confirm' | 'stop',
  token: string,
): Promise<Asked | undefined> {
  const row = await store.db
    .selectFrom('subscription')
    .select(['subject', 'channel'])
    .where(by, '=', digestOf(token))
    .executeTakeFirst()
  return row && askedOf(row)
}

/** Confirms once. Undefined when the link is none of ours, too old, or was used. */
export async function confirmAsked(
  { store, now }: Pick<Means, 'store' | 'now'>,
  token: string,
): Promise<Asked | undefined> {
  return store.db.transaction().execute(async (db) => {
    const { next } = await db.selectFrom('noticeCursor').select('next').forUpdate().executeTakeFirstOrThrow()
    const row = await db
      .updateTable('subscription')
      .set({ confirm: null, since: await sinceNow(db, next) })
      .where('confirm', '=', digestOf(token))
      .where('askedAt', '>', now() - CONFIRM_WITHIN)
      .returning(['subject', 'channel'])
      .executeTakeFirst()
    return row && askedOf(row)
  })
}

/** Ends it and forgets the address. Undefined when there was nothing (any more). */
export async function stopTelling(
  { store }: Pick<Means, 'store'>,
  token: string,
): Promise<Asked | undefined> {
  const row = await store.db
    .deleteFrom('subscription')
    .where('stop', '=', digestOf(token))
    .returning(['subject', 'channel'])
    .executeTakeFirst()
  return row && askedOf(row)
}

/** Forgets addresses that never confirmed. */
export async function forgetUnconfirmed({ store, now }: Pick<Means, 'store' | 'now'>): Promise<void> {
  await store.db
    .deleteFrom('subscription')
    .where('since', 'is', null)
    .where('askedAt', '<=', now() - CONFIRM_WITHIN)
    .execute()
}
