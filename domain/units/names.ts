/** Names of places as people type them. Two spellings of one name have one key. */

// The two accepted ways to place a tone mark on oa, oe, uy (hòa / hoà) are one name; so are ĩ and ỹ after some letters
// only in search, never here: names must stay distinct (Mỹ Lộc and Mĩ Lộc may be two places).
const OPEN = /(o[ae]|uy)([̣̀́̃̉])(?![\p{L}\p{M}])/gu
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu

/**
 * A key under which two spellings of one Vietnamese name are equal: NFC or NFD, old or new placement of the
 * tone mark, capital letters, kinds of white space and dash. Names that differ in a mark stay different.
 */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  // Decomposed, a tone on the first vowel stands between the two: move it behind the second.
  return plain
    .replace(/([o])([̣̀́̃̉])([ae])(?![\p{L}\p{M}])/gu, '$1$3$2')
    .replace(/(?<!q)(u)([̣̀́̃̉])(y)(?![\p{L}\p{M}])/gu, '$1$3$2')
    .replace(OPEN, '$1$2')
    .normalize('NFC')
}

/** The search key: no marks at all, đ as d. Finds more than it should; never declares two names equal. */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/\s+/g, ' ')
    .trim()
