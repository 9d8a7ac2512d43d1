/**
 * Where a matter is, as its words say: `ngõ 12`, `thôn 3`, `số nhà 45`, `đường Nguyễn Huệ`, `chợ Chiều`. The same words at
 * another number are another matter, so a place is a kind (the slot) with a value, and two values of one slot differ.
 */

import { fillers } from './fillers.ts'
import { subjectsIn } from './subjects.ts'
import { heard } from './syllable.ts'

/** One mention. `value` is a number or one or two syllables of a name; none for a landmark that has no name. */
export type Mention = { slot: string; value: string; numbered: boolean }

/** Words before a number or a name → slot; those of several words first, the longest winning. */
const heads: Readonly<Record<string, { slot: string; takes: 'number' | 'name' | 'both' | 'landmark' }>> = {
  'so nha': { slot: 'house', takes: 'number' },
  'nha so': { slot: 'house', takes: 'number' },
  nha: { slot: 'house', takes: 'number' },
  so: { slot: 'house', takes: 'number' },
  ngo: { slot: 'lane', takes: 'number' },
  hem: { slot: 'lane', takes: 'number' },
  kiet: { slot: 'lane', takes: 'number' },
  ngach: { slot: 'alley', takes: 'number' },
  'to dan pho': { slot: 'group', takes: 'number' },
  to: { slot: 'group', takes: 'number' },
  'khu dan cu': { slot: 'quarter', takes: 'both' },
  'khu pho': { slot: 'quarter', takes: 'both' },
  khu: { slot: 'quarter', takes: 'number' },
  thon: { slot: 'hamlet', takes: 'both' },
  xom: { slot: 'hamlet', takes: 'both' },
  ban: { slot: 'hamlet', takes: 'both' },
  ap: { slot: 'hamlet', takes: 'both' },
  lang: { slot: 'hamlet', takes: 'both' },
  buon: { slot: 'hamlet', takes: 'both' },
  duong: { slot: 'street', takes: 'both' },
  pho: { slot: 'street', takes: 'name' },
  'dai lo': { slot: 'street', takes: 'name' },
  'quoc lo': { slot: 'road', takes: 'number' },
  'tinh lo': { slot: 'road', takes: 'number' },
  km: { slot: 'km', takes: 'number' },
  'chung cu': { slot: 'tower', takes: 'both' },
  'nga ba': { slot: 'crossing', takes: 'name' },
  'nga tu': { slot: 'crossing', takes: 'name' },
  doc: { slot: 'slope', takes: 'name' },
  suoi: { slot: 'stream', takes: 'name' },
  ngoi: { slot: 'stream', takes: 'name' },
  song: { slot: 'river', takes: 'name' },
  'canh dong': { slot: 'field', takes: 'name' },
  'ben do': { slot: 'ferry', takes: 'name' },
  de: { slot: 'dyke', takes: 'name' },
  'tieu hoc': { slot: 'primary', takes: 'landmark' },
  'mam non': { slot: 'nursery', takes: 'landmark' },
  'mau giao': { slot: 'nursery', takes: 'landmark' },
  'trung hoc': { slot: 'school', takes: 'landmark' },
  thcs: { slot: 'school', takes: 'landmark' },
  thpt: { slot: 'school', takes: 'landmark' },
  'nha van hoa': { slot: 'hall', takes: 'landmark' },
  'tram y te': { slot: 'clinic', takes: 'landmark' },
  'tram xa': { slot: 'clinic', takes: 'landmark' },
  'san bong': { slot: 'pitch', takes: 'landmark' },
  'nghia trang': { slot: 'graves', takes: 'landmark' },
  'cong vien': { slot: 'park', takes: 'landmark' },
  'ben xe': { slot: 'station', takes: 'landmark' },
  'cay xang': { slot: 'pump', takes: 'landmark' },
  'khu cong nghiep': { slot: 'estate', takes: 'landmark' },
  'gan cho': { slot: 'market', takes: 'landmark' },
  'cong cho': { slot: 'market', takes: 'landmark' },
  'khu cho': { slot: 'market', takes: 'landmark' },
  'truoc cho': { slot: 'market', takes: 'landmark' },
  'sau cho': { slot: 'market', takes: 'landmark' },
  'canh cho': { slot: 'market', takes: 'landmark' },
  'cau qua': { slot: 'bridge', takes: 'landmark' },
  'chan cau': { slot: 'bridge', takes: 'landmark' },
  'tren cau': { slot: 'bridge', takes: 'landmark' },
  'gan cau': { slot: 'bridge', takes: 'landmark' },
}

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
  for (let length = Math.min(LONGEST_HEAD, syllables.length - i); length > 0; length--) {
    const phrase = syllables.slice(i, i + length).join(' ')
    if (Object.hasOwn(heads, phrase)) return { ...heads[phrase]!, length }
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
  const name: string[] = []
  for (; name.length < 3 && i < syllables.length; i++) {
    const syllable = syllables[i]!
    const first = name.length === 0
    // A name may look like any word; where words of the sentence begin, it has ended.
    if (NUMBER.test(syllable) || fillers.has(syllable) || about.has(i)) break
    if (NO_NAME.has(syllable) || headAt(syllables, i)?.takes === 'number') break
    if (name.length === 2 && !GOES_ON.has(name[1]!)) break
    if (first && head.takes === 'both' && Object.hasOwn(spoken, syllable) && name.length > 0) break
    name.push(heard(syllable))
  }
  return name.length > 0 ? { value: name.join(' '), numbered: false, end: i } : undefined
}
