/**
 * Where a matter is, as its words say: `ngõ 12`, `thôn 3`, `số nhà 45`, `đường Nguyễn Huệ`, `chợ Chiều`. The same words at
 * another number are another matter, so a place is a kind (the slot) with a value, and two values of one slot differ.
 */

import { fillers } from './fillers.ts'
import type { Syllable } from './normalise.ts'
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
  ['stream', 'name', 'suoi'],
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
const only = (words: string) => new Set(words.split(/\s+/))
const onlyAfter: Readonly<Record<string, ReadonlySet<string>>> = {
  ban: only('o tai cua vao den tu qua trong len cac giua'),
  lang: only('o tai cua vao den tu qua trong cac giua dau cuoi duong'),
  de: only('duong tren ven chan mat tuyen than'),
  song: only('bo ven ra tren xuong ben cau qua'),
  doc: only('doan tren cho o tai con chan dinh'),
  nha: only('truoc gan canh sau so ben doi dien tai o cong ngo'),
}
/** `nông thôn mới`. */
const notAfter: Readonly<Record<string, ReadonlySet<string>>> = { thon: only('nong') }
/** `cả xóm` is everybody, not a name; `cả khu 7` is a place. */
const EVERYBODY = 'ca'

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
/** Where these stand second a name goes on: Nguyễn Văn Cừ, Phan Đình Phùng. */
const GOES_ON = only('van thi dinh huu duc')
/** After a street's word these begin a name, whatever else they could be: Phan is `phản` without its mark. */
const SURNAMES = only('nguyen tran le pham hoang huynh phan vu ly ton trinh mac luong')
/** After `thôn` or `xóm` anything may be the name, but words that only join others, or say where from there. */
const JOINS = only(
  `bi o co khong nay cua dang va thi la cac nhieu den ve nao kia duoc tai tu vi rat se cung nhung toan em
  gan canh truoc sau dau cuoi giua ben cho khu thu xa`,
)
/** And these may be its second part. */
const NAMELIKE = only(
  'da moi chua van thuong vui long dan ban ong ba phan dang hai dat dong bac nam tay an on',
)
/** Not a name, though a place's word stands before it: ngã ba đường, phố xá, bản thân, đê điều, bản đồ, sông suối. */
const NO_NAME = only(
  `xa than do dieu suoi ho lo bien ruong nuoi ray sat ong day be bo dat nhua tranh lien noi gom cao truc chinh ngang tat
  phoi tinh tac chay tham that nhanh vao chung cho cong tren quyen song hoc hanh mon duong pho lang que nha nuoc ngoai
  truong nang nao cua cuoi doan mat thu ven tuyen di lai ve ra den nay kia ay nho to rong hep moi sach xau`,
)
/** Where another place begins. */
const BEGINS = only('thon xom ngo ngach pho duong khu phuong to quoc tinh')

/** The places that are spoken of, and at which syllables. */
export function placesIn(said: readonly Syllable[]): { mentions: Mention[]; at: Set<number> } {
  const syllables = said.map(({ letters }) => letters)
  const about = subjectsIn(syllables).at
  const mentions: Mention[] = []
  const at = new Set<number>()
  for (let i = 0; i < syllables.length; i++) {
    const head = headAt(syllables, i)
    if (!head) continue
    const start = i + head.length
    const found = numberAt(syllables, start, head, about) ?? nameAt(said, start, head, about)
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
    const head = heads.get(syllables.slice(i, i + length).join(' '))
    if (!head) continue
    if (before !== undefined && length === 1) {
      if (notAfter[first]?.has(before)) continue
      // `ô tô 7 chỗ`, but `ở tổ 7`.
      if (first === 'to' && before === 'o' && syllables[i + 2] === 'cho') continue
      if (onlyAfter[first]?.has(before) === false) continue
    }
    return { ...head, length }
  }
  return undefined
}

type Value = { value: string; numbered: boolean; end: number }

function numberAt(
  syllables: readonly string[],
  start: number,
  { slot, takes }: Head,
  about: ReadonlySet<number>,
): Value | undefined {
  const i = syllables[start] === 'so' && slot !== 'house' ? start + 1 : start
  const next = syllables[i] ?? ''
  if (NUMBER.test(next)) return { value: next, numbered: true, end: i + 1 }
  // Said in words only where it cannot be a word of the sentence: `tổ ba`, `khu hai`, not `nhà tư`.
  const number =
    takes !== 'number' || slot === 'house' || slot === 'km' || about.has(i) ? undefined : spoken[next]
  return number ? { value: number, numbered: true, end: i + 1 } : undefined
}

const sure = only('hamlet crossing ferry slope')
const schools = only('primary nursery school')

function nameAt(
  said: readonly Syllable[],
  start: number,
  { slot, takes, length }: Head,
  about: ReadonlySet<number>,
): Value | undefined {
  if (takes === 'number' || said[start - length - 1]?.letters === EVERYBODY) return undefined
  const name: string[] = []
  const capital = said[start]?.capital && !said[start].first
  const head = said[start - length]!.letters
  // First of all, `bán hàng` is likelier than `bản Hàng`, unless a capital says otherwise.
  if (start === length && length === 1 && Object.hasOwn(onlyAfter, head) && head !== 'doc' && !capital)
    return undefined
  let i = start
  for (; i < said.length && name.length < 3; i++) {
    const { letters, first, ...written } = said[i]!
    if (NUMBER.test(letters) || first || (name.length === 2 && !GOES_ON.has(name[1]!) && !capital)) break
    // Capitals say it best: what begins with one ends with the last one.
    if (capital ? !written.capital : ends(letters, about.has(i), slot, name)) break
    name.push(letters)
  }
  if (name.length === 0) return undefined
  const number = name.length === 1 && takes === 'both' ? spoken[name[0]!] : undefined
  const kept = GOES_ON.has(name[1] ?? '') ? name : name.slice(0, 2)
  return { value: number ?? kept.map(heard).join(' '), numbered: number !== undefined, end: i }
}

/** Whether a name ends before this syllable. */
function ends(syllable: string, about: boolean, slot: string, name: readonly string[]): boolean {
  if (BEGINS.has(syllable)) return true
  if (name.length === 0) {
    if (sure.has(slot) || schools.has(slot)) return JOINS.has(syllable) || about
    if (slot === 'street' && SURNAMES.has(syllable)) return false
  } else if (sure.has(slot) && NAMELIKE.has(syllable)) return false
  else if (slot === 'street' && SURNAMES.has(name[0]!)) return JOINS.has(syllable) || about
  return fillers.has(syllable) || NO_NAME.has(syllable) || about
}
