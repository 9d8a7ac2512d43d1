/** Places are found as people type them. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findUnits } from '../src/lib/find-units.ts'
import type { UnitLabel } from '../src/lib/server/read.ts'

const names = [
  'tỉnh Phú Thọ',
  'phường Phú Thọ',
  'xã Thanh Sơn',
  'xã Thành Sơn',
  'xã Thanh Sơn Thượng',
  'xã Hoà Bình',
  'xã Mỹ Lung',
  'Sở Y tế',
  'xã Đoan Hùng',
  'xã Hùng Việt',
]
const units = names.map(
  (name, i): UnitLabel => ({
    id: `u${i}`,
    code: `080${i}`,
    kind: name.startsWith('Sở') ? 'office' : 'commune',
    name,
  }),
)
const find = (asked: string) => findUnits(units, asked).map(({ name }) => name)

for (const [asked, found, why] of [
  ['xã Thanh Sơn', ['xã Thanh Sơn'], 'a whole name with its marks is that place alone'],
  ['Thanh Sơn', ['xã Thanh Sơn'], 'nobody needs to say what kind of place it is'],
  ['thanh son', ['xã Thanh Sơn', 'xã Thành Sơn'], 'without marks, a name may be two places'],
  ['doan hung', ['xã Đoan Hùng'], 'đ is d'],
  ['hung', ['xã Đoan Hùng', 'xã Hùng Việt'], 'a part of a name offers every place that has it'],
  [
    'son thanh',
    ['xã Thanh Sơn', 'xã Thành Sơn', 'xã Thanh Sơn Thượng'],
    'the order of words does not matter',
  ],
  ['hòa bình', ['xã Hoà Bình'], 'a tone mark may stand on either vowel'],
  ['mi lung', ['xã Mỹ Lung'], 'i is y'],
  ['so y te', ['Sở Y tế'], 'offices are places too'],
  ['phu tho', ['tỉnh Phú Thọ', 'phường Phú Thọ'], 'a province and a ward may share a name'],
  ['0802', ['xã Thanh Sơn'], 'a code names its place'],
  ['  ', [], 'blanks ask for nothing'],
  ['khong co', [], 'what is nowhere is not found'],
  ['oa', [], 'the middle of a word is no match'],
] as const) {
  test(`“${asked}”: ${why}`, () => assert.deepEqual(find(asked), found))
}
