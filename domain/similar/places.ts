/**
 * Where a matter is, as its words say: `ngõ 12`, `thôn 3`, `số nhà 45`, `đường Nguyễn Huệ`, `chợ Chiều`. The same words at
 * another number are another matter, so a place is a kind (the slot) with a value, and two values of one slot differ.
 */

import { fillers } from './fillers.ts'
import { subjectsIn } from './subjects.ts'
import { heard } from './syllable.ts'

/** One mention. `value` is a number or one or two syllables of a name; none for a landmark that has no name. */
export type Mention = { slot: string; value: string; numbered: boolean }

/** A slot, what stands for its value, and the words that it is spoken of with. */
const slots: readonly [slot: string, takes: 'number' | 'name' | 'both' | 'landmark', heads: string][] = [
  ['house', 'number', 'so nha, nha so, nha, so'],
  ['lane', 'number', 'ngo, hem, kiet'],
  ['alley', 'number', 'ngach'],
  ['group', 'number', 'to dan pho, to'],
  ['quarter', 'both', 'khu dan cu, khu pho'],
  ['quarter', 'number', 'khu'],
  ['hamlet', 'both', 'thon, xom, ban, ap, lang, buon'],
  ['street', 'both', 'duong'],
  ['street', 'name', 'pho, dai lo'],
  ['road', 'number', 'quoc lo, tinh lo'],
  ['km', 'number', 'km'],
  ['tower', 'both', 'chung cu'],
  ['crossing', 'name', 'nga ba, nga tu'],
  ['slope', 'name', 'doc'],
  ['stream', 'name', 'suoi, ngoi'],
  ['river', 'name', 'song'],
  ['field', 'name', 'canh dong'],
  ['ferry', 'name', 'ben do'],
  ['dyke', 'name', 'de'],
  ['primary', 'landmark', 'tieu hoc'],
  ['nursery', 'landmark', 'mam non, mau giao'],
  ['school', 'landmark', 'trung hoc, thcs, thpt'],
  ['hall', 'landmark', 'nha van hoa'],
  ['clinic', 'landmark', 'tram y te, tram xa'],
  ['pitch', 'landmark', 'san bong'],
  ['graves', 'landmark', 'nghia trang'],
  ['park', 'landmark', 'cong vien'],
  ['station', 'landmark', 'ben xe'],
  ['pump', 'landmark', 'cay xang'],
  ['estate', 'landmark', 'khu cong nghiep'],
  ['market', 'landmark', 'gan cho, cong cho, khu cho, truoc cho, sau cho, canh cho'],
  ['bridge', 'landmark', 'cau qua, chan cau, tren cau, gan cau'],
]
const heads = new Map(
  slots.flatMap(([slot, takes, words]) => words.split(', ').map((head) => [head, { slot, takes }] as const)),
)
/** Without marks these are other words, too (bán, để, sống, đọc, chợ): a place only after one of these, or first. */
const only = (words: string) => new Set(words.split(' '))
const onlyAfter: Readonly<Record<string, ReadonlySet<string>>> = {
  ban: only('o tai cua vao den tu qua trong len cac giua'),
  lang: only('o tai cua vao den tu qua trong cac giua dau cuoi duong'),
  de: only('duong tren ven chan mat tuyen than'),
  song: only('bo ven ra tren xuong ben cau qua'),
  doc: only('doan tren cho o tai con chan dinh'),
  nha: only('truoc gan canh sau so ben doi dien tai o cong ngo'),
}
/** `nông thôn mới`, `ô tô 7 chỗ`, `bản đồ`. */
const notAfter: Readonly<Record<string, ReadonlySet<string>>> = { thon: only('nong'), to: only('o') }

