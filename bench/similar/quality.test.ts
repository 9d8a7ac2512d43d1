import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OFFERED } from '@goc/domain/similar/score.ts'
import { groups, halves } from './groups.ts'
import { bestThreshold, overlap, quality, scored } from './measured.ts'

const { tuning, heldOut } = halves()

test('at least 200 pairs, each kind in both halves, no group in two', () => {
  assert.ok(tuning.length + heldOut.length >= 200)
  assert.ok(heldOut.length >= 100)
  for (const half of [tuning, heldOut])
    assert.equal(new Set(half.map(({ kind }) => kind)).size, 8, 'paraphrase to time')
  const texts = new Set(tuning.flatMap(({ a, b }) => [a.text, b.text]))
  const both = heldOut.filter(({ a }) => texts.has(a.text))
  assert.deepEqual(both, [])
  assert.ok(groups.every(({ same, other }) => same.length > 2 && other.length > 1))
})

test('the held-out half: what is offered is the same, and what is the same is offered', () => {
  const { precision, recall } = quality(heldOut, scored, OFFERED)
  assert.ok(precision >= 0.88, `precision ${precision}`)
  assert.ok(recall >= 0.88, `recall ${recall}`)
})

test('which a threshold of common words does not do', () => {
  const { f1 } = quality(heldOut, overlap, bestThreshold(tuning, overlap))
  assert.ok(quality(heldOut, scored, OFFERED).f1 > f1 + 0.15, `${f1}`)
})
