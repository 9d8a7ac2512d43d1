/**
 * Canonical JSON: one value, one string (RFC 8785). Entries of the record use a small part of it in which canonical
 * is also obvious: one object, its keys in order, no nesting but lists, printable ASCII, whole numbers.
 */

import { fromUtf8 } from './bytes.ts'
import { RecordError } from './errors.ts'

export type CanonicalScalar = string | number | boolean
export type CanonicalObject = { readonly [key: string]: CanonicalScalar | readonly CanonicalScalar[] }

/** The longest entry, in bytes. */
export const MAX_CANONICAL_BYTES = 1024

const PRINTABLE = /^[\x20-\x7e]*$/

/**
 * The one string for this object. Keys whose value is undefined are left out, as JSON leaves them out. Throws
 * `not-canonical` on null, fractions, negative zero, nested objects or lists, and characters outside printable ASCII.
 */
export function canonicalize(value: object): string {
  let text = ''
  // Printable ASCII sorts by UTF-16 code units as RFC 8785 wants, and as `sort` does.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key]
    if (member === undefined) continue
    text += `${text === '' ? '{' : ','}${scalar(key)}:${Array.isArray(member) ? list(member) : scalar(member)}`
  }
  return text === '' ? '{}' : `${text}}`
}

const list = (items: readonly unknown[]): string => `[${Array.from(items, scalar).join(',')}]`

function scalar(value: unknown): string {
  if (!isScalar(value)) throw new RecordError('not-canonical', `${typeof value} has no canonical form here`)
  return JSON.stringify(value)
}

function isScalar(value: unknown): value is CanonicalScalar {
  if (typeof value === 'string') return PRINTABLE.test(value)
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0)
  return typeof value === 'boolean'
}

/**
 * The object that a canonical string says. Throws `not-canonical` on every string that `canonicalize` would not
 * have written: other spacing or order, a key twice, needless escapes, more than 1,024 bytes; `not-utf8`.
 */
export function parseCanonical(input: string | Uint8Array): CanonicalObject {
  if (input.length > MAX_CANONICAL_BYTES)
    throw new RecordError('not-canonical', 'an entry has at most 1,024 bytes')
  const text = typeof input === 'string' ? input : fromUtf8(input)
  const value = parseJson(text)
  // Escapes are rare: only where there is one can a string differ from what stands in the text.
  const plain = !text.includes('\\') && PRINTABLE.test(text)
  const again = plain && isPlainAndSorted(value) ? JSON.stringify(value) : canonicalize(value)
  if (again !== text) throw new RecordError('not-canonical', 'the entry is not in canonical form')
  return value as CanonicalObject
}

function parseJson(text: string): object {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RecordError('not-canonical', 'the entry is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RecordError('not-canonical', 'an entry is one JSON object')
  }
  return value
}

/** Whether JSON.stringify writes the value as `canonicalize` does, provided that its strings are known to be plain. */
function isPlainAndSorted(value: object): boolean {
  let before = ''
  let first = true
  for (const key of Object.keys(value)) {
    if (key <= before && !first) return false
    before = key
    first = false
    const member = (value as Record<string, unknown>)[key]
    if (typeof member === 'string') continue
    if (Array.isArray(member) ? !member.every(isScalar) : !isScalar(member)) return false
  }
  return true
}

/** Deeper nesting than any document has; without a limit a long row of brackets would exhaust the stack. */
const MAX_DEPTH = 500

/** Any JSON value in RFC 8785 form. Throws `not-canonical` on what JSON cannot say, and on half surrogate pairs. */
export function canonicalizeJson(value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) throw new RecordError('not-canonical', 'the value is nested too deeply')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RecordError('not-canonical', 'a string holds half a surrogate pair')
    return JSON.stringify(value)
  }
  if (Array.isArray(value))
    return `[${Array.from(value, (item) => canonicalizeJson(item, depth + 1)).join(',')}]`
  if (typeof value !== 'object') throw new RecordError('not-canonical', `JSON cannot say ${String(value)}`)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${canonicalizeJson(key)}:${canonicalizeJson(member, depth + 1)}`)
  return `{${members.join(',')}}`
}
