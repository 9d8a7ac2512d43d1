/** Checkpoints: a log's signed word on how many entries it has and what they are (C2SP tlog-checkpoint). */

import { fromBase64, toBase64 } from './bytes.ts'
import { RecordError } from './errors.ts'
import { HASH_BYTES, type Sha256 } from './hash.ts'
import { type NoteSignature, openNote, parseVkey, type VerifierKey } from './note.ts'
import type { Verify } from './signature.ts'
import { assertSizes, parseSize } from './size.ts'

/** The primitives, handed in: node:crypto on a server, a library in a browser. */
export type Crypto = { sha256: Sha256; verify: Verify }

/** `origin` names the log, `root` is the tree hash (32 bytes) over its first `size` entries. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array; extensions?: readonly string[] }

/** A checkpoint's text, to be signed. Throws `bad-checkpoint`, `bad-size`. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  assertSizes(size)
  if (root.length !== HASH_BYTES) throw new RecordError('bad-checkpoint', 'a root has 32 bytes')
  if ([origin, ...extensions].some((line) => line === '' || line.includes('\n'))) {
    throw new RecordError('bad-checkpoint', 'the origin and extensions are lines that are not empty')
  }
  return [origin, size, toBase64(root), ...extensions, ''].join('\n')
}

/** What a checkpoint's text says; the text of a note, without its signatures. Throws `bad-checkpoint`. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n')
  if (lines.length < 4 || lines.pop() !== '' || lines.includes('')) {
    throw new RecordError('bad-checkpoint', 'a checkpoint is three lines or more, none of them empty')
  }
  const [origin, size, root, ...extensions] = lines as [string, string, string, ...string[]]
  const checkpoint = { origin, size: parseSize(size, 'bad-checkpoint'), root: parseRoot(root) }
  return extensions.length > 0 ? { ...checkpoint, extensions } : checkpoint
}

function parseRoot(base64: string): Uint8Array {
  // A root is 44 characters; nothing longer needs decoding.
  if (base64.length === 44) {
    try {
      const root = fromBase64(base64)
      if (root.length === HASH_BYTES) return root
    } catch {
      // Said below.
    }
  }
  throw new RecordError('bad-checkpoint', 'the root is not 32 bytes in base64')
}

/** A checkpoint whose log has signed it. `unknown` are the lines of keys that were not asked for. */
export type OpenedCheckpoint = Checkpoint & { text: string; unknown: NoteSignature[] }

/**
 * The checkpoint of a note that the log has signed. Throws what `openNote` throws, `bad-key`, `bad-checkpoint`,
 * and `wrong-origin` when the log that it speaks of is not the one whose key it is.
 */
export function openCheckpoint(note: string, vkey: string | VerifierKey, crypto: Crypto): OpenedCheckpoint {
  const key = typeof vkey === 'string' ? parseVkey(crypto.sha256, vkey) : vkey
  const { text, unknown } = openNote(note, [key], crypto.verify)
  const checkpoint = parseCheckpoint(text)
  if (checkpoint.origin !== key.name) {
    throw new RecordError(
      'wrong-origin',
      `the checkpoint is of ${checkpoint.origin}, the key is of ${key.name}`,
    )
  }
  return { ...checkpoint, text, unknown }
}
