/** Acts as they are remembered: in their order, each with its place in the record once it has one. */

import type { Act, Entry } from '@goc/domain/act.ts'
import type { Moment } from '@goc/domain/day.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { leafHash } from '@goc/record/hash.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import type { Database } from './database.ts'

/** An act that has been recalled, with where the record holds it once it does. */
export type Recalled<Fact extends { kind: string }> = { act: Act<Fact>; entry?: Entry }

/** The acts on these subjects, each subject's in their order. One that is not entered yet is given the moment `t`. */
export async function recall<Fact extends { kind: string }>(
  db: Database,
  subjects: readonly string[],
  t: Moment,
): Promise<Recalled<Fact>[]> {
  const rows = await db
    .selectFrom('act')
    .leftJoin('entry', 'entry.actId', 'act.id')
    .select(['body', 'entry.index', 'entry.t', 'entry.leaf'])
    .where((eb) => eb('subject', '=', eb.fn.any(eb.val(subjects))))
    .orderBy('subject')
    .orderBy('n')
    .execute()
  return rows.map((row) => remembered({ ...row, t: row.t ?? t }))
}

/** An act as its row keeps it. `t` is the moment it is taken to have. */
export function remembered<Fact extends { kind: string }>(row: {
  body: string
  index: number | null
  leaf: Uint8Array | null
  t: Moment
}): Recalled<Fact> {
  const { body, index, leaf, t } = row
  const act = { ...JSON.parse(body), t } as Act<Fact>
  if (index === null || leaf === null) return { act }
  return { act, entry: { index, hash: () => toBase64url(leafHash(sha256, leaf)) } }
}
