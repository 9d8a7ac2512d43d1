/** What a witness says of one log never goes back in time, whatever its clock does. */

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { timeOf } from '@goc/record/signature.ts'
import { parseCosignatures } from '@goc/record/witness.ts'
import fc from 'fast-check'
import { startWitness } from './server.ts'
import { aLog, endWitnesses, inProcess, post, servers } from './testing.ts'

after(endWitnesses)

const START = 1_767_225_600
const signedAt = (body: string) => timeOf(parseCosignatures(body)[0]!.bytes)!

test('a clock set back by a little signs the last time once more, until it has caught up', async () => {
  const log = aLog('log.example/little')
  let clock = START
  const { url } = await inProcess('little', [log.vkey], { now: () => clock })
  const times: number[] = []
  for (const [size, at] of [0, -1, -60, 0, 5].entries()) {
    clock = START + at
    times.push(signedAt((await post(url, await log.ask(size, size + 1))).body))
  }
  assert.deepEqual(times, [START, START, START, START, START + 5])
})

test('a clock that is far behind signs nothing, says so, and goes on once it is set right, also after a restart', async () => {
  const log = aLog('log.example/far')
  const other = aLog('log.example/other-clock')
  let clock = START
  const { url, options, witness, lines } = await inProcess('far', [log.vkey, other.vkey], {
    now: () => clock,
  })
  assert.equal((await post(url, await log.ask(0, 3))).status, 200)
  clock = START - 61
  for (const size of [3, 4]) {
    const { status, body } = await post(url, await log.ask(3, size))
    assert.deepEqual([status, body], [503, 'the clock of this witness is at least 61 seconds behind\n'])
  }
  assert.equal(witness.seen(log.origin), 3)
  assert.deepEqual(lines, ['witness: the clock of this witness is at least 61 seconds behind: set it right'])
  // What needs no time is answered as ever, and another log has a time of its own.
  assert.equal((await post(url, await log.ask(2, 4))).status, 409)
  assert.equal((await post(url, await aLog('log.example/far', 'another ').ask(3, 4))).status, 422)
  assert.equal(signedAt((await post(url, await other.ask(0, 1))).body), START - 61)

  await witness.close()
  const again = await startWitness({ host: '127.0.0.1', port: 0 }, options)
  servers.push(again)
  const restarted = `http://127.0.0.1:${again.port}`
  assert.equal((await post(restarted, await log.ask(3, 4))).status, 503)
  assert.equal(again.seen(log.origin), 3)
  clock = START + 1
  const right = await post(restarted, await log.ask(3, 4))
  assert.equal(signedAt(right.body), START + 1)
  assert.equal(again.seen(log.origin), 4)
})

test('a clock that was never set signs nothing, also of a log that was never seen', async () => {
  const log = aLog('log.example/unset')
  let clock = 0
  const { url } = await inProcess('unset', [log.vkey], { now: () => clock })
  for (const unset of [0, 12_345]) {
    clock = unset
    assert.equal((await post(url, await log.ask(0, 1))).status, 503)
  }
  clock = START
  assert.equal(signedAt((await post(url, await log.ask(0, 1))).body), START)
})

test('whatever the clock does, of each log the times never go back', { timeout: 60_000 }, async () => {
  const logs = [aLog('log.example/any-0'), aLog('log.example/any-1')]
  const keys = logs.map(({ vkey }) => vkey)
  let clock = START
  let run = 0
  const step = fc.record({
    log: fc.nat(1),
    by: fc.integer({ min: -90, max: 90 }),
    grow: fc.nat(2),
    restart: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      let { witness, options } = await inProcess(`any-${run++}`, keys, { now: () => clock })
      const last = [0, 0]
      for (const { log: i, by, grow, restart } of steps) {
        clock += by
        if (restart) {
          await witness.close()
          witness = await startWitness({ host: '127.0.0.1', port: 0 }, options)
          servers.push(witness)
        }
        const log = logs[i]!
        const size = witness.seen(log.origin)
        const { status, body } = await post(
          `http://127.0.0.1:${witness.port}`,
          await log.ask(size, size + grow),
        )
        if (status === 503) {
          assert.ok(last[i]! > clock)
          continue
        }
        assert.equal(status, 200, body)
        const time = signedAt(body)
        assert.ok(time >= last[i]! && time >= clock, `${time} after ${last[i]} at ${clock}`)
        last[i] = time
      }
    }),
    { numRuns: 15 },
  )
})
