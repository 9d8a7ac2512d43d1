/** Signed notes: a text that people can read, and lines that say who signed it (C2SP signed-note). */

import { concatBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes.ts'
import { RecordError } from './errors.ts'
import { isKeyName, type VerifierKey } from './key.ts'
import { signatureTypes, type Verify } from './signature.ts'

export {
  formatSkey,
  formatVkey,
  isKeyName,
  keyId,
  parseSkey,
  parseVkey,
  type SignerKey,
  type VerifierKey,
} from './key.ts'

/** One line below a note. `id` is the key's, 8 hex digits; `bytes` the signature without it. */
export type NoteSignature = { name: string; id: string; bytes: Uint8Array }

/** `text` ends with a line feed. */
export type Note = { text: string; signatures: NoteSignature[] }

/** Who signs: its key's name and id, and the signature over a message. */
export type Signer = { name: string; id: string; sign(message: Uint8Array): Uint8Array }

/** The longest note that is read, in characters, and the most signatures: as Go's package has them. */
const MAX_NOTE = 1_000_000
const MAX_SIGNATURES = 100

/** The note with this text and these lines. Throws `bad-note` when it could not be read back as the same. */
export function formatNote({ text, signatures }: Note): string {
  assertText(text)
  if (signatures.length === 0) throw new RecordError('bad-note', 'a note has at least one signature')
  return `${text}\n${formatSignatures(signatures)}`
}

/** Signature lines alone, as witnesses answer. Throws `bad-note`. */
export function formatSignatures(signatures: readonly NoteSignature[]): string {
  return signatures.map(formatSignature).join('')
}

function formatSignature({ name, id, bytes }: NoteSignature): string {
  if (!isKeyName(name)) throw new RecordError('bad-note', 'a signature has the name of a key')
  if (!/^[0-9a-f]{8}$/.test(id)) throw new RecordError('bad-note', "a key's id has eight hex digits")
  if (bytes.length === 0) throw new RecordError('bad-note', 'a signature is not empty')
  return `— ${name} ${toBase64(concatBytes(fromHex(id), bytes))}\n`
}

/** The parts of a note. Nothing is verified. Throws `bad-note`. */
export function parseNote(note: string): Note {
  if (note.length > MAX_NOTE) throw new RecordError('bad-note', 'the note is too long')
  // The text may hold empty lines: only the last one parts it from its signatures.
  const end = note.lastIndexOf('\n\n')
  if (end < 0) throw new RecordError('bad-note', 'no empty line parts the text from its signatures')
  const text = note.slice(0, end + 1)
  assertText(text)
  return { text, signatures: parseSignatures(note.slice(end + 2)) }
}

/** The signatures on lines such as witnesses answer, at least one. Throws `bad-note`. */
export function parseSignatures(lines: string): NoteSignature[] {
  if (lines.length > MAX_NOTE || !lines.endsWith('\n')) {
    throw new RecordError('bad-note', 'signatures are lines, at least one')
  }
  const parts = lines.slice(0, -1).split('\n')
  if (parts.length > MAX_SIGNATURES) throw new RecordError('bad-note', 'the note has too many signatures')
  return parts.map(parseSignature)
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, base64, ...more] = line.split(' ')
  if (dash !== '—' || name === undefined || base64 === undefined || more.length > 0 || !isKeyName(name)) {
    throw new RecordError('bad-note', 'a signature line is a dash, a name and base64')
  }
  let bytes: Uint8Array
  try {
    bytes = fromBase64(base64)
  } catch {
    throw new RecordError('bad-note', 'the signature is not base64')
  }
  if (bytes.length < 5) throw new RecordError('bad-note', "a signature has a key's id and at least one byte")
  return { name, id: toHex(bytes.subarray(0, 4)), bytes: bytes.slice(4) }
}

// Control characters could make a note look other than it is.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x09\x0b-\x1f]/

function assertText(text: string): void {
  if (!text.endsWith('\n') || !text.isWellFormed() || CONTROL.test(text)) {
    throw new RecordError('bad-note', 'a text ends with a line feed and holds no other control characters')
  }
}

/** A note of which at least one signature is by a key that the reader knows. */
export type OpenedNote = {
  text: string
  signatures: (NoteSignature & { key: VerifierKey })[]
  unknown: NoteSignature[]
}

/**
 * The text of a note, with the signatures that were verified: each key's first one. Lines of other keys are set
 * aside as `unknown`. Throws `bad-note`; `bad-signature` when a known key's line does not verify, though others do;
 * `unknown-key` when no key is known; `ambiguous-key` when two keys handed in have one name and id.
 */
export function openNote(note: string, keys: readonly VerifierKey[], verify: Verify): OpenedNote {
  const { text, signatures } = parseNote(note)
  const known = new Map(keys.map((key) => [`${key.name} ${key.id}`, key]))
  if (known.size < keys.length) throw new RecordError('ambiguous-key', 'two keys have the same name and id')

  const verified = new Map<string, NoteSignature & { key: VerifierKey }>()
  const unknown: NoteSignature[] = []
  for (const signature of signatures) {
    const label = `${signature.name} ${signature.id}`
    const key = known.get(label)
    if (!key) {
      unknown.push(signature)
    } else if (!verifySignature(text, signature, key, verify)) {
      throw new RecordError('bad-signature', `the signature of ${key.name} is not valid`)
    } else if (!verified.has(label)) {
      verified.set(label, { ...signature, key })
    }
  }
  if (verified.size === 0) throw new RecordError('unknown-key', 'no known key has signed this note')
  return { text, signatures: [...verified.values()], unknown }
}

/** Whether this line is the key's, and its signature over the text valid. */
export function verifySignature(
  text: string,
  line: NoteSignature,
  key: VerifierKey,
  verify: Verify,
): boolean {
  if (line.name !== key.name || line.id !== key.id) return false
  const type = signatureTypes.get(key.type)
  const signed = type?.signed(text, line.bytes)
  if (!type || !signed) return false
  return verify(key.publicKey, signed.message, signed.signature, type.algorithm)
}

/** The text signed by one or more plain (type 0x01) signers. Throws `bad-note`. */
export const signNote = (text: string, ...signers: readonly Signer[]): string =>
  formatNote({ text, signatures: signers.map((signer) => signText(text, signer)) })

/** A signer's line below a text. */
export const signText = (text: string, { name, id, sign }: Signer): NoteSignature => ({
  name,
  id,
  bytes: sign(utf8(text)),
})

/** The same note with these lines after its own; those of keys that are already there are replaced. Throws `bad-note`. */
export function withSignatures(note: string, added: readonly NoteSignature[]): string {
  const { text, signatures } = parseNote(note)
  const kept = signatures.filter(
    ({ name, id }) => !added.some((line) => line.name === name && line.id === id),
  )
  return formatNote({ text, signatures: [...kept, ...added] })
}
