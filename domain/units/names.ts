/** Names of places as people type them. Two spellings of one name have one key. */

const INVISIBLE = /\p{Cf}/gu
/** A tab or a line's end parts words as a space does; so does any other control character. */
const SPACE = /[\s\p{Cc}]+/gu

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
    .replace(SPACE, ' ')
    .trim()
  // The two accepted ways to place a tone mark on oa, oe, uy (hòa / hoà) are one name. Decomposed, a tone on the first
  // vowel stands between the two: move it behind the second. i and y are one only in search, never here: Mỹ Lộc and
  // Mĩ Lộc may be two places.
  return plain
    .replace(/([o])([̣̀́̃̉])([ae])(?![\p{L}\p{M}])/gu, '$1$3$2')
    .replace(/(?<!q)(u)([̣̀́̃̉])(y)(?![\p{L}\p{M}])/gu, '$1$3$2')
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
    .replace(SPACE, ' ')
    .trim()
