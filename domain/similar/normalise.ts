/**
 * One form for the many ways a short Vietnamese text is typed: with or without marks, in either placement of the tone,
 * in chat spelling, with slips, in Telex that nothing turned into marks, without spaces. Numbers stay as they are.
 *
 * Words are read one by one, so the time is linear; each gives words that read as themselves, so doing it twice
 * changes nothing. No word is remembered: what was typed may be nothing that is to be kept.
 */

import { chatLetters, chatWords, loanWords } from './chat.ts'
import { isSyllable, isUpland, LONGEST, parted } from './syllable.ts'
import { mended, rankOf } from './vocabulary.ts'

/** A number as it stands in an address, `12`, `12a`, `12/5`, `5+200`; or letters; or what ends a clause. */
const WORD = /\d+(?:[/+]\d+)*(?:[a-z](?![a-z]))?|[a-z]+|[,.;:!?()\n]/gi
const ENDS_CLAUSE = /^[^a-z\d]/i
/** Longer runs of letters are no words of anyone. */
const TOO_LONG = 64

/** `capital`: written with one, and not all in capitals. `first`: a clause begins here. Hints, where there are any. */
export type Syllable = { letters: string; capital: boolean; first: boolean }

/** The text as syllables and numbers with single spaces, without marks. */
export const normalise = (text: string): string =>
  syllablesOf(text)
    .map(({ letters }) => letters)
    .join(' ')

/** The same as a list. */
export function syllablesOf(text: string): Syllable[] {
  const said: Syllable[] = []
  let first = true
  for (const word of unmarked(text).match(WORD) ?? []) {
    if (ENDS_CLAUSE.test(word)) first = true
    if (ENDS_CLAUSE.test(word) || word.length > TOO_LONG) continue
    const capital = /^[A-Z](?:[a-z]|$)/.test(word)
    const small = word.toLowerCase()
    for (const letters of readWord(small)) {
      said.push({ letters, capital, first })
      first = false
    }
  }
  return said
}

const unmarked = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')

function readWord(word: string): string[] {
  if (/^\d/.test(word)) return [word.replace(/^0+(?=\d)/, '')]
  const chat = Object.hasOwn(chatWords, word) ? chatWords[word] : undefined
  if (chat !== undefined) return chat.split(' ')
  if (loanWords.has(word)) return [word]
  if (isSyllable(word)) return [oneY(word)]
  const single = respelt(word)
  if (single) return readWord(single)
  // Everyday syllables in a row are no slip. Before letters are squeezed: `khac` and `cho` share none.
  const parts = word.length > 3 ? parted(word, unlikely) : undefined
  if (parts && everyday(parts)) return parts.flatMap(readWord)
  const squeezed = word.replace(/(.)\1+/g, '$1')
  if (squeezed !== word) return readWord(squeezed)
  if (isUpland(word)) return [word]
  // A slip of one letter is likelier than syllables that nobody uses.
  const meant = mended(word)
  if (meant) return readWord(meant)
  if (parts?.every((part) => part.length > 1)) return parts.flatMap(readWord)
  return [word]
}

/** All of them known, and no single letter but the `ở` between others. */
const everyday = (parts: readonly string[]): boolean =>
  parts.every(
    (part, i) =>
      rankOf(part) !== undefined && (part.length > 1 || (part === 'o' && i > 0 && i < parts.length - 1)),
  )

/** Ky and ki, ly and li: one, where nothing else hangs on it. */
const oneY = (syllable: string): string => syllable.replace(/^(h|k|l|m|s|t|v|th)y$/, '$1i')

const unlikely = (syllable: string): number => {
  const at = rankOf(syllable)
  // A short part explains little: without this, every word falls apart into o, a and i.
  return (at === undefined ? 4 : 1 + at / 200) + (syllable.length < 2 ? 6 : syllable.length < 3 ? 0.6 : 0)
}

/** By letters that stand for others, or by what Telex leaves when nothing turns it into marks. */
function respelt(word: string): string | undefined {
  if (word.length > LONGEST + 4) return undefined
  let possible: string | undefined
  for (const [what, by] of chatLetters) {
    if (!what.test(word)) continue
    const other = word.replace(what, by)
    if (!isSyllable(other)) continue
    if (rankOf(other) !== undefined) return other
    possible ??= other
  }
  return untelexed(word) ?? possible
}

function untelexed(word: string): string | undefined {
  const letters = word
    .replace(/^dd|dd$/, 'd')
    .replace(/([aeo])\1/, '$1')
    .replace(/(?<=.)w/g, '')
  if (letters !== word && isSyllable(letters)) return letters
  for (let i = letters.length - 1; i > 0; i--) {
    if (!'sfrxj'.includes(letters[i]!)) continue
    const toneless = letters.slice(0, i) + letters.slice(i + 1)
    if (/[aeiouy]/.test(letters.slice(0, i)) && isSyllable(toneless)) return toneless
  }
  return undefined
}
