/**
 * The encodings of Vietnamese from before Unicode. Windows-1258 is read; the two of the old fonts, TCVN3 (.VnTime)
 * and VNI, are only recognised: their text cannot be told from the fonts that it was set in with certainty.
 */

import { BEYOND_ASCII, ratio, type Share, shareOf } from './syllables.ts'

export type Legacy = 'windows-1258' | 'tcvn3' | 'vni'

const tcvn3 = new Map<number, string>()
for (const [from, letters] of [
  [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờở'],
  [0xec, 'ỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
] as const)
  for (const [i, letter] of [...letters].entries()) tcvn3.set(from + i, letter)

/** In VNI a letter is followed by the sign for its marks; some letters have a byte of their own. */
const vniMarks = new Map<number, string>(
  (
    [
      [0xf8, '\u0300'],
      [0xf9, '\u0301'],
      [0xfb, '\u0309'],
      [0xf5, '\u0303'],
      [0xef, '\u0323'],
      [0xe2, '\u0302'],
      [0xe0, '\u0302\u0300'],
      [0xe1, '\u0302\u0301'],
      [0xe5, '\u0302\u0309'],
      [0xe3, '\u0302\u0303'],
      [0xe4, '\u0302\u0323'],
      [0xea, '\u0306'],
      [0xe8, '\u0306\u0300'],
      [0xe9, '\u0306\u0301'],
      [0xfa, '\u0306\u0309'],
      [0xfc, '\u0306\u0303'],
      [0xeb, '\u0306\u0323'],
    ] as const
  ).flatMap(([code, marks]): [number, string][] => [
    [code, marks],
    [code - 0x20, marks],
  ]),
)
const vniLetters = new Map<number, string>(
  (
    [
      [0xf1, 'đ'],
      [0xf4, 'ơ'],
      [0xf6, 'ư'],
      [0xed, 'í'],
      [0xec, 'ì'],
      [0xe6, 'ỉ'],
      [0xf3, 'ĩ'],
      [0xf2, 'ị'],
      [0xee, 'ỵ'],
    ] as const
  ).flatMap(([code, letter]): [number, string][] => [
    [code, letter],
    [code - 0x20, letter.toUpperCase()],
  ]),
)

const from1258 = new TextDecoder('windows-1258')
const asBytes = (latin1: string) => Buffer.from(latin1, 'latin1')

const readers: Record<Legacy, (latin1: string) => string> = {
  'windows-1258': (text) => from1258.decode(asBytes(text)).normalize('NFC'),
  tcvn3: (text) => text.replace(/[\x80-\xff]/g, (sign) => tcvn3.get(sign.charCodeAt(0)) ?? '\ufffd'),
  vni: (text) =>
    text
      .replace(
        /[\x80-\xff]/g,
        (sign) => vniLetters.get(sign.charCodeAt(0)) ?? vniMarks.get(sign.charCodeAt(0)) ?? '\ufffd',
      )
      .normalize('NFC'),
}
export const legacies = Object.keys(readers) as Legacy[]

/** Text of which each character stands for one byte, as that encoding has it. */
export const readAs = (encoding: Legacy, latin1: string): string => readers[encoding](latin1)

/** Bytes that cp1252 shows as other characters than their number says. */
const cp1252 = new Map<string, number>()
{
  const decoder = new TextDecoder('windows-1252')
  for (let byte = 0x80; byte < 0xa0; byte++) cp1252.set(decoder.decode(Uint8Array.of(byte)), byte)
}

/** The bytes that a program took for cp1252, one character each; undefined when it cannot have. */
function bytesBehind(text: string): string | undefined {
  let bytes = ''
  for (const sign of text) {
    const code = cp1252.get(sign) ?? sign.codePointAt(0)!
    if (code > 0xff) return undefined
    bytes += String.fromCharCode(code)
  }
  return bytes
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
function readUtf8(latin1: string): string {
  try {
    return utf8.decode(asBytes(latin1))
  } catch {
    return ''
  }
}

/** What a text in Unicode really is, when it was read in a wrong encoding on its way: `tieáng Vieät`. */
export function garbled(text: string): Legacy | 'utf-8' | undefined {
  if (!BEYOND_ASCII.test(text)) return undefined
  const own = ratio(shareOf(text))
  if (own >= 0.5) return undefined
  const bytes = bytesBehind(text)
  if (bytes === undefined) return undefined
  const likely = (share: Share) => ratio(share) >= 0.8 && ratio(share) > own
  if (likely(shareOf(readUtf8(bytes)))) return 'utf-8'
  return legacies.find((encoding) => likely(shareOf(readAs(encoding, bytes))))
}
