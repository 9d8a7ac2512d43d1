import assert from 'node:assert/strict'
import { test } from 'node:test'
import { itemsOf, partsOf, unitItems } from '../items.ts'
import { randomFor } from '../random.ts'
import { fields, pairsBy } from './fields.ts'
import { fill, gapsOf } from './words.ts'

const plan = { seed: 'goc', scale: 1, today: '2026-11-24' }
const words = [...unitItems(), ...partsOf(plan).flatMap((part) => [...itemsOf(part, plan)])].flatMap((item) =>
  item.told.steps.flatMap((step) => step.words ?? []),
)
const distinct = (kind: string) => new Set(words.filter((one) => one.kind === kind).map(({ text }) => text))

test('every field has its questions, each with an answer', () => {
  assert.equal(fields.length, 11)
  for (const field of fields) {
    assert.equal(pairsBy[field].length, 10, field)
    for (const { said, answer } of pairsBy[field]) {
      assert.match(said, /^(\p{Lu}|\{)/u, said)
      assert.match(answer, /^(\p{Lu}|\{)/u, said)
      assert.ok(!said.includes('→') && !said.includes('{d}'), said)
    }
  }
})

test('varied', () => {
  assert.ok(distinct('text').size > 4000, `${distinct('text').size} texts of opinions`)
  assert.ok(distinct('answer').size > 4000, `${distinct('answer').size} answers`)
  assert.ok(distinct('topic').size > 200, `${distinct('topic').size} topics`)
})

test('no number of a telephone, of a person or of an account, and no gap left open', () => {
  for (const { text } of words) {
    assert.doesNotMatch(text, /\d{5,}/, text)
    assert.doesNotMatch(text, /(?:\d[ .-]?){9,}/, text)
    assert.doesNotMatch(text, /[{}→@]|undefined|https?:/, text)
    assert.equal(text, text.normalize('NFC').trim())
  }
})

test('chairs are offices', () => {
  for (const chair of distinct('chair'))
    assert.match(chair, /^(Bí thư|Phó Chủ tịch|Chủ tịch|Giám đốc) (Tỉnh ủy|Đảng ủy|UBND|Sở|Công an)/, chair)
})

test('everything is public: nobody said it', () => {
  assert.ok(words.every((one) => one.public))
})

test('a sentence that asks for what is not known is a fault', () => {
  const random = randomFor('gaps')
  const gaps = gapsOf(random, { unit: 'xã Tân Lạc', hamlet: 'khu 3' })
  assert.equal(fill(random, '{x}, {o}', gaps), 'Xã Tân Lạc, khu 3')
  assert.throws(() => fill(random, 'trước ngày {d}', gaps), /nothing for \{d\}/)
})
