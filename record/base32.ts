/**
 * Base32 for people: 32 digits that are not mistaken for each other, and check digits that catch slips of the pen.
 *
 * The check is a Reed-Solomon code over the field of 32 elements with four check digits. Its words differ in at
 * least five places, so every error in up to four digits is caught, and with it every exchange of two.
 */

// Crockford's digits: no I, L, O (read as 1, 1, 0) and no U.
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const READ_AS: Record<string, string> = { I: '1', L: '1', O: '0' }

const CHECK_DIGITS = 4
const ORDER = 31

// Powers of x in GF(2)[x] / (x^5 + x^2 + 1), and their logarithms.
const powers: number[] = []
const logs: number[] = []
for (let i = 0, power = 1; i < ORDER; i++) {
  powers.push(power)
  logs[power] = i
  power = power & 16 ? (power << 1) ^ 0b100101 : power << 1
}

const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : powers[(logs[a]! + logs[b]!) % ORDER]!

// (x - x^1)(x - x^2)(x - x^3)(x - x^4), the highest power first, without its leading 1.
const generator = generatorOf([2, 4, 8, 16])

function generatorOf(roots: readonly number[]): number[] {
  let product = [1]
  for (const root of roots) product = product.concat(0).map((c, at) => c ^ times(product[at - 1] ?? 0, root))
  return product.slice(1)
}

/** The digits (0..31) with their check digits; at most 27, or some errors would be missed. */
export function withCheck(digits: readonly number[]): number[] {
  const rest = new Array<number>(CHECK_DIGITS).fill(0)
  for (const digit of digits) {
    const lead = digit ^ rest.shift()!
    rest.push(0)
    for (let i = 0; i < CHECK_DIGITS; i++) rest[i]! ^= times(lead, generator[i]!)
  }
  return [...digits, ...rest]
}

/** The digits without their check digits; undefined when these do not fit. */
export function checked(digits: readonly number[]): number[] | undefined {
  const bare = digits.slice(0, -CHECK_DIGITS)
  return withCheck(bare).every((digit, i) => digit === digits[i]) ? bare : undefined
}

/** Bytes as digits of five bits, the last one filled up with zeros. */
export function toDigits(bytes: Uint8Array): number[] {
  const digits: number[] = []
  let bits = 0
  let count = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff
    for (count += 8; count >= 5; ) {
      count -= 5
      digits.push((bits >> count) & 31)
    }
  }
  if (count > 0) digits.push((bits << (5 - count)) & 31)
  return digits
}

/** The bytes that digits say; undefined when bits are left over that are not zero. */
export function fromDigits(digits: readonly number[]): Uint8Array | undefined {
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const digit of digits) {
    bits = ((bits << 5) | digit) & 0xfff
    count += 5
    if (count < 8) continue
    count -= 8
    bytes.push((bits >> count) & 255)
  }
  return bits & ((1 << count) - 1) ? undefined : Uint8Array.from(bytes)
}

/** Digits in groups of five, as they are printed. */
export const writeDigits = (digits: readonly number[]): string =>
  digits.map((digit, i) => (i > 0 && i % 5 === 0 ? `-${DIGITS[digit]}` : DIGITS[digit])).join('')

/** The digits of what someone typed, whatever its case, spaces and dashes; undefined on other characters. */
export function readDigits(typed: string): number[] | undefined {
  const letters = typed.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '')
  const digits = Array.from(letters, (letter) => DIGITS.indexOf(READ_AS[letter] ?? letter))
  return digits.includes(-1) ? undefined : digits
}
