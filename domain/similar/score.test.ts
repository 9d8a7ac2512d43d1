import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { syllablesOf } from './normalise.ts'
import { placesIn } from './places.ts'
import { likeness, OFFERED, otherOf } from './score.ts'
import { subjectsIn } from './subjects.ts'
import { keysOf, lookupOf, type Matter, tokensOf, traitsOf } from './traits.ts'

const matter = (text: string, changed: Partial<Matter> = {}): Matter => ({
  unit: '05130',
  field: '',
  text,
  day: '2025-07-15',
  ...changed,
})
const score = (a: Matter, b: Matter) => likeness(traitsOf(a), otherOf(traitsOf(b))).score
const places = (text: string) =>
  placesIn(syllablesOf(text)).mentions.map(({ slot, value }) => (value ? `${slot}=${value}` : slot))
const subjects = (text: string) => [...subjectsIn(syllablesOf(text).map(({ letters }) => letters)).subjects]

for (const [text, ...found] of [
  ['Ngõ 12 đường Nguyễn Huệ', 'lane=12', 'street=nguien hue'],
  ['ngo 12 duong nguyen hue', 'lane=12', 'street=nguien hue'],
  ['khu dân cư số 4', 'quarter=4'],
  ['kdc 4', 'quarter=4'],
  ['tổ ba', 'group=3'],
  ['số nhà 45', 'house=45'],
  ['xóm Mới nộp hồ sơ', 'hamlet=moi'],
  ['nông thôn mới'],
  ['cả xóm ngập'],
  ['đường bị ngập'],
  ['ô tô 7 chỗ'],
  ['bán hàng rong ban đêm'],
  ['trường mầm non bị dột', 'nursery'],
  ['ql 32 km 85', 'road=32', 'km=85'],
  ['đường Phan Bội Châu', 'street=phan boi'],
])
  test(`places: ${text}`, () => {
    const mine = places(text!).map((place) => place.replaceAll('y', 'i'))
    assert.deepEqual(
      mine,
      found.map((place) => place.replaceAll('y', 'i')),
    )
  })

for (const [text, subject] of [
  ['đường ngập', 'flood'],
  ['úng nước', 'flood'],
  ['lụt', 'flood'],
  ['đèn đường hỏng', 'light'],
  ['điện chiếu sáng không sáng', 'light'],
  ['mất nước', 'nowater'],
  ['nước máy bị cúp', 'nowater'],
  ['ổ gà', 'pothole'],
  ['hư hỏng mặt đường', 'pothole'],
  ['cống nghẹt', 'drain'],
  ['tắc cống', 'drain'],
  ['sổ đỏ', 'landcert'],
  ['giấy chứng nhận quyền sử dụng đất', 'landcert'],
  ['mùi hôi', 'smell'],
  ['karaoke ồn', 'noise'],
  ['chó thả rông', 'dogs'],
])
  test(`subject: ${text}`, () => assert.ok(subjects(text!).includes(subject!), String(subjects(text!))))

test('the same words at another number are another matter', () => {
  for (const [a, b] of [
    ['thôn 3', 'thôn 5'],
    ['khu 7', 'khu 9'],
    ['ngõ 12', 'ngõ 21'],
    ['số nhà 45', 'số nhà 145'],
    ['tổ 4', 'tổ 14'],
  ]) {
    const at = (where: string) => matter(`Rác thải ở ${where} ba ngày không thu gom, bốc mùi`)
    assert.ok(score(at(a!), at(a!)) > 0.8)
    assert.ok(score(at(a!), at(b!)) < 0.2, `${a} ${b}`)
  }
})

test('far points are not one place, near ones are', () => {
  const at = (lat: number, lon: number) => matter('Khói đốt rơm mù mịt', { point: { lat, lon } })
  assert.ok(score(at(21.4, 105.1), at(21.4012, 105.0993)) > OFFERED)
  assert.ok(score(at(21.4, 105.1), at(21.46, 105.17)) < 0.2)
})

test('years apart it is another time', () => {
  const text = 'Đường Nguyễn Huệ ngập'
  assert.ok(score(matter(text), matter(text, { day: '2025-07-30' })) > OFFERED)
  assert.ok(score(matter(text), matter(text, { day: '2026-07-15' })) < 0.1)
})

const said = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'cống tắc ngập rác đèn đường thôn 3 ngõ 12 Nguyễn Huệ xóm Đình trước sau bị không số nhà'.split(
          ' ',
        ),
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 30 },
  )
  .map((list) => list.join(' '))
const anyMatter = fc.record({
  unit: fc.constantFrom('05130', '05131'),
  field: fc.constantFrom('', 'moi_truong', 'giao_thong'),
  text: said,
  place: said,
  point: fc.record({
    lat: fc.double({ min: 8, max: 24, noNaN: true }),
    lon: fc.double({ min: 102, max: 110, noNaN: true }),
  }),
  day: fc.constantFrom('2025-01-31', '2025-02-01', '2025-07-15'),
})

test('a score is between 0 and 1, whatever is said; few tokens and keys', () => {
  fc.assert(
    fc.property(anyMatter, anyMatter, (a, b) => {
      const found = score(a, b)
      assert.ok(found >= 0 && found <= 1)
      assert.ok(tokensOf(traitsOf(a)).length <= 200)
      assert.ok(keysOf(traitsOf(a)).length <= 40 && lookupOf(traitsOf(a)).length <= 80)
    }),
  )
})

test('whatever is said, a matter is found by its own keys', () => {
  fc.assert(
    fc.property(anyMatter, (a) => {
      const keys = new Set(keysOf(traitsOf(a)))
      assert.ok(lookupOf(traitsOf(a)).some(({ key }) => keys.has(key)))
    }),
  )
})
