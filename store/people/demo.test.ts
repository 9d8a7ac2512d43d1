import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { needsSecondFactor } from '@goc/domain/people/offices.ts'
import { roles, system } from '@goc/domain/people.ts'
import { keepLetters } from '../letters.ts'
import { perform } from '../perform.ts'
import { units } from '../units.ts'
import { listAccounts } from './accounts.ts'
import { DEMO_PASSWORD, demoAccounts } from './demo.ts'
import { changePassword } from './own.ts'
import { personOf } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { from, type TestPeople, testPeople } from './testing.ts'

let people: TestPeople
before(async () => {
  people = await testPeople()
  const { store, master } = people.record
  for (const [id, level, parent] of [
    ['25', 'province'],
    ['07999', 'commune', '25'],
  ] as const) {
    const [name] = await keepLetters(store.db, master, `unit/${id}`, [
      { kind: 'name', i: 0, text: `đơn vị ${id}`, public: true },
    ])
    const establish = { do: 'establish', id, level, name: name!, ...(parent && { parent }) } as const
    await perform(store, units, id, system, establish, { books: { on: '2025-07-01' } })
  }
})
after(() => people.close())

const isDemo = (demo: boolean) => people.means.db.updateTable('identity').set({ demo }).execute()

test('a record that is none gets no demonstration accounts', async () => {
  assert.deepEqual(await demoAccounts(people.means), [])
  assert.deepEqual(await listAccounts(people.means), [])
})

test('a demonstration has an account for every role, whose offices are usable at once', async () => {
  await isDemo(true)
  const accounts = await demoAccounts(people.means)
  assert.deepEqual(await demoAccounts(people.means), accounts)
  assert.equal((await listAccounts(people.means)).length, accounts.length)
  for (const role of roles)
    assert.ok(
      accounts.some((account) => account.role === role),
      role,
    )
  for (const { email, name } of accounts) {
    assert.match(name, /chạy thử/)
    const signed = await signIn(people.means, { email, password: DEMO_PASSWORD }, from('192.0.2.1'))
    assert.ok('token' in signed && signed.next === 'done')
    const person = (await personOf(people.means, signed.token))!
    assert.equal(person.assurance, 'demonstration')
    const changed = await changePassword(people.means, person, 'một mật khẩu chỉ mình tôi biết')
    assert.deepEqual(changed, { refusal: 'demonstration-account' })
  }
  assert.ok(accounts.some(({ role }) => needsSecondFactor(role)))
})

test('they open nothing where the record is not a demonstration', async () => {
  await isDemo(false)
  const { email } = (await listAccounts(people.means))[0]!
  const signed = await signIn(people.means, { email, password: DEMO_PASSWORD }, from('192.0.2.1'))
  assert.deepEqual(signed, { refusal: 'wrong-email-or-password' })
})
