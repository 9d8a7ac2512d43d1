import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { now } from '@goc/store/clock.ts'
import { finish, LEASE, takeDue } from '@goc/store/notices/queue.ts'
import { PERMIT_HOLDS } from '@goc/store/notices/seal.ts'
import { readSteps, stepOf } from '@goc/store/notices/steps.ts'
import {
  askToBeTold,
  CONFIRM_WITHIN,
  confirmAsked,
  forgetUnconfirmed,
  permitFor,
} from '@goc/store/notices/subscriptions.ts'
import { until } from '../testing.ts'
import { sent } from './carrier.ts'
import { startNotices } from './notices.ts'
import { ORIGIN, openVillage, scripted, type Village } from './peers.test.ts'

let village: Village
before(async () => {
  village = await openVillage()
})
after(() => village.close())

const push = (name: string) => JSON.stringify({ endpoint: `https://push.example/${name}` })
const clear = () => village.record.store.pool.query('delete from notice')
const readAll = async () => {
  while ((await readSteps(village.record.store, now())).more);
}
const mine = async (id: string) => {
  const { rows } = await village.record.store.pool.query(
    `select step, due_at as "dueAt", tries from notice join subscription on subscription.id = subscription where subject = $1 order by entry`,
    [`petition/${id}`],
  )
  return rows as { step: string; dueAt: number; tries: number }[]
}

test('readers at once make each notice once, and one that fails midway leaves the acts for the next', async () => {
  const { id } = await village.raised()
  await village.ask(id, push('a'), { channel: 'push' })
  await village.accept(id)
  const { pool } = village.record.store
  const cursor = async () => (await pool.query('select next from notice_cursor')).rows[0].next
  const before = await cursor()
  await pool.query('alter table notice add constraint broken check (entry is null) not valid')
  await assert.rejects(readAll())
  assert.equal(await cursor(), before, 'the cursor moves with what it read, or not at all')
  await pool.query('alter table notice drop constraint broken')
  await Promise.all([readAll(), readAll(), readAll()])
  await village.answer(id)
  await Promise.all([readAll(), readAll()])
  await readAll()
  assert.deepEqual(
    (await mine(id)).map(({ step }) => step),
    ['accepted', 'answered'],
  )
  await clear()
})

test('whoever confirms later is told of what comes after, and not of what was before', async () => {
  const { id } = await village.raised()
  await village.ask(id, 'an@example.vn')
  await village.accept(id)
  const { store, master } = village.means
  const [asked] = await takeDue({ store, master }, 'email', 10, now())
  assert.ok(asked?.about === 'confirm')
  assert.ok(await confirmAsked(village.asking, asked.confirm))
  await finish(store, asked.notice, 'sent', now())
  await readAll()
  assert.deepEqual(await mine(id), [])
  await village.answer(id)
  await readAll()
  assert.deepEqual(
    (await mine(id)).map(({ step }) => step),
    ['answered'],
  )
  await clear()
})

test('what someone took who then died is taken again after the lease, under the same key', async () => {
  const { id } = await village.raised()
  await village.ask(id, push('lease'), { channel: 'push' })
  await village.accept(id)
  await readAll()
  const { store, master } = village.means
  const t = now()
  const take = (most: number, at: number) => takeDue({ store, master }, 'push', most, at)
  const both = (await Promise.all([take(1, t), take(10, t)])).flat()
  assert.equal(both.length, 1, 'two at once do not take one notice')
  assert.deepEqual(await take(10, t + LEASE - 1), [])
  const [again] = await take(10, t + LEASE)
  assert.equal(again?.address, push('lease'))
  assert.equal(again?.key, both[0]!.key)
  await finish(store, again!.notice, 'sent', t)
  assert.equal(await village.waiting(), 0)
})

test('what is not taken now waits ever longer, and is dropped when it is no news any more', async () => {
  const { id } = await village.raised()
  await village.ask(id, push('later'), { channel: 'push' })
  await village.accept(id)
  await readAll()
  const { store, master } = village.means
  let t = now()
  const waits: number[] = []
  for (let i = 0; i < 4; i++) {
    const [taken] = await takeDue({ store, master }, 'push', 10, t)
    await finish(store, taken!.notice, 'later', t)
    const { dueAt } = (await mine(id))[0]!
    waits.push(dueAt - t)
    t = dueAt
  }
  assert.deepEqual(waits, [30, 60, 120, 240])
  t += 8 * 86_400
  const [taken] = await takeDue({ store, master }, 'push', 10, t)
  await finish(store, taken!.notice, 'later', t)
  assert.equal(await village.waiting(), 0)
})