const LONGEST_HEAD = 3
const NUMBER = /^\d/
const spoken: Readonly<Record<string, string>> = {
  mot: '1',
  hai: '2',
  ba: '3',
  bon: '4',
  tu: '4',
  nam: '5',
  sau: '6',
  bay: '7',
  tam: '8',
  chin: '9',
  muoi: '10',
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
}
/** Where these stand first a name goes on: Nguyễn Văn Cừ, Phan Đình Phùng. */
const GOES_ON = new Set(['van', 'thi', 'dinh', 'huu', 'duc'])
/** Words that only join others. */
const JOINS = only(
  'bi o co khong nay cua da dang va thi la van chung cac nhieu den ve nao kia duoc tai tu vi do rat se cung nhung toan chua em',
)
/** Not a name, though a place's word stands before it: ngã ba đường, phố xá, bản thân, đê điều, bản đồ, sông suối. */
const NO_NAME = new Set(
  `xa than do dieu suoi ho lo bien ruong nuoi ray sat ong day be bo dat nhua tranh lien noi gom cao truc chinh ngang tat
  phoi tinh tac chay tham that nhanh vao chung cho cong tren quyen song hoc hanh mon duong pho lang que nha nuoc ngoai
  truong nam nang nao cua cuoi doan mat thu ven tuyen dan di lai ve ra den nay kia do ay nho to rong hep moi sach xau`.split(
    /\s+/,
  ),
)

/** The places that are spoken of, and at which syllables. */
export function placesIn(syllables: readonly string[]): { mentions: Mention[]; at: Set<number> } {
  const about = subjectsIn(syllables).at
  const mentions: Mention[] = []
  const at = new Set<number>()
  for (let i = 0; i < syllables.length; i++) {
    const head = headAt(syllables, i)
    if (!head) continue
    const start = i + head.length
    const found = valueAt(syllables, start, head, about)
    if (!found && head.takes !== 'landmark') continue
    mentions.push({ slot: head.slot, value: found?.value ?? '', numbered: found?.numbered ?? false })
    const end = found?.end ?? start
    for (let j = i; j < end; j++) at.add(j)
    i = end - 1
  }
  return { mentions, at }
}

type Head = { slot: string; takes: string; length: number }

function headAt(syllables: readonly string[], i: number): Head | undefined {
  const first = syllables[i]!
  const before = syllables[i - 1]
  for (let length = Math.min(LONGEST_HEAD, syllables.length - i); length > 0; length--) {
    const phrase = syllables.slice(i, i + length).join(' ')
    const head = heads.get(phrase)
    if (!head) continue
    if (before !== undefined && length === 1) {
      if (notAfter[first]?.has(before)) continue
      if (onlyAfter[first]?.has(before) === false) continue
    }
    return { ...head, length }
  }
  return undefined
}

type Value = { value: string; numbered: boolean; end: number }

function valueAt(
  syllables: readonly string[],
  start: number,
  head: Head,
  about: ReadonlySet<number>,
): Value | undefined {
  let i = start
  if (syllables[i] === 'so' && head.slot !== 'house') i++
  const next = syllables[i]
  if (next === undefined) return undefined
  if (NUMBER.test(next)) return { value: next, numbered: true, end: i + 1 }
  if (head.takes === 'number') {
    // Said in words only where it cannot be a word of the sentence: `tổ ba`, `khu hai`, not `nhà tư`, `số một`.
    const number = head.slot === 'house' || head.slot === 'km' ? undefined : spoken[next]
    return number && !about.has(i) ? { value: number, numbered: true, end: i + 1 } : undefined
  }
  // After `thôn` or `xóm` anything may be the name but a word that only joins others; elsewhere a name is no usual word.
  const sure = head.slot === 'hamlet' || head.slot === 'crossing' || head.slot === 'ferry'
  const name: string[] = []
  for (; i < syllables.length; i++) {
    const syllable = syllables[i]!
    if (NUMBER.test(syllable) || (name.length === 2 && !GOES_ON.has(name[1]!)) || name.length === 3) break
    if (name.length === 0 ? (sure ? JOINS.has(syllable) : ends(syllables, i, about)) : ends(syllables, i, about)) break
    name.push(syllable)
  }
  if (name.length === 0) return undefined
  const number = name.length === 1 && head.takes === 'both' ? spoken[name[0]!] : undefined
  return { value: number ?? name.map(heard).join(' '), numbered: number !== undefined, end: i }
}

/** A name may look like any word; where words of the sentence begin, it has ended. */
function ends(syllables: readonly string[], i: number, about: ReadonlySet<number>): boolean {
  const syllable = syllables[i]!
  if (fillers.has(syllable) || NO_NAME.has(syllable) || about.has(i)) return true
  const next = syllables[i + 1]
  return heads.has(syllable) && next !== undefined && NUMBER.test(next)
}
