/**
 * Whether an entry is canonical, seen from its bytes. It says yes only where `parseCanonical` would take the entry,
 * at a tenth of the cost: nothing is written out again to be compared. Where it says no, `parseCanonical` decides.
 */

import { MAX_CANONICAL_BYTES } from '@goc/record/canonical.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const ZERO = 0x30
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d
// What no plain string holds: control characters, quotes, backslashes, and all beyond ASCII. One look a byte.
const ends = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH ? 1 : 0,
)
/** So many digits are always below 2^53. */
const SAFE_DIGITS = 15

/** Whether bytes `from` up to `to` are one object of strings, whole numbers and truth values in canonical form. */
export function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 2 || to - from > MAX_CANONICAL_BYTES) return false
  if (bytes[from] !== OPEN || bytes[to - 1] !== CLOSE) return false
  if (to - from === 2) return true
  let before = -1
  let at = from + 1
  for (;;) {
    const key = at
    at = endOfString(bytes, at, to)
    if (at < 0 || bytes[at] !== COLON) return false
    if (before >= 0 && !isAfter(bytes, before, key)) return false
    before = key
    at = endOfValue(bytes, at + 1, to)
    if (at < 0) return false
    if (bytes[at] === CLOSE) return at === to - 1
    if (bytes[at] !== COMMA) return false
    at++
  }
}

/** The place behind a string that begins here; -1 where none does, or not a plain one. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== QUOTE) return -1
  let at = from + 1
  while (at < to && ends[bytes[at]!] === 0) at++
  return at < to && bytes[at] === QUOTE ? at + 1 : -1
}

function endOfValue(bytes: Uint8Array, from: number, to: number): number {
  const byte = bytes[from]!
  if (byte === QUOTE) return endOfString(bytes, from, to)
  if (byte === 0x74) return endOfWord(bytes, from, 'true')
  if (byte === 0x66) return endOfWord(bytes, from, 'false')
  return endOfNumber(bytes, from)
}

function endOfWord(bytes: Uint8Array, from: number, word: string): number {
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word.charCodeAt(i)) return -1
  return from + word.length
}

// Reading past the entry meets what is no digit, or more digits than are taken: it ends either way.
function endOfNumber(bytes: Uint8Array, from: number): number {
  const first = bytes[from] === MINUS ? from + 1 : from
  let at = first
  while (isDigit(bytes[at]) && at - first <= SAFE_DIGITS) at++
  const digits = at - first
  if (digits === 0 || digits > SAFE_DIGITS) return -1
  // Neither leading zeros, nor -0.
  if (bytes[first] === ZERO && (digits > 1 || first > from)) return -1
  return at
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= ZERO + 9

/** Whether the key that begins at `b` sorts after the one at `a`; both end with a quote. */
function isAfter(bytes: Uint8Array, a: number, b: number): boolean {
  for (let i = 1; ; i++) {
    const [left, right] = [bytes[a + i]!, bytes[b + i]!]
    if (left !== right) return left === QUOTE || (right !== QUOTE && left < right)
    if (left === QUOTE) return false
  }
}
