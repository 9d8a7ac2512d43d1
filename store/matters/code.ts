/** The names of a matter: its id, made from the receipt's key, and the short code that people say to each other. */

import { fromDigits, readDigits, toDigits, writeDigits } from '@goc/record/base32.ts'
import { fromBase64url } from '@goc/record/bytes.ts'
import { caseIdOf } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'

/** Digits of an id that are said; they name one matter among millions. */
export const CODE_DIGITS = 10

/** The id of the matter that this public key (base64url) opened: 26 digits of base32. */
export function matterIdOf(key: string): string {
  const bytes = fromBase64url(caseIdOf(sha256, fromBase64url(key)))
  return writeDigits(toDigits(bytes)).replaceAll('-', '')
}

/** `7K3MQ-92XDF` of an id. */
export const codeOf = (id: string): string => `${id.slice(0, 5)}-${id.slice(5, CODE_DIGITS)}`

/** What may be an id, or the beginning of one, in what someone typed; undefined when it cannot be. */
export function readCode(typed: string): string | undefined {
  if (typed.length > 60) return undefined
  const digits = readDigits(typed)
  if (!digits || digits.length < CODE_DIGITS || digits.length > 26) return undefined
  if (digits.length === 26 && !fromDigits(digits)) return undefined
  return writeDigits(digits).replaceAll('-', '')
}
