import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chatWords } from './chat.ts'
import { normalise } from './normalise.ts'
import { isSyllable } from './syllable.ts'

const unmark = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')

const words =
  'Đường đường ngập úng nước rác thải thôn ngõ hoà hòa thuỷ thủy khoẻ khỏe quý k ko đc nc wa fải zô j mn 12 3a 12/5 07 số đèn nagp matnuoc ngaapj nuwowcs Krông karaoke quáaaa xyz'.split(
    ' ',
  )
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' ')),
  fc.string({ unit: fc.constantFrom(...'aeiouynghtrckqxszwfjđươê12 /.') }),
)

test('doing it twice changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => normalise(normalise(text)) === normalise(text)),
    { numRuns: 3_000 },
  )
})

test('marks, composed or not, make no difference, nor do capitals', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = normalise(text)
      assert.equal(normalise(unmark(text)), once)
      assert.equal(normalise(text.normalize('NFD')), normalise(text.normalize('NFC')))
    }),
    { numRuns: 3_000 },
  )
  assert.equal(normalise('ĐƯỜNG NGẬP'), normalise('đường ngập'))
})

test('both placements of the tone mark', () => {
  for (const [old, now] of [
    ['hoà', 'hòa'],
    ['thuỷ', 'thủy'],
    ['khoẻ', 'khỏe'],
    ['xoá', 'xóa'],
    ['hoạ', 'họa'],
    ['luỹ', 'lũy'],
  ])
    assert.equal(normalise(old!), normalise(now!))
})

for (const [typed, meant] of [
  ['ko có nc sạch 3 hôm r', 'không có nước sạch 3 hôm rồi'],
  ['đc j đâu mn ơi', 'được gì đâu mọi người ơi'],
  ['ntn z', 'như thế nào vậy'],
  ['fải wa zô', 'phải qua vào'],
  ['jờ này', 'giờ này'],
  ['matnuoc', 'mất nước'],
  ['đường nagp', 'đường ngập'],
  ['thu gômm', 'thu gom'],
  ['dduwowngf ngaapj nuwowcs', 'đường ngập nước'],
  ['ngậpppp quáaaa', 'ngập quá'],
  ['thôn3', 'thôn 3'],
  ['ngõ12/5', 'ngõ 12/5'],
  ['QL32 km85', 'quốc lộ 32 km 85'],
  ['khu 07', 'khu 7'],
  ['tdp 4', 'tổ dân phố 4'],
  ['kĩ thuật', 'kỹ thuật'],
  ['n­ước', 'nước'],
])
  test(`${typed}: ${meant}`, () => assert.equal(normalise(typed!), normalise(meant!)))

test('numbers stay, and upland names and loan words are not mended', () => {
  assert.equal(normalise('Ngõ 12, nhà 45a, km 5+200'), 'ngo 12 nha 45a km 5+200')
  assert.equal(normalise('Krông Pắc, karaoke, wifi'), 'krong pac karaoke wifi')
})

test('what chat words stand for is read as itself', () => {
  for (const [word, meant] of Object.entries(chatWords)) {
    assert.equal(normalise(meant), meant, word)
    assert.match(word, /^[a-z]+$/)
  }
})

test('syllables', () => {
  for (const word of 'nghieng quynh gi khuyu duong y oi giuong quoc'.split(' '))
    assert.ok(isSyllable(word), word)
  for (const word of 'ko dc nagp ngieng cin kang duongg b'.split(' ')) assert.ok(!isSyllable(word), word)
})

// Were any step more than linear, a megabyte would not come back before the tests are stopped.
for (const [what, unit] of Object.entries({
  'one letter': 'a',
  'one word without spaces': 'matnuoc',
  'words that are none': 'xqzt ',
  digits: '1',
  'digits and strokes': '1/',
  marks: 'a\u0301\u0301\u0301',
  'joined words': 'duongnguyenhuengapnuoc ',
}))
  test(`a megabyte of ${what}`, { timeout: 60_000 }, () => {
    normalise(unit.repeat(Math.ceil(1_000_000 / unit.length)))
  })
