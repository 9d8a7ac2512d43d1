import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Role } from '@goc/domain/people.ts'
import { now } from '@goc/store/clock.ts'
import { countDigest, isDigestTime, makeDigests, setDigest, wantsDigest } from '@goc/store/notices/digests.ts'
import { addAccount } from '@goc/store/people/accounts.ts'
import { until } from '../testing.ts'
import { emailCarrier } from './email.ts'
import { startSending } from './loop.ts'
import { type MailServer, mailServer, ORIGIN, openVillage, type Village } from './peers.test.ts'

const at = (text: string) => Date.parse(`${text}+07:00`) / 1000
/** A working day by which the matters of these tests are late. */
const LATE = '2027-03-10'

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

let emails = 0
async function account(role: Role, unit: string, more: { demo?: boolean } = {}) {
  const { store, master } = village.means
  const email = `${role}${++emails}@xa.example.vn`
  const people = { db: store.db, master, now }
  const office = { role, unit, from: '2025-07-01' }
  const added = await addAccount(people, { name: `Cán bộ ${emails}`, email, office, ...more }, null)
  assert.ok(!('refusal' in added), JSON.stringify(added))
  return { id: added.id, email }
}

test('digests go out from seven to noon on days that are worked, and at no other time', () => {
  assert.ok(isDigestTime(at('2026-11-25T07:00:00')))
  assert.ok(isDigestTime(at('2026-11-25T11:59:59')))
  for (const [when, why] of [
    ['2026-11-25T06:59:59', 'too early'],
    ['2026-11-25T12:00:00', 'no morning any more'],
    ['2026-11-28T08:00:00', 'a Saturday'],
    ['2026-11-29T08:00:00', 'a Sunday'],
    ['2026-09-02T08:00:00', 'the National Day'],
    ['2026-02-17T08:00:00', 'Tết'],
  ] as const)
    assert.ok(!isDigestTime(at(when)), why)
})

test('each officer and leader who did not decline gets one a day: their counts, a link, and no word of a matter', async () => {
  const { store, master } = village.means
  const officer = await account('officer', '05128')
  const leader = await account('leader', '05128')
  const elsewhere = await account('leader', '05129')
  await account('reception', '05128')
  await account('officer', '05128', { demo: true })
  const declined = await account('leader', '05128')
  await setDigest(store.db, declined.id, false)
  assert.deepEqual(
    [await wantsDigest(store.db, declined.id), await wantsDigest(store.db, leader.id)],
    [false, true],
  )
  const [one, two] = [await village.raised(), await village.raised()]
  await store.pool.query('update matter set officer = $1 where petition = $2', [officer.id, one.id])
  await store.pool.query('update petition set due = $1 where id = $2', [at(`${LATE}T23:59:59`), two.id])
  assert.deepEqual(await countDigest(store.db, officer.id, LATE), { today: 0, late: 1, disputed: 0 })
  assert.deepEqual(await countDigest(store.db, leader.id, LATE), { today: 1, late: 1, disputed: 0 })

  const morning = at(`${LATE}T07:00:05`)
  const made = await Promise.all([makeDigests(store.db, morning), makeDigests(store.db, morning)])
  assert.equal(made[0]! + made[1]!, 3, 'two servers at once make them once')
  assert.equal(await makeDigests(store.db, morning + 3_600), 0, 'and once a day')
  const carrier = emailCarrier({ url: mail.url, from: 'Gốc <bao-tin@tinh.example.vn>' })
  const options = { store, master, origin: ORIGIN, period: 20, log: () => undefined, clock: () => morning }
  const loop = startSending(carrier, options)
  await until(async () => (await village.waiting()) === 0)
  await loop.stop()
  const to = Object.fromEntries(mail.mails.map((one) => [one.to, one]))
  assert.deepEqual(Object.keys(to).sort(), [leader.email, officer.email].sort())
  assert.ok(!(elsewhere.email in to), 'who has nothing to do is told nothing')
  assert.equal(to[leader.email]!.subject, 'Việc hôm nay: 1 đến hạn, 1 quá hạn, 0 chưa được')
  assert.match(to[leader.email]!.text, /https:\/\/goc.example.vn\/can-bo\/viec\n/)
  assert.doesNotMatch(to[leader.email]!.raw, /QNOTICE|Cống/)
})
