/** Accounts, links, sessions and factors, on a real database. */

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { addAccount, findAccount, listAccounts, setDisabled } from './accounts.ts'
import { offerCodeApp, rotateCodeApps } from './code-app.ts'
import { acceptInvitation, findInvitation, invite } from './invitations.ts'
import { endOffice, giveOffice, officesOf } from './offices.ts'
import { changePassword, enrolCodeApp, removeFactor, whyNotEnrol } from './own.ts'
import { whyWeak } from './password.ts'
import { endSession, endSessions, IDLE, LONGEST, listSessions, personOf } from './sessions.ts'
import { confirmSignIn, proveAgain, signIn } from './sign-in.ts'
import {
  codeAt,
  device,
  from,
  newAccount,
  PASSWORD,
  type TestPeople,
  testPeople,
  withCodeApp,
} from './testing.ts'
import { listChanges } from './trail.ts'

let people: TestPeople
before(async () => {
  people = await testPeople()
})
after(() => people.close())

const leader = { role: 'leader', unit: '25', from: '2026-01-01' } as const
const officer = { role: 'officer', unit: '25', from: '2026-01-01' } as const

test('an account is invited, sets its password once, and signs in', async () => {
  const { means } = people
  const added = await addAccount(means, { name: ' Lê An ', email: 'An@Xa.Example', office: officer }, null)
  assert.ok('id' in added)
  assert.deepEqual(await addAccount(means, { name: 'B', email: 'an@xa.example' }, null), {
    refusal: 'email-taken',
  })

  const first = await invite(means, added.id, null)
  const { token } = await invite(means, added.id, null)
  assert.equal(await findInvitation(means, first.token), undefined)
  assert.equal((await findInvitation(means, token))?.name, 'Lê An')
  const weak = await acceptInvitation(means, { token, password: 'short', device })
  assert.deepEqual(weak, { refusal: 'password-too-short' })
  const accepted = await acceptInvitation(means, { token, password: PASSWORD, device })
  assert.ok('token' in accepted && accepted.next === 'done')
  const again = await acceptInvitation(means, { token, password: PASSWORD, device })
  assert.deepEqual(again, { refusal: 'link-no-longer-holds' })

  // The same words in another Unicode form are the same password.
  const signed = await signIn(
    means,
    { email: ' AN@xa.example', password: PASSWORD.normalize('NFD') },
    from('192.0.2.1'),
  )
  assert.ok('token' in signed)
  const person = await personOf(means, signed.token)
  assert.equal(person?.name, 'Lê An')
  assert.deepEqual(person?.offices, [officer])
  assert.equal(person?.assurance, 'password')
  const what = (await listChanges(means, added.id)).map((change) => change.what)
  assert.deepEqual(what, [
    'signed-in',
    'signed-in',
    'password-set',
    'invited',
    'invited',
    'office-given',
    'created',
  ])
})

test('a link holds for three days, and only once when it is used twice at the same time', async () => {
  const { means, pass } = people
  const added = await addAccount(means, { name: 'Bình', email: 'binh@xa.example' }, null)
  assert.ok('id' in added)
  const late = await invite(means, added.id, null)
  pass(72 * 3_600)
  assert.equal(await findInvitation(means, late.token), undefined)
  const { token } = await invite(means, added.id, null)
  const both = await Promise.all(
    ['con trâu đi trước cái cày', 'một con ngựa đau'].map((password) =>
      acceptInvitation(means, { token, password, device }),
    ),
  )
  assert.equal(both.filter((one) => 'token' in one).length, 1)
})

test('names, addresses and days that make no sense are refused', async () => {
  const { means } = people
  for (const email of ['', 'a', 'a@b', 'a b@c.vn', 'a@b.vn, c@d.vn', '<a@b.vn>'])
    assert.deepEqual(await addAccount(means, { name: 'A', email }, null), { refusal: 'email-is-none' }, email)
  assert.deepEqual(await addAccount(means, { name: ' ', email: 'a@b.vn' }, null), { refusal: 'name-missing' })
  const office = { ...leader, until: '2025-12-31' }
  const backwards = await addAccount(means, { name: 'A', email: 'a@b.vn', office }, null)
  assert.deepEqual(backwards, { refusal: 'office-ends-before-it-begins' })
  assert.equal(await findAccount(means, 'a@b.vn'), undefined)
})

