/** What a pass writes, in few statements; and what an earlier run has written. */

import { type Act, dayOfAct } from '@goc/domain/act.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { leafHash } from '@goc/record/hash.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { append } from '@goc/store/append.ts'
import type { Database } from '@goc/store/database.ts'
import type { KeyRow, LetterRow } from '@goc/store/letters.ts'
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
  for (const some of chunksOf(keys)) await db.insertInto('caseKey').values(some).execute()
  for (const some of chunksOf(letters)) await db.insertInto('letter').values(some).execute()
}

/** Tells each item what an earlier run has kept of it. */
export async function recallInto(db: Database, items: readonly Item[]): Promise<void> {
  for (const some of chunksOf(items)) {
    const bySubject = new Map(some.map((item) => [item.subject, item]))
    const rows = await db
      .selectFrom('act')
      .select(['subject', 'body'])
      .where('subject', 'in', [...bySubject.keys()])
      .orderBy('subject')
      .orderBy('n')
      .execute()
    for (const { subject, body } of rows)
      bySubject.get(subject)!.known.push({ act: { ...JSON.parse(body), t: 0 } as Act })
  }
}

/** Tells the items that wait for an answer's place in the record where it is, once the sequencer has entered it. */
export async function findEntries(db: Database, items: readonly Item[]): Promise<void> {
  const waiting = new Map(
    items.flatMap((item) => {
      const answer = waitsFor(item)
      return answer ? [[item.subject, answer] as const] : []
    }),
  )
  for (const subjects of chunksOf([...waiting.keys()])) {
    const rows = await db
      .selectFrom('act')
      .innerJoin('entry', 'entry.actId', 'act.id')
      .select(['subject', 'n', 'index', 'leaf'])
      .where('subject', 'in', subjects)
      .execute()
    for (const { subject, n, index, leaf } of rows) {
      const answer = waiting.get(subject)!
      if (answer.act.n !== n) continue
      const hash = toBase64url(leafHash(sha256, leaf))
      answer.entry = { index, hash: () => hash }
    }
  }
}

// PostgreSQL takes at most 65,535 values in one statement.
const ROWS = 4_000

function* chunksOf<T>(all: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < all.length; at += ROWS) yield all.slice(at, at + ROWS)
}
