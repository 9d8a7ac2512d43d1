/** What a pass writes, in few statements; and what an earlier run has written. */

import { type Act, dayOfAct } from '@goc/domain/act.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { leafHash } from '@goc/record/hash.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { append } from '@goc/store/append.ts'
import type { Database } from '@goc/store/database.ts'
import type { KeyRow, LetterRow } from '@goc/store/letters.ts'
import { sql } from 'kysely'
import { type AnyFeature, type Fresh, type Item, waitsFor } from './item.ts'

export async function keep(db: Database, fresh: readonly Fresh[]): Promise<void> {
  await keepLetters(
    db,
    fresh.flatMap(({ key }) => (key ? [key] : [])),
    fresh.flatMap(({ letters }) => letters),
  )
  // In the order of their days, as the books of a year would be read; acts of one day stay as they are.
  const acts = fresh.flatMap(({ change }) => change.acts).sort(byDay)
  await append(db, acts)

  const changes = new Map<AnyFeature, Fresh['change'][]>()
  for (const { feature, change } of fresh) {
    const some = changes.get(feature)
    if (some) some.push(change)
    else changes.set(feature, [change])
  }
  for (const [feature, some] of changes) await feature.show(db, some)
}

const byDay = (a: Act, b: Act): number => (dayOfAct(a) < dayOfAct(b) ? -1 : dayOfAct(a) > dayOfAct(b) ? 1 : 0)

export async function keepLetters(
  db: Database,
  keys: readonly KeyRow[],
  letters: readonly LetterRow[],
): Promise<void> {
  await sql`
    insert into case_key (subject, key_id, wrapped)
    select * from unnest(${keys.map((row) => row.subject)}::text[], ${keys.map((row) => row.keyId)}::text[],
                         ${keys.map((row) => row.wrapped)}::bytea[])
    on conflict do nothing`.execute(db)
  await sql`
    insert into letter (commitment, subject, kind, i, sealed, public)
    select * from unnest(${letters.map((row) => row.commitment)}::text[],
      ${letters.map((row) => row.subject)}::text[], ${letters.map((row) => row.kind)}::text[],
      ${letters.map((row) => row.i)}::int[], ${letters.map((row) => row.sealed)}::bytea[],
      ${letters.map((row) => row.public)}::text[])`.execute(db)
}

/** Tells each item what an earlier run has kept of it. */
export async function recallInto(db: Database, items: readonly Item[]): Promise<void> {
  const bySubject = new Map(items.map((item) => [item.subject, item]))
  const { rows } = await sql<{ subject: string; body: string }>`
    select subject, body from act where subject = any(${[...bySubject.keys()]}::text[]) order by subject, n`.execute(
    db,
  )
  for (const { subject, body } of rows)
    bySubject.get(subject)!.known.push({ act: { ...JSON.parse(body), t: 0 } as Act })
}

/** Tells the items that wait for an answer's place in the record where it is, once the sequencer has entered it. */
export async function findEntries(db: Database, items: readonly Item[]): Promise<void> {
  const waiting = new Map(
    items.flatMap((item) => {
      const answer = waitsFor(item)
      return answer ? [[`${item.subject} ${answer.act.n}`, answer] as const] : []
    }),
  )
  if (waiting.size === 0) return
  const acts = [...waiting.values()].map(({ act }) => act)
  const { rows } = await sql<{ subject: string; n: number; index: number; leaf: Buffer }>`
    select act.subject, act.n, entry.index, entry.leaf
      from unnest(${acts.map((act) => act.subject)}::text[], ${acts.map((act) => act.n)}::int[]) as waiting (subject, n)
      join act using (subject, n)
      join entry on entry.act_id = act.id`.execute(db)
  for (const { subject, n, index, leaf } of rows) {
    const hash = toBase64url(leafHash(sha256, leaf))
    waiting.get(`${subject} ${n}`)!.entry = { index, hash: () => hash }
  }
}