test('an office is given once for a time, and ends', async () => {
  const { means } = people
  const { id } = await newAccount(means, 'chi@xa.example', {
    ...officer,
    from: '2026-01-01',
    until: '2026-06-30',
  })
  const held = { ...officer, until: '2026-06-30' }
  assert.deepEqual(await giveOffice(means, id, officer, null), { refusal: 'office-already-held' })
  const later = { ...officer, from: '2026-07-01' }
  assert.equal(await giveOffice(means, id, later, null), undefined)
  assert.deepEqual(await officesOf(means, id, '2026-03-01'), [held, later])
  assert.deepEqual(await officesOf(means, id, '2026-07-01'), [later])
  assert.equal(await endOffice(means, id, officer, null), undefined)
  // What had not begun never was.
  assert.equal((await officesOf(means, id, '2026-07-01')).length, 0)
  assert.deepEqual(await endOffice(means, id, officer, null), { refusal: 'office-not-held' })
  assert.deepEqual(await listAccounts(means, { units: ['nowhere'] }), [])
})

test('a session ends when idle, after a day however busy, and when it is revoked', async () => {
  const { means, pass } = people
  const { id, token } = await newAccount(means, 'dung@xa.example', officer)
  pass(IDLE - 1)
  assert.ok(await personOf(means, token))
  pass(IDLE)
  assert.equal(await personOf(means, token), undefined)

  const enter = async () => {
    const signed = await signIn(means, { email: 'dung@xa.example', password: PASSWORD }, from('192.0.2.9'))
    assert.ok('token' in signed)
    return signed.token
  }
  const busy = await enter()
  for (let passed = 0; passed < LONGEST; passed += IDLE / 2) {
    assert.ok(await personOf(means, busy))
    pass(IDLE / 2)
  }
  assert.equal(await personOf(means, busy), undefined)

  const [one, two, three] = [await enter(), await enter(), await enter()]
  const here = (await personOf(means, two))!
  assert.equal((await listSessions(means, id)).length, 3)
  await endSession(means, one)
  assert.equal(await endSessions(means, id, id, { except: here.session }), 1)
  assert.equal(await personOf(means, three), undefined)
  assert.ok(await personOf(means, two))
  await setDisabled(means, id, true, null)
  assert.equal(await personOf(means, two), undefined)
  const refused = await signIn(means, { email: 'dung@xa.example', password: PASSWORD }, from('192.0.2.9'))
  assert.deepEqual(refused, { refusal: 'wrong-email-or-password' })
})

test('with a code app signing in takes two steps, and no code is taken twice', async () => {
  const { means, pass } = people
  const { token: begun } = await newAccount(means, 'lan@xa.example', leader)
  const { secret, token, codes } = await withCodeApp(means, begun)
  assert.equal(await personOf(means, begun), undefined, 'the token is renewed when more is proven')
  assert.equal((await personOf(means, token))?.assurance, 'second-factor')
  assert.equal(codes.length, 10)

  const first = async () => {
    const signed = await signIn(means, { email: 'lan@xa.example', password: PASSWORD }, from('192.0.2.1'))
    assert.ok('token' in signed && signed.next === 'second-step')
    assert.equal(await personOf(means, signed.token), undefined, 'half-way is not in')
    return signed.token
  }
  pass(90)
  const code = codeAt(secret, means.now())
  const half = await first()
  const wrong = await confirmSignIn(means, { token: half, code: '000000' }, from('192.0.2.1'))
  assert.deepEqual(wrong, { refusal: 'wrong-code' })
  const done = await confirmSignIn(
    means,
    { token: half, code: ` ${code.slice(0, 3)} ${code.slice(3)}` },
    from('192.0.2.1'),
  )
  assert.ok('token' in done && done.proof)
  assert.equal((await personOf(means, done.token))?.assurance, 'second-factor')
  const replayed = await confirmSignIn(means, { token: await first(), code }, from('192.0.2.1'))
  assert.deepEqual(replayed, { refusal: 'wrong-code' })
  pass(30)
  const late = codeAt(secret, means.now() - 90)
  assert.ok(
    'refusal' in (await confirmSignIn(means, { token: await first(), code: late }, from('192.0.2.1'))),
  )

  const paper = codes[3]!.toLowerCase().replace('-', ' ')
  assert.ok('token' in (await confirmSignIn(means, { token: await first(), code: paper }, from('192.0.2.1'))))
  assert.ok(
    'refusal' in (await confirmSignIn(means, { token: await first(), code: paper }, from('192.0.2.1'))),
  )
  const over = await first()
  pass(601)
  assert.deepEqual(await confirmSignIn(means, { token: over, code: codes[0]! }, from('192.0.2.1')), {
    refusal: 'first-step-is-over',
  })
})

test('a stolen password is not enough to become a leader', async () => {
  const { means } = people
  await newAccount(means, 'minh@xa.example', leader)
  const stolen = await signIn(means, { email: 'minh@xa.example', password: PASSWORD }, from('203.0.113.5'))
  assert.ok('token' in stolen)
  const thief = (await personOf(means, stolen.token))!
  assert.equal(whyNotEnrol(thief), 'first-factor-by-link')
  const { secret, sealed } = offerCodeApp(means, thief)
  const code = codeAt(secret, means.now())
  const tried = await enrolCodeApp(means, thief, { sealed, code, token: stolen.token, device })
  assert.deepEqual(tried, { refusal: 'first-factor-by-link' })
})

