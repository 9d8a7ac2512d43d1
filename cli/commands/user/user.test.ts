/** `goc user …` as an operator runs it, on a database that knows a few units. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { system } from '@goc/domain/people.ts'
import { keepLetters } from '@goc/store/letters.ts'
import { acceptInvitation, findInvitation } from '@goc/store/people/invitations.ts'
import { personOf } from '@goc/store/people/sessions.ts'
import { perform } from '@goc/store/perform.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { units } from '@goc/store/units.ts'

const launcher = fileURLToPath(new URL('../../goc.mjs', import.meta.url))
let record: TestRecord

const goc = (...words: string[]) =>
  spawnSync(process.execPath, [launcher, 'user', ...words, '--data', record.data], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: record.url, GOC_ORIGIN: 'https://goc.example.vn' },
  })
const add = (email: string, role: string, ...more: string[]) =>
  goc('add', '--name', 'Lê An', '--email', email, '--role', role, '--unit', '25', ...more)
const means = () => ({
  db: record.store.db,
  master: record.master,
  now: () => Math.floor(Date.now() / 1000),
})

before(async () => {
  record = await testRecord()
  const { store, master } = record
  for (const [id, parent] of [['25'], ['07999', '25']] as const) {
    const [name] = await keepLetters(store.db, master, `unit/${id}`, [
      { kind: 'name', i: 0, text: `đơn vị ${id}`, public: true },
    ])
    const level = parent ? 'commune' : 'province'
    const establish = { do: 'establish', id, level, name: name!, ...(parent && { parent }) } as const
    await perform(store, units, id, system, establish, { books: { on: '2025-07-01' } })
  }
})
after(() => record.close())

test('an account is added: one link on stdout, everything else beside it', async () => {
  const { status, stdout, stderr } = add('an@xa.example', 'leader', '--from', '2025-07-01')
  assert.equal(status, 0, stderr)
  const [, token] = /^https:\/\/goc\.example\.vn\/can-bo\/moi\/([\w-]{43})\n$/.exec(stdout) ?? []
  assert.ok(token, stdout)
  assert.match(stderr, /second factor/)
  assert.doesNotMatch(stdout + stderr, /an@xa/)
  const accepted = await acceptInvitation(means(), { token, password: 'sông Thao nước đục', device: '' })
  assert.ok('token' in accepted)
  assert.deepEqual((await personOf(means(), accepted.token))?.offices, [
    { role: 'leader', unit: '25', from: '2025-07-01' },
  ])

  const again = add('AN@xa.example', 'officer')
  assert.equal(again.status, 1)
  assert.match(again.stderr, /^goc: there is an account with this e-mail address already.*\n$/)
})

test('roles are shown, given and ended', () => {
  add('binh@xa.example', 'officer')
  const given = goc('roles', '--email', 'binh@xa.example', '--give', 'admin', '--unit', '07999')
  assert.equal(given.status, 0, given.stderr)
  assert.match(
    given.stdout,
    /^officer of đơn vị 25 \(25\), from \S+\nadmin of đơn vị 07999 \(07999\), from \S+\n$/,
  )
  assert.equal(goc('roles', '--email', 'binh@xa.example', '--give', 'admin', '--unit', '07999').status, 1)
  const ended = goc('roles', '--email', 'binh@xa.example', '--end', 'officer', '--unit', '25')
  assert.match(ended.stdout, /^admin of [^\n]+\n$/)
})

test('accounts are listed, also below a unit only, and as JSON', () => {
  const all = goc('list')
  assert.match(all.stdout, /Lê An <an@xa\.example>: no second factor\n {2}leader of đơn vị 25/)
  const below = goc('list', '--unit', '07999', '--json')
  const rows = below.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    rows.map(({ email }) => email),
    ['binh@xa.example'],
  )
  assert.equal(rows[0].hasPassword, false)
})

test('a password is reset, sessions are ended, an account is closed and opened', async () => {
  add('chi@xa.example', 'officer')
  const { stdout } = goc('reset', '--email', 'chi@xa.example', '--lost-factor')
  const token = stdout.trim().split('/').at(-1)
  assert.equal((await findInvitation(means(), token))?.lostFactor, true)
  await acceptInvitation(means(), { token, password: 'sông Thao nước đục', device: '' })
  assert.equal(goc('revoke', '--email', 'chi@xa.example').stdout, 'sessions ended: 1\n')
  assert.equal(goc('disable', '--email', 'chi@xa.example').stdout, 'disabled\n')
  assert.match(goc('list').stdout, /chi@xa\.example>: disabled/)
  assert.equal(goc('enable', '--email', 'chi@xa.example').stdout, 'enabled\n')
})

test('bad usage ends with 2 and names the option; what does not hold ends with 1', () => {
  for (const [words, says] of [
    [['add'], /--name/],
    [['add', '--name', 'A', '--email', 'a@b.vn', '--role', 'king', '--unit', '25'], /--role: is one of/],
    [['add', '--name', 'A', '--email', 'a@b.vn', '--role', 'admin'], /--unit/],
    [['roles', '--email', 'a@b.vn', '--give', 'admin', '--end', 'admin'], /one of them/],
    [
      ['add', '--name', 'A', '--email', 'a@b.vn', '--role', 'admin', '--unit', '25', '--from', 'now'],
      /--from/,
    ],
    [['list', '--no-such'], /no-such/],
  ] as const) {
    const { status, stderr } = goc(...words)
    assert.equal(status, 2, words.join(' '))
    assert.match(stderr, says)
  }
  assert.match(add('d@b.vn', 'officer', '--unit', 'nowhere').stderr, /there is no unit nowhere/)
  assert.equal(add('none', 'officer').status, 1)
  for (const command of ['roles', 'reset', 'revoke', 'disable', 'enable']) {
    assert.equal(goc(command, '--email', 'nobody@xa.example').status, 1, command)
    assert.equal(goc(command, '--help').status, 0)
  }
})
