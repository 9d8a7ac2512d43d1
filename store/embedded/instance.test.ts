import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { act, endActors } from '../testing/actor.ts'
import { temporaryFolder } from '../testing/folder.ts'
import { type InstanceLock, lockInstance, whyOccupied } from './instance.ts'

const { folder, remove } = temporaryFolder()
after(() => {
  endActors()
  remove()
})

const module = JSON.stringify(new URL('./instance.ts', import.meta.url).href)
const locking = `const { lockInstance } = await import(${module})
  const lock = await lockInstance(${JSON.stringify(folder)})`

test('a second one is told who serves the folder, in one line', async () => {
  const first = act(
    `${locking}; lock.announce('http://localhost:3000'); say(lock.heldBy ?? 'mine'); await told()`,
  )
  assert.equal(await first.hear(), 'mine')
  const second = await lockInstance(folder)
  assert.deepEqual(second, { heldBy: first.pid, address: 'http://localhost:3000' })
  const line = whyOccupied(folder, { heldBy: first.pid, address: 'http://localhost:3000' })
  assert.match(line, new RegExp(`in use by process ${first.pid} at http://localhost:3000`))
  assert.doesNotMatch(line, /\n/)
  first.kill('SIGKILL')
  await first.ended
})

test('the lock of a killed process is free at once, whoever has its pid now', async () => {
  const killed = act(`${locking}; say('held'); await told()`)
  await killed.hear()
  killed.kill('SIGKILL')
  await killed.ended
  // as if the pid had been given to a process that lives: here, to us
  writeFileSync(path.join(folder, 'serve.json'), JSON.stringify({ heldBy: process.pid }))
  const lock = await lockInstance(folder)
  assert.equal(lock.heldBy, undefined)
  ;(lock as InstanceLock).release()
})

test('also within one process, and free again after its release', async () => {
  const lock = (await lockInstance(folder)) as InstanceLock
  assert.equal((await lockInstance(folder)).heldBy, process.pid)
  lock.release()
  const again = (await lockInstance(folder)) as InstanceLock
  assert.equal(again.heldBy, undefined)
  again.release()
})

test('of many who start at once, exactly one gets it', async () => {
  const actors = Array.from({ length: 8 }, () => act(`${locking}; say(lock.heldBy ?? 0); await told()`))
  const heldBy = await Promise.all(actors.map((actor) => actor.hear<number>()))
  assert.equal(heldBy.filter((pid) => pid === 0).length, 1)
  const winner = actors[heldBy.indexOf(0)]!.pid
  assert.deepEqual(new Set(heldBy), new Set([0, winner]))
  for (const actor of actors) actor.kill('SIGKILL')
  await Promise.all(actors.map((actor) => actor.ended))
})
