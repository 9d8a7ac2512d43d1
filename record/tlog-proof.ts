/** A proof in one file: where an entry is, the hashes beside its path, and the checkpoint they lead to (C2SP tlog-proof). */

import { fromBase64, toBase64 } from './bytes.ts'
import { type Checkpoint, type Crypto, parseCheckpoint } from './checkpoint.ts'
import { RecordError } from './errors.ts'
import { openNote, type VerifierKey } from './note.ts'
import { verifyInclusion } from './proof.ts'
import { COSIGNATURE_V1, timeOf } from './signature.ts'
import { assertSizes, parseSize } from './size.ts'
import { parseHash } from './witness.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'
/** More than any tree below 2^53 entries needs. */
const MAX_PROOF = 63

/** `checkpoint` is the note with all its signature lines; `extra` is anything, and nobody vouches for it. */
export type TlogProof = {
  index: number
  proof: readonly Uint8Array[]
  checkpoint: string
  extra?: Uint8Array
}

/** The proof as a file. Throws `bad-size`, `bad-proof`. */
export function formatTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  assertSizes(index)
  if (proof.length > MAX_PROOF) throw new RecordError('bad-proof', 'a proof has at most 63 hashes')
  const extraLine = extra ? [`extra ${toBase64(extra)}`] : []
  return [HEADER, ...extraLine, `index ${index}`, ...proof.map(toBase64), '', checkpoint].join('\n')
}

/** What a proof's file says. Nothing is verified. Throws `bad-proof`. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  if (end < 0) throw new RecordError('bad-proof', 'an empty line comes before the checkpoint')
  const lines = text.slice(0, end).split('\n')
  if (lines.shift() !== HEADER) throw new RecordError('bad-proof', `a proof begins with ${HEADER}`)
  const extra = lines[0]?.startsWith('extra ') ? { extra: parseExtra(lines.shift()!) } : {}
  const index = lines.shift()
  if (!index?.startsWith('index ')) throw new RecordError('bad-proof', 'the index is missing')
  if (lines.length > MAX_PROOF) throw new RecordError('bad-proof', 'a proof has at most 63 hashes')
  return {
    index: parseSize(index.slice('index '.length), 'bad-proof'),
    proof: lines.map((line) => parseHash(line, 'bad-proof')),
    checkpoint: text.slice(end + 2),
    ...extra,
  }
}

function parseExtra(line: string): Uint8Array {
  try {
    return fromBase64(line.slice('extra '.length))
  } catch {
    throw new RecordError('bad-proof', 'what is extra is not base64')
  }
}

/** Whom a reader trusts: the log, and how many (`quorum`, all unless told) of which witnesses. */
export type TrustPolicy = { log: VerifierKey; witnesses?: readonly VerifierKey[]; quorum?: number }

/** What a proof has shown: the entry is in this checkpoint, which these witnesses saw at these Unix seconds. */
export type ProvenEntry = {
  index: number
  checkpoint: Checkpoint
  witnessed: { name: string; time: number }[]
}

/**
 * Checks a proof for an entry whose leaf hash the reader has worked out itself. Throws why it does not hold:
 * `bad-note`, `bad-checkpoint`, `unknown-key`, `bad-signature`, `wrong-origin`, `too-few-witnesses`, `not-included`.
 */
export function verifyTlogProof(
  { index, proof, checkpoint: note }: TlogProof,
  leafHash: Uint8Array,
  { log, witnesses = [], quorum = witnesses.length }: TrustPolicy,
  crypto: Crypto,
): ProvenEntry {
  const { text, signatures } = openNote(note, [log, ...witnesses], crypto.verify)
  const checkpoint = parseCheckpoint(text)
  if (checkpoint.origin !== log.name)
    throw new RecordError('wrong-origin', `the proof is of ${checkpoint.origin}`)
  if (!signatures.some(({ key }) => key === log))
    throw new RecordError('unknown-key', 'the log has not signed')

  const witnessed = signatures
    .filter(({ key }) => key !== log && key.type === COSIGNATURE_V1)
    .map((line) => ({ name: line.name, time: timeOf(line.bytes)! }))
  if (witnessed.length < quorum) {
    throw new RecordError('too-few-witnesses', `${witnessed.length} of ${quorum} witnesses have signed`)
  }
  const { size, root } = checkpoint
  if (!verifyInclusion(crypto.sha256, { index, size, leafHash, root, proof })) {
    throw new RecordError('not-included', 'the hashes do not lead from the entry to the root')
  }
  return { index, checkpoint, witnessed }
}
