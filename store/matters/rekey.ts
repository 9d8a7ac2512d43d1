/**
 * A receipt that was lost is made anew by two offices, and by two persons: one has checked who stands there and asks, the
 * other agrees. The new secret is made when the other agrees, shown once, and kept nowhere before or after.
 */

import type { Actor } from '@goc/domain/people.ts'
import type { PetitionRefusal, PetitionRequest } from '@goc/domain/petitions/rules.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { sql } from 'kysely'
import { now } from '../clock.ts'
import type { Database } from '../database.ts'
import { momentOfPending } from '../day.ts'
import { caseKeys, keepKeyedLetters, readLetter, type Words } from '../letters.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { codeOf } from './code.ts'
import type { Means } from './means.ts'
import { type Raised, receiptFor } from './raise.ts'
import { stateOf } from './speak.ts'

export type RekeyRefusal =
  | PetitionRefusal
  | 'signature-does-not-hold'
  | 'words-needed'
  | 'another-person-grants'

/** Who does it: the office that the record names, and the account that it does not. */
export type Doer = { actor: Actor; account: string }

/**
 * Asks for a new key for one of those behind a matter. `words`: how it is known who they are. A key that is named, as of
 * an envelope, is the one that will be granted.
 */
export async function askRekey(
  { store, master }: Pick<Means, 'store' | 'master'>,
  id: string,
  { actor, account, who, words, key }: Doer & { who: number; words: string; key?: string },
): Promise<{ acts: number[] } | { refusal: RekeyRefusal }> {
  if (words.trim() === '') return { refusal: 'words-needed' }
  const subject = `petition/${id}`
  const caseKey = (await caseKeys(store.db, master, [subject])).get(subject)
  if (!caseKey) return { refusal: 'petition-was-erased' }
  let letter: Words | undefined
  return perform(
    store,
    petitions,
    id,
    actor,
    (_, petition): PetitionRequest => {
      letter = { kind: 'rekey', i: (petition?.n ?? 0) + 1, text: words.trim() }
      return { do: 'ask-rekey', who, ...(key !== undefined && { key }) }
    },
    {
      async along(db) {
        await keepKeyedLetters(db, master, caseKey, [letter!])
        // Whoever asks again takes back what was asked before.
        await db
          .deleteFrom('rekey')
          .where('petition', '=', id)
          .where('who', '=', who)
          .where('grantedBy', 'is', null)
          .execute()
        const row = { petition: id, who, n: letter!.i, askedBy: account, askedAt: now() }
        await db
          .insertInto('rekey')
          .values({ ...row, grantedBy: null, grantedAt: null })
          .execute()
      },
    },
  )
}

class OnePerson extends Error {}

/**
 * Agrees, as another office and another person. `key`: one that the officer's device made; else one is made here, unless
 * it was named when it was asked for. The same request gives the same receipt again.
 */
export async function grantRekey(
  { store, master }: Means,
  id: string,
  { actor, account, who, key: given, request }: Doer & { who: number; key?: string; request: string },
): Promise<Raised | { refusal: RekeyRefusal }> {
  const petition = await stateOf(store.db, id, await momentOfPending(store.db, now()))
  const named = petition?.behind[who]?.rekeying?.key
  const made =
    named === undefined && given === undefined
      ? receiptFor(master.byId.get(master.current)!, request)
      : undefined
  const key = named ?? given ?? toBase64url(made!.publicKey)
  try {
    const outcome = await perform(
      store,
      petitions,
      id,
      actor,
      { do: 'rekey', who, key },
      { requestId: request, along: (db) => agree(db, id, who, account) },
    )
    if ('refusal' in outcome) return outcome
    return { id, code: codeOf(id), acts: outcome.acts, ...(made && { secret: made.secret }) }
  } catch (error) {
    if (error instanceof OnePerson) return { refusal: 'another-person-grants' }
    throw error
  }
}

/** Notes who agreed; where that is whoever asked, in whichever office, nothing of it happens. */
async function agree(db: Database, id: string, who: number, account: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('rekey')
    .set({ grantedBy: account, grantedAt: now() })
    .where('petition', '=', id)
    .where('who', '=', who)
    .where('grantedBy', 'is', null)
    .where('askedBy', '!=', account)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new OnePerson()
}

/** Those who stand behind a matter, for the officer to choose whose receipt is lost. */
export type BehindView = {
  who: number
  left: boolean
  rekeyed: boolean
  /** A new key is asked for: by which account and office, and how they knew who it is. */
  asked?: { account: string; name: string; office: string; at: number; words?: string; named: boolean }
}

export async function readBehind(
  { store, master }: Pick<Means, 'store' | 'master'>,
  id: string,
): Promise<BehindView[]> {
  const { db } = store
  const petition = await stateOf(db, id, await momentOfPending(db, now()))
  const rows = await db
    .selectFrom('rekey')
    .innerJoin('account', 'account.id', 'rekey.askedBy')
    .leftJoin('letter', (join) =>
      join
        .onRef('letter.i', '=', 'rekey.n')
        .on('letter.kind', '=', 'rekey')
        .on('letter.subject', '=', `petition/${id}`),
    )
    .select(['rekey.who', 'rekey.askedBy', 'rekey.askedAt', 'account.name', 'letter.commitment'])
    .where('petition', '=', id)
    .where('grantedBy', 'is', null)
    .execute()
  const asked = new Map<number, Omit<NonNullable<BehindView['asked']>, 'office' | 'named'>>()
  for (const { who, askedBy, askedAt, name, commitment } of rows) {
    const words = commitment === null ? undefined : await readLetter(db, master, commitment)
    asked.set(who, { account: askedBy, name, at: askedAt, ...(words !== undefined && { words }) })
  }
  return (petition?.behind ?? []).map(({ left, rekeyed, rekeying }, who) => {
    const by = rekeying && asked.get(who)
    return {
      who,
      left: left ?? false,
      rekeyed: rekeyed ?? false,
      ...(by && { asked: { ...by, office: rekeying.by, named: rekeying.key !== undefined } }),
    }
  })
}

/** Matters of these units in which somebody waits for a second person. */
export async function rekeysWaiting(
  db: Database,
  units: readonly string[],
): Promise<{ petition: string; askedBy: string; askedAt: number }[]> {
  const { rows } = await sql<{ petition: string; askedBy: string; askedAt: number }>`
    select r.petition, r.asked_by as "askedBy", r.asked_at as "askedAt" from rekey r join petition p on p.id = r.petition
     where r.granted_by is null and p.unit = any(${units}::text[]) order by r.asked_at limit 20`.execute(db)
  return rows
}
