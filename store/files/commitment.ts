/** The record's commitment (record/commitment.ts) to bytes that pass by as a stream. */

import { createHash } from 'node:crypto'
import { toBase64url } from '@goc/record/bytes.ts'
import { saltFor } from '@goc/record/commitment.ts'
import { sha256 } from '@goc/record/sha256.node.ts'

/** Takes the bytes of file `i` of the case with this key; `commitment()` is what the act carries of them. */
export function committing(caseKey: Uint8Array, i: number) {
  const hash = createHash('sha256')
    .update('goc/commit/v1\0file\0')
    .update(saltFor(sha256, caseKey, 'file', i))
  return {
    /** Passes the bytes on as they are. */
    async *passing(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const part of source) {
        hash.update(part)
        yield part
      }
    },
    commitment: (): string => toBase64url(hash.digest()),
  }
}
