import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act } from './act.ts'
import { count, featureOf, features } from './features.ts'

test('a kind belongs to the feature it is named after', () => {
  for (const [name, feature] of Object.entries(features)) {
    for (const kind of Object.keys(feature.shapes)) {
      assert.ok(kind.startsWith(`${name}.`), kind)
      assert.equal(featureOf(kind), feature)
    }
  }
})

test('words that every object answers to name no feature', () => {
  for (const kind of [
    'constructor.x',
    '__proto__.x',
    'toString.x',
    'constructorx',
    'unit',
    '',
    '.',
    'units.moved',
  ]) {
    assert.equal(featureOf(kind), undefined, kind)
    assert.deepEqual(count({ kind } as Act), [], kind)
  }
})
