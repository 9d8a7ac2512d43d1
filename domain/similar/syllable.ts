/** Vietnamese syllables without their marks: which letters can be one, and where joined ones part. */

const ONSETS = 'b ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x c'.split(' ')
/** As written in the upland names of our maps: Krông, Đrây, Blao, Pleiku. Never mended into something else. */
const UPLAND = /^(?:bl|br|dr|kl|kr|pl|sr|h)[aeiouy]+(?:ng|nh|ch|[cklmnpt])?$/

const RHYMES = new Set(
  `a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet
  ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong oong op
  ot u ua uan uang uat uay uac uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych
  uyen uyet uyn uynh uyp uyt uyu y yem yen yet yeu`.split(/\s+/),
)
/** After qu, whose u belongs to the onset. */
const AFTER_QU = new Set(
  `a ac ach ai an ang anh ao at au ay ac ap e en eo et eu o oc on y ych yen yet ynh yt it i in`.split(' '),
)
const FRONT = /^[eiy]/

/** The longest a syllable can be: nghieng. */
export const LONGEST = 7

function spells(onset: string, rhyme: string): boolean {
  if (onset === 'qu') return AFTER_QU.has(rhyme)
  if (!RHYMES.has(rhyme)) return false
  if (onset === 'c' || onset === 'g' || onset === 'ng') return !FRONT.test(rhyme)
  if (onset === 'k' || onset === 'gh' || onset === 'ngh') return FRONT.test(rhyme)
  return true
}

/** Whether these letters (a to z only) can be a Vietnamese syllable that lost its marks. */
export function isSyllable(letters: string): boolean {
  if (letters.length === 0 || letters.length > LONGEST) return false
  if (RHYMES.has(letters) || letters === 'gi') return true
  if (letters === 'gin' || /^gi(?:eng|et)$/.test(letters)) return true
  for (let n = Math.min(3, letters.length - 1); n > 0; n--) {
    const onset = letters.slice(0, n)
    if (ONSETS.includes(onset) && spells(onset, letters.slice(n))) return true
  }
  return false
}

/** Whether these letters are how an upland name is written. */
export const isUpland = (letters: string): boolean => letters.length <= LONGEST && UPLAND.test(letters)

/**
 * Parts what was typed without spaces: `matnuoc` → mat nuoc. The way with the lowest cost wins; `cost` says how unlikely
 * a syllable is. Undefined when there is no way. Looks at no more than LONGEST letters from each place: linear.
 */
export function parted(letters: string, cost: (syllable: string) => number): string[] | undefined {
  const best: ({ cost: number; from: number } | undefined)[] = [{ cost: 0, from: 0 }]
  for (let end = 1; end <= letters.length; end++) {
    let found: { cost: number; from: number } | undefined
    for (let from = Math.max(0, end - LONGEST); from < end; from++) {
      const before = best[from]
      if (!before) continue
      const part = letters.slice(from, end)
      if (!isSyllable(part)) continue
      const sum = before.cost + cost(part)
      if (!found || sum < found.cost) found = { cost: sum, from }
    }
    best[end] = found
  }
  if (!best[letters.length]) return undefined
  const parts: string[] = []
  for (let end = letters.length; end > 0; end = best[end]!.from)
    parts.unshift(letters.slice(best[end]!.from, end))
  return parts
}

const TWINS: [RegExp, string][] = [
  [/^ngh/, 'ng'],
  [/^gh/, 'g'],
  [/^tr/, 'ch'],
  [/^s/, 'x'],
  [/^(?:gi(?=[aeouy])|r)/, 'd'],
  [/^k(?!h)/, 'c'],
  [/^l/, 'n'],
  [/y$/, 'i'],
]

/** What is left of a syllable where regions hear no difference: tr/ch, s/x, r/d/gi, l/n, i/y. */
export const heard = (syllable: string): string =>
  TWINS.reduce((so, [what, by]) => so.replace(what, by), syllable)
