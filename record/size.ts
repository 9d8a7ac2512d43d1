/** Sizes and indices: whole numbers below 2^53, written in decimal without leading zeros. */

import { RecordError, type RecordErrorCode } from './errors.ts'

// Bit operators cut to 32 bits, so sizes are divided and never shifted.

/** Whether this is a size or an index: a whole number from 0 to 2^53 - 1. */
export const isSize = (n: number): boolean => Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0)

/** The number that a canonical decimal says. Throws `code` (`bad-size` unless told) on any other form. */
export function parseSize(text: string, code: RecordErrorCode = 'bad-size'): number {
  const size = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN
  if (!isSize(size))
    throw new RecordError(code, 'a size is a decimal number below 2^53 without leading zeros')
  return size
}

/** Throws `bad-size` unless every one of these is a size. */
export function assertSizes(...sizes: readonly number[]): void {
  for (const size of sizes) {
    if (!isSize(size)) throw new RecordError('bad-size', `${size} is not a size`)
  }
}