test('a gateway that is dead, or slow, keeps neither other ways nor any matter waiting', async () => {
  const { id } = await village.raised()
  await village.ask(id, push('dead'), { channel: 'push' })
  assert.deepEqual(await village.ask(id, '+84900000000', { channel: 'phone' }), { state: 'confirm' })
  const dead = scripted('phone', () => ({ delivery: 'down', why: 'ECONNREFUSED' }))
  const alive = scripted('push', () => sent)
  const { store, master, published } = village.means
  const logged: string[] = []
  const options = { origin: ORIGIN, period: 10, log: (line: string) => logged.push(line) }
  const notices = startNotices({ store, master, published, carriers: [dead, alive], ...options })
  await until(() => dead.tried.length > 1)
  await village.accept(id)
  await village.answer(id)
  await until(() => alive.tried.length === 2)
  await notices.stop()
  assert.ok(dead.tried.length < 12, `it was tried ${dead.tried.length} times`)
  assert.equal(new Set(dead.tried.map(({ key }) => key)).size, 1, 'each time under the same key')
  assert.deepEqual(logged, ['notices by phone: ECONNREFUSED'], 'and said once')
  await clear()
})

test('only who was shown the matter with its receipt may ask, for a day, and for that matter', async () => {
  const [one, other] = [await village.raised(), await village.raised()]
  const { asking } = village
  const permit = (await permitFor(asking, one.id))!
  const asked = { channel: 'push' as const, lang: 'vi' as const, address: push('permit') }
  const not = { refusal: 'not-permitted' }
  assert.deepEqual(await askToBeTold(asking, { ...asked, id: other.id, permit }), not)
  assert.deepEqual(await askToBeTold(asking, { ...asked, id: one.id, permit: `9${permit}` }), not)
  assert.deepEqual(await askToBeTold(asking, { ...asked, id: one.id, permit: '' }), not)
  const late = { ...asking, now: () => now() + PERMIT_HOLDS + 1 }
  assert.deepEqual(await askToBeTold(late, { ...asked, id: one.id, permit }), not)
  assert.deepEqual(await askToBeTold(asking, { ...asked, id: one.id, permit }), { state: 'told' })
})

test('nobody is flooded with questions by strangers, and a matter is not followed by thousands', async () => {
  for (let i = 0; i < 5; i++) {
    const { id } = await village.raised()
    assert.deepEqual(await village.ask(id, 'victim@example.vn'), { state: 'confirm' })
  }
  const { id } = await village.raised()
  assert.deepEqual(await village.ask(id, 'victim@example.vn'), { refusal: 'too-often' })
  for (let i = 0; i < 20; i++) await village.ask(id, push(`many${i}`), { channel: 'push' })
  assert.deepEqual(await village.ask(id, push('more'), { channel: 'push' }), { refusal: 'too-many' })
  assert.deepEqual(await village.ask(id, push('many3'), { channel: 'push' }), { state: 'told' })
  await clear()
})

test('asking again before confirming leaves one link that holds, and who never confirms is forgotten', async () => {
  const { id } = await village.raised()
  const { store, master } = village.means
  let t = now()
  const asking = { ...village.asking, now: () => t }
  const permit = (await permitFor(asking, id))!
  const asked = { id, permit, channel: 'email' as const, lang: 'vi' as const, address: 'again@example.vn' }
  const link = async () => {
    await askToBeTold(asking, asked)
    const [taken] = await takeDue({ store, master }, 'email', 10, t)
    assert.ok(taken?.about === 'confirm')
    return taken.confirm
  }
  const first = await link()
  t += 60
  const second = await link()
  assert.equal(await confirmAsked(asking, first), undefined)
  t += CONFIRM_WITHIN
  assert.equal(await confirmAsked(asking, second), undefined, 'after three days it holds no more')
  await forgetUnconfirmed(asking)
  const kept = await store.pool.query('select 1 from subscription where subject = $1', [`petition/${id}`])
  assert.equal(kept.rowCount, 0)
})

test('of what an office does within itself nobody is told', () => {
  for (const kind of [
    'petition.assigned',
    'petition.drafted',
    'petition.returned',
    'petition.erased',
  ] as const)
    assert.equal(stepOf({ kind }), undefined)
  assert.equal(stepOf({ kind: 'petition.disputed', reopens: true }), 'reopened')
  assert.equal(stepOf({ kind: 'petition.disputed', reopens: false }), undefined)
})
