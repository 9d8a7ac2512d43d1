/** Whether words can be Vietnamese, letter by letter: how text read in a wrong encoding gives itself away. */

const TONES = '\u0300\u0301\u0303\u0309\u0323'
const VOWELS = 'aăâeêioôơuưy'

/** Each Vietnamese letter with its tone taken off. Letters that are not here are not Vietnamese. */
const plain = new Map<string, { letter: string; tone: string }>()
for (const letter of `${VOWELS}bcdđghklmnpqrstvx`) plain.set(letter, { letter, tone: '' })
for (const letter of VOWELS)
  for (const tone of TONES) plain.set((letter + tone).normalize('NFC'), { letter, tone })

const ONSET = 'b|ch?|d|đ|gi|gh?|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x'
const NUCLEUS =
  'oai|oay|oao|oeo|uây|uyu|uya|uyê|uôi|ươi|ươu|iêu|yêu|uê|uơ|uy|ua|uâ|uô|ui|oa|oă|oe|oi|oo|ôô|ôi|ơi|ia|iê|iu|ya|yê|ưa|ưi|ươ|ưu|ai|ao|au|ay|âu|ây|eo|êu|[aăâeêioôơuưy]'
const SYLLABLE = new RegExp(`^(${ONSET})?(?:(${NUCLEUS})(?:c|m|ng?|p|t)?|(?:a|ê|i|y|oa|uê|uy)(?:ch|nh))$`)
/** A syllable that ends in a stop has one of two tones, or none when its mark was left out. */
const STOPPED = /(?:c|ch|p|t)$/
const WITH_STOP = '\u0301\u0323'
/** These bear their tone on the first letter: `aõ` is VNI for ã. */
const FALLING = new Set('ai ao au ay âu ây eo êu ia iu oi ôi ơi ua ui ưa ưi ưu'.split(' '))

export function isSyllable(word: string): boolean {
  let letters = ''
  let tones = ''
  let toneAt = 0
  for (const sign of word.normalize('NFC').toLowerCase()) {
    const known = plain.get(sign)
    if (!known) return false
    if (known.tone) toneAt = letters.length
    letters += known.letter
    tones += known.tone
  }
  const parts = SYLLABLE.exec(letters)
  if (!parts || tones.length > 1) return false
  const [, onset = '', nucleus = ''] = parts
  if (tones && FALLING.has(nucleus) && toneAt !== onset.length) return false
  return !STOPPED.test(letters) || WITH_STOP.includes(tones)
}

/** Apart from letters and marks of ours: what stands around words in any encoding. */
const BETWEEN = /[\s\p{Cc} -@[-`{-~\u00a0\u2010-\u2027\u2030-\u205e\ufeff]+/u

export const BEYOND_ASCII = /\P{ASCII}/u

export type Share = { marked: number; right: number }

/** How many words bear a sign beyond ASCII, and how many of those can be Vietnamese. */
export function shareOf(text: string): Share {
  let marked = 0
  let right = 0
  for (const word of text.split(BETWEEN)) {
    // A sign alone says nothing: © is â in TCVN3.
    if (word.length < 2 || !BEYOND_ASCII.test(word)) continue
    marked++
    if (isSyllable(word)) right++
  }
  return { marked, right }
}

export const ratio = ({ marked, right }: Share): number => (marked === 0 ? 0 : right / marked)
