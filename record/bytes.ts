/** Bytes and the ways to write them: UTF-8, hex, base64. Every reader takes exactly what its writer writes. */

import { RecordError } from './errors.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The UTF-8 bytes of a string. Throws `not-utf8` on half a surrogate pair, which UTF-8 cannot say. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new RecordError('not-utf8', 'the text holds half a surrogate pair')
  return encoder.encode(text)
}

/** The text that these UTF-8 bytes say, a byte order mark included. Throws `not-utf8`. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new RecordError('not-utf8', 'the bytes are not UTF-8')
  }
}

const HEX = '0123456789abcdef'
const hexValues = valuesOf(HEX)

/** Lower-case hex, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += HEX[byte >> 4]! + HEX[byte & 15]!
  return hex
}

/** The bytes of lower-case hex. Throws `not-hex`, also on capitals: one value has one form. */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 === 1) throw new RecordError('not-hex', 'hex has two digits a byte')
  const bytes = new Uint8Array(hex.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    const byte = (valueAt(hexValues, hex, 2 * i) << 4) | valueAt(hexValues, hex, 2 * i + 1)
    if (byte < 0) throw new RecordError('not-hex', 'hex is written with 0-9 and a-f')
    bytes[i] = byte
  }
  return bytes
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const BASE64 = `${LETTERS_AND_DIGITS}+/`
const BASE64URL = `${LETTERS_AND_DIGITS}-_`
const base64Values = valuesOf(BASE64)
const base64urlValues = valuesOf(BASE64URL)

/** Standard base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  const digits = digitsOf(bytes, BASE64)
  return digits + '='.repeat(-digits.length & 3)
}

/** The bytes of standard base64. Throws `not-base64` unless encoding them again gives the same string. */
export function fromBase64(text: string): Uint8Array {
  let end = text.length
  if (end % 4 !== 0) throw new RecordError('not-base64', 'base64 comes in groups of four characters')
  if (text.endsWith('==')) end -= 2
  else if (text.endsWith('=')) end -= 1
  return bytesOf(text, end, base64Values)
}

/** base64url without padding (RFC 4648 §5). */
export const toBase64url = (bytes: Uint8Array): string => digitsOf(bytes, BASE64URL)

/** The bytes of base64url without padding. Throws `not-base64` unless encoding them again gives the same string. */
export const fromBase64url = (text: string): Uint8Array => bytesOf(text, text.length, base64urlValues)

function digitsOf(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  let i = 0
  for (; i + 2 < bytes.length; i += 3) {
    const three = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    text += alphabet[three >> 18]! + alphabet[(three >> 12) & 63]!
    text += alphabet[(three >> 6) & 63]! + alphabet[three & 63]!
  }
  const left = bytes.length - i
  if (left === 0) return text
  const two = (bytes[i]! << 8) | (left === 2 ? bytes[i + 1]! : 0)
  text += alphabet[two >> 10]! + alphabet[(two >> 4) & 63]!
  return left === 2 ? text + alphabet[(two << 2) & 63]! : text
}

function bytesOf(text: string, end: number, values: Int8Array): Uint8Array {
  if (end % 4 === 1) throw new RecordError('not-base64', 'one base64 digit alone is no byte')
  const bytes = new Uint8Array(Math.floor((end * 3) / 4))
  let at = 0
  let bits = 0
  let count = 0
  for (let i = 0; i < end; i++) {
    const value = valueAt(values, text, i)
    if (value < 0) throw new RecordError('not-base64', 'a character is not of the base64 alphabet')
    bits = ((bits << 6) | value) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[at++] = bits >> count
  }
  // Bits left over would be lost, so that two strings would mean the same bytes.
  if ((bits & ((1 << count) - 1)) !== 0)
    throw new RecordError('not-base64', 'the last digit has bits to spare')
  return bytes
}

function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1)
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i
  return values
}

function valueAt(values: Int8Array, text: string, i: number): number {
  const code = text.charCodeAt(i)
  return code < 128 ? values[code]! : -1
}

/** Whether two byte strings are the same. Not in constant time: nothing compared here is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The parts, one after the other, in new memory. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
