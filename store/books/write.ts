/** Many subjects' acts, words and states at once. The one-at-a-time way is `perform`. */

import { type Act, asSigned } from '@goc/domain/act.ts'
import { sql } from 'kysely'
import { append, type Feature } from '../append.ts'
import type { Database } from '../database.ts'
import type { MasterKeys } from '../keys.ts'
import { type CaseKey, keyRow, letterRow, type Words } from '../letters.ts'

export type Written<State, Fact extends { kind: string }> = {
  id: string
  state: State
  /** The acts that are new. */
  acts: Act<Fact>[]
  /** None when its words were erased: then it has no `words` either. */
  key?: CaseKey
  isNew: boolean
  words: Words[]
}

export async function write<State, Request, Fact extends { kind: string }, Refusal extends string>(
  db: Database,
  master: MasterKeys,
  feature: Feature<State, Request, Fact, Refusal>,
  subjects: readonly Written<State, Fact>[],
): Promise<void> {
  if (subjects.length === 0) return
  const keys = subjects.flatMap(({ key, isNew }) => (key && isNew ? [keyRow(master, key)] : []))
  await sql`
    insert into case_key (subject, key_id, wrapped)
    select * from unnest(${keys.map((row) => row.subject)}::text[], ${keys.map((row) => row.keyId)}::text[],
                         ${keys.map((row) => row.wrapped)}::bytea[])`.execute(db)

  const letters = subjects.flatMap(({ key, words }) =>
    key ? words.map((letter) => letterRow(key, letter)) : [],
  )
  await sql`
    insert into letter (commitment, subject, kind, i, sealed, public)
    select * from unnest(${letters.map((row) => row.commitment)}::text[],
      ${letters.map((row) => row.subject)}::text[], ${letters.map((row) => row.kind)}::text[],
      ${letters.map((row) => row.i)}::int[], ${letters.map((row) => row.sealed)}::bytea[],
      ${letters.map((row) => row.public)}::text[])`.execute(db)

  await append(
    db,
    subjects.flatMap(({ acts }) => acts),
  )
  await feature.show(
    db,
    subjects.map(({ id, state, acts }) => ({ id, state, acts })),
  )
}

/** The acts on these subjects, each as it is kept, in their order. */
export async function bodiesOf(db: Database, subjects: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ subject: string; bodies: string[] }>`
    select subject, array_agg(body order by n) as bodies from act
     where subject = any(${subjects}::text[]) group by subject`.execute(db)
  return new Map(rows.map((row) => [row.subject, row.bodies]))
}

/** What no erasure takes away of an act: everything but the commitments to words. */
export function withoutWords(act: Act): string {
  const {
    topic: _,
    chair: __,
    text: ___,
    document: ____,
    answer: _____,
    ...rest
  } = asSigned(act) as Record<string, unknown>
  return JSON.stringify(Object.entries(rest).sort())
}

/** Opens words that were sealed until now. */
export async function openWords(
  db: Database,
  words: readonly { commitment: string; text: string }[],
): Promise<void> {
  if (words.length === 0) return
  await sql`
    update letter set public = opened.text
      from unnest(${words.map((one) => one.commitment)}::text[], ${words.map((one) => one.text)}::text[])
           as opened (commitment, text)
     where letter.commitment = opened.commitment and letter.public is null`.execute(db)
}