test('how one signs in is changed only by who has proven who they are a moment ago', async () => {
  const { means, pass } = people
  const { id, token } = await newAccount(means, 'nga@xa.example', leader)
  const app = await withCodeApp(means, token)
  const now = async () => (await personOf(means, app.token))!
  assert.deepEqual(await removeFactor(means, await now(), 'code-app'), { refusal: 'last-factor-stays' })
  pass(901)
  const another = 'thuyền về có nhớ bến chăng'
  assert.deepEqual(await changePassword(means, await now(), another), { refusal: 'prove-who-you-are' })
  assert.deepEqual(await proveAgain(means, await now(), 'not it'), { refusal: 'wrong-email-or-password' })
  assert.equal(await proveAgain(means, await now(), PASSWORD), undefined)
  const elsewhere = await signIn(means, { email: 'nga@xa.example', password: PASSWORD }, from('192.0.2.1'))
  assert.ok('token' in elsewhere)
  assert.equal(await changePassword(means, await now(), another), undefined)
  assert.equal((await listSessions(means, id)).length, 1)
  await endOffice(means, id, leader, null)
  assert.equal(await removeFactor(means, await now(), 'code-app'), undefined)
  assert.equal((await findAccount(means, 'nga@xa.example'))?.hasCodeApp, false)
})

test('a lost phone: a link takes the second factor away; without that it is still asked', async () => {
  const { means } = people
  const { id, token } = await newAccount(means, 'oanh@xa.example', leader)
  const app = await withCodeApp(means, token)
  const kept = await invite(means, id, null, { reset: true })
  const half = await acceptInvitation(means, { token: kept.token, password: PASSWORD, device })
  assert.ok('token' in half && half.next === 'second-step')
  assert.equal(await personOf(means, app.token), undefined)
  const lost = await invite(means, id, null, { reset: true, lostFactor: true })
  const whole = await acceptInvitation(means, { token: lost.token, password: PASSWORD, device })
  assert.ok('token' in whole && whole.next === 'done')
  assert.equal((await personOf(means, whole.token))?.assurance, 'password')
  assert.equal((await withCodeApp(means, whole.token)).codes.length, 10)
})

test('nothing in the tables opens a door: tokens, codes and secrets are not there', async () => {
  const { means, record } = people
  const { token } = await newAccount(means, 'phuc@xa.example', leader)
  const app = await withCodeApp(means, token)
  const { rows } = await record.store.pool.query<{ dump: string }>(
    ['account', 'session', 'recovery_code', 'invitation', 'account_change']
      .map((table) => `select coalesce(string_agg(${table}::text, ' '), '') as dump from ${table}`)
      .join(' union all '),
  )
  const dump = rows.map((row) => row.dump).join(' ')
  const hex = (text: string) => Buffer.from(text).toString('hex')
  for (const secret of [PASSWORD, app.token, app.secret, app.codes[0]!, app.codes[0]!.replace('-', '')])
    assert.ok(!dump.includes(secret) && !dump.includes(hex(secret)), secret)
})

test('after the master key is changed the code apps open with the new one alone', async () => {
  const { means } = people
  const { token } = await newAccount(means, 'quy@xa.example', leader)
  const { secret } = await withCodeApp(means, token)
  const key = randomBytes(32)
  const both = {
    ...means,
    master: { current: 'second', byId: new Map([...means.master.byId, ['second', key]]) },
  }
  assert.ok((await rotateCodeApps(both)) > 0)
  assert.equal(await rotateCodeApps(both), 0)
  people.pass(60)
  const alone = { ...means, master: { current: 'second', byId: new Map([['second', key]]) } }
  const half = await signIn(alone, { email: 'quy@xa.example', password: PASSWORD }, from('192.0.2.1'))
  assert.ok('token' in half)
  const code = codeAt(secret, means.now())
  assert.ok('token' in (await confirmSignIn(alone, { token: half.token, code }, from('192.0.2.1'))))
  // Back, for the tests after this one.
  await rotateCodeApps({ ...means, master: { ...means.master, byId: both.master.byId } })
})

test('a password is long, and not what everyone would try', () => {
  for (const [password, why] of [
    ['ngắn quá', 'password-too-short'],
    ['aaaaaaaaaaaaa', 'password-too-easy'],
    ['123456789012345', 'password-too-easy'],
    ['Password123456', 'password-too-easy'],
    ['nguyenvananh2024', undefined],
    ['lan.nguyen2026!', 'password-too-easy'],
    ['x'.repeat(201), 'password-too-long'],
    [PASSWORD, undefined],
  ] as const)
    assert.equal(whyWeak(password, ['Nguyễn Thị Lan', 'lan.nguyen@xa.example']), why, password)
})
