/** What is kept between visitors: figures of one checkpoint, and nothing that may be erased. */

import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { keeping } from '../src/lib/server/kept.ts'
import type { Readers } from '../src/lib/server/read.ts'

const today = '2026-03-02'
const year = { unit: '25', from: '2025-01-01', to: '2025-12-31' }

describe('figures that are kept', () => {
  let root: string
  let asked: Record<string, number>
  let readers: Readers
  let generation: number
  /** Another visitor. */
  const visit = (day = today) => keeping(readers, day, generation)

  beforeEach(() => {
    root = 'a'
    asked = {}
    generation = 0
    const answer = (name: string, value: () => unknown) => async () => {
      asked[name] = (asked[name] ?? 0) + 1
      return value()
    }
    readers = {
      checkpoint: answer('checkpoint', () => ({ root })),
      claim: answer('claim', () => ({ checkpoint: { root } })),
      breakdown: answer('breakdown', () => new Array(3_000).fill({})),
      meeting: answer('meeting', () => ({ topic: 'words' })),
      years: answer('years', () => []),
    } as unknown as Readers
  })

  test('are read once for all visitors', async () => {
    await visit().claim(year)
    await visit().claim({ ...year })
    assert.deepEqual(asked, { checkpoint: 1, claim: 1 })
  })

  test('are read anew as soon as the record has grown', async () => {
    await visit().claim(year)
    root = 'b'
    generation++
    const claim = await visit().claim(year)
    assert.equal(claim?.checkpoint.root, 'b')
  })

  test('stay when another generation has the same record', async () => {
    await visit().claim(year)
    generation++
    await visit().claim(year)
    assert.deepEqual(asked, { checkpoint: 2, claim: 1 })
  })

  test('end with the day: what is overdue depends on it', async () => {
    await visit().years()
    generation++
    await visit('2026-03-03').years()
    assert.equal(asked.years, 2)
  })

  test('do not hold what people said', async () => {
    await visit().meeting('m')
    await visit().meeting('m')
    assert.equal(asked.meeting, 2)
  })

  test('do not remember a fault', async () => {
    const claim = readers.claim
    readers.claim = async () => Promise.reject(new Error('no database'))
    await assert.rejects(visit().claim(year))
    readers.claim = claim
    assert.ok(await visit().claim(year))
  })

  test('do not grow without end', async () => {
    await visit().breakdown(year)
    await visit().breakdown({ ...year, unit: '26' })
    await new Promise(setImmediate)
    await visit().breakdown(year)
    assert.equal(asked.breakdown, 3)
  })
})
