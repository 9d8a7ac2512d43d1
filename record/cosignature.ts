/** Cosignatures: "at this time, this was the largest tree of this log that I had seen" (C2SP tlog-cosignature v1). */

import { type NoteSignature, type Signer, type VerifierKey, verifySignature } from './note.ts'
import { COSIGNATURE_V1, cosignedMessage, timedSignature, timeOf, type Verify } from './signature.ts'

export { cosignedMessage } from './signature.ts'

/** A witness's line below a checkpoint's text at `time`, in Unix seconds. Throws `bad-cosignature` on other times. */
export function cosign(text: string, time: number, { name, id, sign }: Signer): NoteSignature {
  return { name, id, bytes: timedSignature(time, sign(cosignedMessage(text, time))) }
}

/**
 * When a witness says it saw this text, in Unix seconds, and whether it did say so. The time of a line that is
 * not valid means nothing; 0 where it has none.
 */
export function verifyCosignature(
  text: string,
  line: NoteSignature,
  key: VerifierKey,
  verify: Verify,
): { time: number; valid: boolean } {
  const time = timeOf(line.bytes)
  const valid = time !== undefined && key.type === COSIGNATURE_V1 && verifySignature(text, line, key, verify)
  return { time: time ?? 0, valid }
}
