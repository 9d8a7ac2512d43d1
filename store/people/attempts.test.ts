/** Guessing is slowed down, and slows down nobody else. */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { countTry, knownDevice, networkOf } from './attempts.ts'
import { confirmSignIn, signIn } from './sign-in.ts'
import { from, newAccount, PASSWORD, type TestPeople, testPeople, withCodeApp } from './testing.ts'

let people: TestPeople
before(async () => {
  people = await testPeople()
})
after(() => people.close())

const guess = (email: string, address: string, password = 'not the password') =>
  signIn(people.means, { email, password }, from(address))

test('who guesses is stopped, whether there is such an account or not, and goes on when time has passed', async () => {
  await newAccount(people.means, 'an@xa.example')
  for (const email of ['an@xa.example', 'nobody@xa.example']) {
    for (let i = 0; i < 8; i++)
      assert.deepEqual(await guess(email, '198.51.100.7'), { refusal: 'wrong-email-or-password' })
    const stopped = await guess(email, '198.51.100.8', PASSWORD)
    assert.ok('refusal' in stopped && stopped.refusal === 'too-many-tries')
    assert.equal(stopped.again, people.means.now() + 900)
  }
  people.pass(900)
  assert.ok('token' in (await guess('an@xa.example', '198.51.100.8', PASSWORD)))
})

test('a stranger who guesses wrongly locks nobody out', async () => {
  await newAccount(people.means, 'binh@xa.example')
  const home = await guess('binh@xa.example', '192.0.2.1', PASSWORD)
  assert.ok('token' in home && home.proof)
  // From everywhere, also from the network that Bình is on.
  for (const address of ['198.51.100.7', '192.0.2.77', '2001:db8::1'])
    for (let i = 0; i < 10; i++) await guess('binh@xa.example', address)
  assert.ok(
    'refusal' in (await guess('binh@xa.example', '192.0.2.1', PASSWORD)),
    'an unknown browser there waits',
  )
  assert.ok('token' in (await guess('binh@xa.example', '203.0.113.9', PASSWORD)), 'elsewhere it does not')
  const known = await signIn(
    people.means,
    { email: 'binh@xa.example', password: PASSWORD },
    from('192.0.2.1', home.proof),
  )
  assert.ok('token' in known)
})

test('a browser that is known may guess no more than others, and its proof serves one account', async () => {
  const { id } = await newAccount(people.means, 'chi@xa.example')
  const other = await newAccount(people.means, 'dao@xa.example')
  const home = await guess('chi@xa.example', '192.0.2.1', PASSWORD)
  assert.ok('token' in home && home.proof)
  const { proof } = home
  for (let i = 0; i < 8; i++)
    await signIn(people.means, { email: 'chi@xa.example', password: 'no' }, from('192.0.2.1', proof))
  const stopped = await signIn(
    people.means,
    { email: 'chi@xa.example', password: PASSWORD },
    from('192.0.2.1', proof),
  )
  assert.ok('refusal' in stopped && stopped.refusal === 'too-many-tries')
  assert.ok(knownDevice(people.means, id, proof))
  assert.equal(knownDevice(people.means, other.id, proof), undefined)
  assert.equal(knownDevice(people.means, id, `${proof}x`.slice(1)), undefined)
  assert.equal(knownDevice(people.means, id, 'nonsense'), undefined)
})

test('a whole office may sign in from one network on its first morning', async () => {
  await newAccount(people.means, 'phong@xa.example')
  for (let i = 0; i < 101; i++)
    assert.ok('token' in (await guess('phong@xa.example', '192.0.9.1', PASSWORD)), String(i))
  // One that tries a hundred names is stopped all the same.
  for (let i = 0; i < 100; i++) await guess(`${i}@xa.example`, '192.0.9.2')
  const stopped = await guess('phong@xa.example', '192.0.9.3', PASSWORD)
  assert.ok('refusal' in stopped && stopped.refusal === 'too-many-tries')
})

test('many tries at once are counted each', async () => {
  const tries = await Promise.all(
    Array.from({ length: 30 }, () => countTry(people.means, [{ key: 'burst', tries: 8, within: 60 }])),
  )
  assert.equal(tries.filter((again) => again === undefined).length, 8)
})

test('who knows the password still guesses few codes, from however many networks', async () => {
  const { token } = await newAccount(people.means, 'em@xa.example')
  await withCodeApp(people.means, token)
  let asked = 0
  for (let i = 0; i < 14; i++) {
    const address = `203.0.${i}.1`
    const half = await guess('em@xa.example', address, PASSWORD)
    assert.ok('token' in half)
    const tried = await confirmSignIn(people.means, { token: half.token, code: '123456' }, from(address))
    if ('refusal' in tried && tried.refusal === 'wrong-code') asked++
  }
  assert.equal(asked, 10)
})

test('an address belongs to a network, however it is written', () => {
  assert.equal(networkOf('::ffff:192.0.2.5'), networkOf('192.0.2.200'))
  assert.notEqual(networkOf('192.0.2.5'), networkOf('192.0.3.5'))
  assert.equal(networkOf('2001:db8::1'), networkOf('2001:0db8:0:ff:aaaa::'))
  assert.notEqual(networkOf('2001:db8::1'), networkOf('2001:db8:0:100::1'))
  assert.equal(networkOf('fe80::1%eth0'), networkOf('fe80::2'))
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      assert.match(networkOf(address), /^(?:[0-9a-f]{14}|[\d.]+)$/)
    }),
  )
})
