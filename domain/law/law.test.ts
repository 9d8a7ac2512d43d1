import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vietnamCalendar } from '../calendar/vietnam.ts'
import { SILENT_AFTER_DAYS } from '../opinions/figures.ts'
import { VERDICT_WITHIN_DAYS } from '../opinions/rules.ts'
import { code } from '../schema.ts'
import { dueUnder } from './due.ts'
import { law, ruleOn } from './law.ts'
import { type Rule, ruleIn } from './rule.ts'

const today = '2026-11-25'

test('on any day, a code has at most one row', () => {
  for (const [i, one] of law.entries()) {
    for (const other of law.slice(i + 1)) {
      if (one.code !== other.code) continue
      const apart = (a: Rule, b: Rule) => a.to !== undefined && b.from !== undefined && a.to < b.from
      assert.ok(apart(one, other) || apart(other, one), `${one.code} twice`)
    }
  }
})

test('every row is a code that acts may name, a number, a grade and a basis in both languages', () => {
  for (const { code: name, value, unit, grade, basis, from, to } of law) {
    assert.ok(code.holds(name) && name !== 'books', name)
    assert.ok(Number.isSafeInteger(value) && value > 0, name)
    assert.ok(['day', 'working-day', 'working-hour', 'times', 'percent'].includes(unit), name)
    assert.ok(['V', 'V*', 'M', 'proposal'].includes(grade), name)
    assert.equal(basis.law === undefined, grade === 'proposal', `${name}: only a proposal has no law`)
    if (basis.law) assert.match(basis.law, /^\d+\/\d{4}\/[A-ZĐ0-9-]+$/, name)
    for (const words of [basis.vi, basis.en]) assert.match(words, /^[\p{Lu}].{15,140}\.$/u, name)
    if (from && to) assert.ok(from <= to, name)
  }
})

test('what the words say is what the number is', () => {
  const spelt: Record<number, RegExp> = { 1: /once|một lần/, 2: /twice|hai lần/ }
  for (const { code: name, value, basis } of law) {
    for (const words of [basis.vi, basis.en]) {
      assert.match(words, spelt[value] ?? new RegExp(`(?<!\\d)${value}(?!\\d)`), name)
    }
  }
})

test('a rule holds from its first day to its last', () => {
  assert.equal(ruleOn('dialogue-notice', '2025-06-30'), undefined)
  assert.equal(ruleOn('dialogue-notice', '2025-07-01')?.value, 7)
  assert.equal(ruleOn('dialogue-minutes', today)?.value, 10)
  const [row] = law as [Rule]
  const versions: Rule[] = [
    { ...row, code: 'x', value: 1, to: '2025-12-31' },
    { ...row, code: 'x', value: 2, from: '2026-01-01', to: '2026-06-30' },
  ]
  const values = ['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(
    (day) => ruleIn(versions, 'x', day)?.value,
  )
  assert.deepEqual(values, [1, 2, 2, undefined])
  assert.equal(ruleIn(law, 'constructor', today), undefined)
})

test('a unit that has its own rule puts it first', () => {
  const own: Rule = {
    code: 'petition-normal',
    value: 3,
    unit: 'working-day',
    grade: 'V',
    from: '2026-01-01',
    basis: { law: '1/2026/QĐ-UBND', vi: '…', en: '…' },
  }
  assert.equal(ruleIn([own, ...law], 'petition-normal', today)?.value, 3)
  assert.equal(ruleIn([own, ...law], 'petition-normal', '2025-12-31')?.value, 5)
})

test('the constants that opinions are judged and counted by are the table’s', () => {
  assert.deepEqual(
    [ruleOn('answer-silent', today)?.value, ruleOn('answer-silent', today)?.unit],
    [SILENT_AFTER_DAYS, 'day'],
  )
  assert.deepEqual(
    [ruleOn('answer-verdict', today)?.value, ruleOn('answer-verdict', today)?.unit],
    [VERDICT_WITHIN_DAYS, 'day'],
  )
})

test('a deadline says under which rule and calendar it was computed', () => {
  const due = (name: Parameters<typeof ruleOn>[0], start: string) =>
    dueUnder(ruleOn(name, start)!, vietnamCalendar, start)
  assert.deepEqual(due('opinion-answer', '2026-03-02'), {
    due: '2026-03-23',
    provisional: false,
    start: '2026-03-02',
    rule: 'opinion-answer',
    calendar: 'vn-2026-11',
  })
  assert.equal(due('dialogue-minutes', '2026-03-04')?.due, '2026-03-16')
  assert.equal(due('dialogue-per-year', today), undefined)
  assert.equal(due('petition-urgent', today), undefined)
})
