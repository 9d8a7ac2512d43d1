import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { LEASE } from '@goc/store/notices/queue.ts'
import { type MailServer, mailServer, openVillage, type Village } from './peers.test.ts'

const ADDRESSES = 12
const script = fileURLToPath(new URL('testing-process.ts', import.meta.url))

let village: Village
let mail: MailServer
before(async () => {
  village = await openVillage()
  mail = await mailServer()
})
after(async () => {
  await mail.shut()
  await village.close()
})

/** A process takes its time to start on a busy machine. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 3_000 && !(await holds()); i++) await sleep(10)
  assert.ok(await holds())
}

/** A process that sends; each later one lives when the leases of the one before have ended. */
function sending(round: number) {
  const { url, data } = village.record
  const args = [script, url, data, mail.url, String(round * (LEASE + 1))]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  return async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

test('a process that is killed again and again loses no message, and sends none anew but under its old key', async () => {
  const { pool } = village.record.store
  const { id } = await village.raised()
  for (let i = 0; i < ADDRESSES; i++) await village.ask(id, `n${i}@example.vn`)
  // As if each had followed its link.
  await pool.query(`delete from notice`)
  await pool.query(`update subscription set confirm = null, since = 0`)
  await village.accept(id)
  await village.answer(id)
  const all = ADDRESSES * 2
  let round = 0
  for (; mail.mails.length < all && round < 30; round++) {
    const kill = sending(round)
    const seen = mail.mails.length
    // Killed while it sends, at one moment or another.
    await until(() => mail.mails.length > seen)
    await sleep(round % 5)
    await kill()
  }
  const kill = sending(round + 1)
  await until(async () => (await village.waiting()) === 0)
  await kill()
  const keys = new Map<string, Set<string>>()
  for (const { to, subject, headers } of mail.mails) {
    const told = `${to} ${subject}`
    keys.set(told, (keys.get(told) ?? new Set()).add(headers.get('message-id')!))
  }
  assert.equal(keys.size, all, 'each is told of each step')
  for (const [told, ids] of keys) assert.equal(ids.size, 1, told)
  assert.equal(new Set([...keys.values()].flatMap((ids) => [...ids])).size, all)
})
