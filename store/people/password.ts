/** Passwords: Argon2id (RFC 9106) with the first parameters of OWASP's Password Storage Cheat Sheet, and which are too weak. */

import { hash, verify } from '@node-rs/argon2'

export type PasswordRefusal = 'password-too-short' | 'password-too-long' | 'password-too-easy'

export const SHORTEST = 12
const LONGEST = 200
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same words typed on another keyboard are the same password (NIST SP 800-63B §3.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> =>
  oneOfFew(() => hash(normal(password), parameters))

// Each takes a thread of the few that reading files needs too, and 19 MB: a flood of them must not stop everything else.
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running++
  // Whoever ends hands the place on.
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

// Compared with where there is no account, so that the answer takes as long.
let nobody: Promise<string> | undefined

/** Takes the same time whether there is a hash to compare with or not. */
export async function isPassword(hashed: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const given = normal(password).slice(0, 4 * LONGEST)
  const compared = hashed ?? (await nobody)
  const fits = await oneOfFew(() => verify(compared, given))
  return fits && hashed !== null && hashed !== undefined
}

/** What people choose when they are asked for twelve characters. */
const usual = /^(?:(?:password|passw0rd|matkhau|mat khau|qwerty|abc|admin|anhyeuem|iloveyou)[\W\d_]*)+$/i

/** Why a password cannot be taken; `known` are words that everyone knows of its owner. */
export function whyWeak(password: string, known: readonly string[] = []): PasswordRefusal | undefined {
  const chosen = normal(password)
  const length = [...chosen].length
  if (length < SHORTEST) return 'password-too-short'
  if (length > LONGEST) return 'password-too-long'
  const plain = chosen.toLowerCase()
  // What is left when the owner's own names are taken out must still be something.
  const words = known.flatMap((text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .split(/[\s@.]+/),
  )
  const rest = words
    .filter((word) => word.length > 2)
    .reduce((left, word) => left.replaceAll(word, ''), plain)
  const isEasy = rest.length < 8 || new Set(rest).size < 5 || usual.test(plain) || isRun(plain)
  return isEasy ? 'password-too-easy' : undefined
}

/** `123456789012`, `abcdefghijkl`: each character follows the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0)!)
  return codes.slice(1).every((code, i) => [0, 1, -1, -9].includes(code - codes[i]!))
}
