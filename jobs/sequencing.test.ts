import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { RecordBehind } from '@goc/store/ratchet.ts'
import type { Sequencer } from '@goc/store/sequencer.ts'
import { startSequencing } from './sequencing.ts'

/** A sequencer that does as it is told, and counts. */
function told(answers: Awaited<ReturnType<Sequencer['step']>>[] | (() => Promise<never>)) {
  let steps = 0
  const sequencer: Sequencer = {
    async step() {
      steps++
      return typeof answers === 'function' ? answers() : answers.shift()
    },
  }
  return { sequencer, steps: () => steps }
}

const until = async (holds: () => boolean) => {
  for (let i = 0; i < 400 && !holds(); i++) await sleep(5)
  assert.ok(holds())
}

test('an idle record answers a call at once and not after a period', async () => {
  const { sequencer, steps } = told([])
  const loop = startSequencing(sequencer, { period: 60_000 })
  await until(() => steps() === 1)
  loop.wake()
  await until(() => steps() === 2)
  await loop.stop()
})

test('under load a call does not shorten the period', async () => {
  const { sequencer, steps } = told([{ size: 1, added: 1, t: 1 }])
  const loop = startSequencing(sequencer, { period: 60_000 })
  await until(() => steps() === 1)
  loop.wake()
  await sleep(50)
  assert.equal(steps(), 1)
  await loop.stop()
})

test('a fault is said once, shown as trouble, and the loop goes on', async () => {
  const lines: string[] = []
  let broken = true
  const { sequencer, steps } = told(async () => {
    if (broken) throw new Error('the database is away')
    return undefined as never
  })
  const loop = startSequencing(sequencer, { period: 5, log: (line) => lines.push(line) })
  await until(() => steps() > 5)
  assert.match(loop.trouble?.message ?? '', /away/)
  assert.equal(lines.length, 1)
  broken = false
  await until(() => loop.trouble === undefined)
  await loop.stop()
})

test('a record that a person must mend is not hammered, and stopping does not wait for it', async () => {
  const { sequencer, steps } = told(async () => {
    throw new RecordBehind('catch up')
  })
  const loop = startSequencing(sequencer, { period: 5, log: () => undefined })
  await until(() => loop.trouble instanceof RecordBehind)
  await sleep(60)
  assert.equal(steps(), 1)
  await loop.stop()
})
