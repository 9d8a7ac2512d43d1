/** A witness's part: to cosign a log's checkpoint only when it continues the last one (C2SP tlog-witness). */

import { fromBase64, toBase64 } from './bytes.ts'
import { type Checkpoint, type Crypto, parseCheckpoint } from './checkpoint.ts'
import { cosign } from './cosignature.ts'
import { RecordError } from './errors.ts'
import { EMPTY_ROOT, HASH_BYTES } from './hash.ts'
import {
  formatNote,
  formatSignatures,
  type NoteSignature,
  type OpenedNote,
  openNote,
  parseNote,
  parseSignatures,
  type Signer,
  type VerifierKey,
} from './note.ts'
import { verifyConsistency } from './proof.ts'
import { assertSizes, parseSize } from './size.ts'

/** The protocol's limit on a proof's hashes. */
const MAX_PROOF = 63

/** "Cosign this checkpoint": `old` is the size that the witness cosigned last, `proof` leads from it. */
export type AddCheckpoint = {
  old: number
  proof: readonly Uint8Array[]
  note: string
  checkpoint: Checkpoint
}

/** The body of an add-checkpoint request. Throws `bad-size`, `bad-request`. */
export function formatAddCheckpoint(request: Pick<AddCheckpoint, 'old' | 'proof' | 'note'>): string {
  const { old, proof, note } = request
  assertSizes(old)
  if (proof.length > MAX_PROOF) throw new RecordError('bad-request', 'a proof has at most 63 hashes')
  return [`old ${old}`, ...proof.map(toBase64), '', note].join('\n')
}

/** What an add-checkpoint request asks. Nothing is verified. Throws `bad-request`, `bad-note`, `bad-checkpoint`. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n')
  if (end < 0) throw new RecordError('bad-request', 'an empty line comes before the checkpoint')
  const [first, ...hashes] = body.slice(0, end).split('\n') as [string, ...string[]]
  if (!first.startsWith('old ')) throw new RecordError('bad-request', 'the request begins with the old size')
  if (hashes.length > MAX_PROOF) throw new RecordError('bad-request', 'a proof has at most 63 hashes')
  const note = body.slice(end + 2)
  return {
    old: parseSize(first.slice('old '.length), 'bad-request'),
    proof: hashes.map((hash) => parseHash(hash, 'bad-request')),
    note,
    checkpoint: parseCheckpoint(parseNote(note).text),
  }
}

/** A hash in base64. Throws `code`. */
export function parseHash(base64: string, code: 'bad-request' | 'bad-proof'): Uint8Array {
  if (base64.length === 44) {
    try {
      const hash = fromBase64(base64)
      if (hash.length === HASH_BYTES) return hash
    } catch {
      // Said below.
    }
  }
  throw new RecordError(code, 'a hash is 32 bytes in base64')
}

/** What a witness answers with 200: signature lines. */
export const formatCosignatures = (signatures: readonly NoteSignature[]): string =>
  formatSignatures(signatures)

/** The signature lines of a witness's answer; verify them with that witness's key only. Throws `bad-note`. */
export const parseCosignatures = (body: string): NoteSignature[] => parseSignatures(body)

/** What a witness knows of one log: its keys, and the checkpoint it last cosigned (none: size 0). */
export type WitnessState = {
  keys: readonly VerifierKey[]
  last?: { size: number; root: Uint8Array } | undefined
}

/** The answer over HTTP; with 200 also what to keep BEFORE answering: the checkpoint with both signatures. */
export type WitnessAnswer =
  | {
      status: 200
      body: string
      keep: { size: number; root: Uint8Array; note: string }
      cosignature: NoteSignature
    }
  | { status: 409; body: string; contentType: 'text/x.tlog.size' }
  | { status: 400 | 403 | 404 | 422; body: string }

/**
 * What a witness answers. `state` is undefined for a log it does not know; `now` is in Unix seconds. Reading the
 * state, deciding and keeping must be one atomic step, or two requests could roll the witness back. A request that
 * `parseAddCheckpoint` refuses is answered 400.
 */
export function witnessDecision(
  state: WitnessState | undefined,
  request: AddCheckpoint,
  { now, signer, crypto }: { now: number; signer: Signer; crypto: Crypto },
): WitnessAnswer {
  const { old, proof, note, checkpoint } = request
  const { size, root } = checkpoint
  if (!state) return refusal(404, 'this log is not known here')

  const opened = openedBy(state.keys, note, crypto)
  if (!opened) return refusal(403, 'no key of this log has signed the checkpoint')
  if (old > size) return refusal(400, 'the old size is larger than the new one')

  const last = state.last ?? { size: 0, root: EMPTY_ROOT }
  if (old !== last.size) return { status: 409, body: `${last.size}\n`, contentType: 'text/x.tlog.size' }
  const { sha256 } = crypto
  // This also refuses another root at the same size, and a root of no entries that is not the one.
  if (!verifyConsistency(sha256, { from: old, to: size, fromRoot: last.root, toRoot: root, proof })) {
    return refusal(422, 'the proof does not lead from the old tree to the new one')
  }

  const cosignature = cosign(opened.text, now, signer)
  // Only lines that were verified are kept: a forged one in the witness's own name must never come back.
  const kept = formatNote({ text: opened.text, signatures: [...opened.signatures.map(lineOf), cosignature] })
  return {
    status: 200,
    body: formatCosignatures([cosignature]),
    keep: { size, root, note: kept },
    cosignature,
  }
}

const lineOf = ({ name, id, bytes }: NoteSignature): NoteSignature => ({ name, id, bytes })

const refusal = (status: 400 | 403 | 404 | 422, why: string): WitnessAnswer => ({ status, body: `${why}\n` })

function openedBy(keys: readonly VerifierKey[], note: string, { verify }: Crypto): OpenedNote | undefined {
  try {
    return openNote(note, keys, verify)
  } catch (error) {
    if (error instanceof RecordError && (error.code === 'unknown-key' || error.code === 'bad-signature'))
      return undefined
    throw error
  }
}
