/** All that is kept about a matter, for the person whose matter it is: acts, words with what opens their commitments, files. */

import { toBase64url } from '@goc/record/bytes.ts'
import { saltFor } from '@goc/record/commitment.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { listFiles } from '../files/keep.ts'
import { caseKeys } from '../letters.ts'
import { codeOf } from './code.ts'
import type { Means } from './means.ts'
import { openWords } from './read.ts'

export type Exported = {
  code: string
  id: string
  /** Each act as the record holds it, with its index; one that waits has none. */
  acts: { index?: number; leaf: string }[]
  /** With `salt` anyone can check that an act's commitment is to these words (record.md §4.2). */
  words: { kind: string; i: number; text: string; salt: string }[]
  files: { i: number; type: string; size: number; commitment: string; salt: string }[]
}

/** Notes that offices wrote to themselves are theirs, and not in it. The caller has made sure who asks. */
export async function exportMatter(means: Means, id: string): Promise<Exported> {
  const { db } = means.store
  const subject = `petition/${id}`
  const caseKey = (await caseKeys(db, means.master, [subject])).get(subject)
  const saltOf = (kind: string, i: number) =>
    caseKey ? toBase64url(saltFor(sha256, caseKey.key, kind, i)) : ''
  const acts = await db
    .selectFrom('act')
    .leftJoin('entry', 'entry.actId', 'act.id')
    .select(['body', 'entry.index', 'entry.leaf'])
    .where('subject', '=', subject)
    .orderBy('n')
    .execute()
  const words = (await openWords(means, id)).filter(
    ({ kind }) => kind !== 'internal' && kind !== 'draft' && kind !== 'return',
  )
  return {
    code: codeOf(id),
    id,
    acts: acts.map(({ body, index, leaf }) => ({
      ...(index !== null && { index }),
      leaf: leaf?.toString('utf8') ?? body,
    })),
    words: words.map((word) => ({ ...word, salt: saltOf(word.kind, word.i) })),
    files: (await listFiles(db, subject)).map(({ i, type, size, commitment }) => ({
      i,
      type,
      size,
      commitment,
      salt: saltOf('file', i),
    })),
  }
}
