/**
 * Every page and action of the staff, as every role, at every place: whether the door opens is what its row says. A
 * route that has no row, and a row that has no route, fail here.
 */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { everyCase, type Permission } from '@goc/domain/people/permissions.ts'
import { roles } from '@goc/domain/people.ts'
import { type Sequencing, startSequencing } from '@goc/jobs/sequencing.ts'
import { now } from '@goc/store/clock.ts'
import { citizen, type Means as Matters } from '@goc/store/matters/means.ts'
import { raise } from '@goc/store/matters/raise.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { listen } from '@goc/store/waiting.ts'
import { type Door, doors } from '../src/lib/server/staff/doors.ts'
import { type Staff, startStaff, unitAt } from './staff.ts'

const isBuilt = existsSync(new URL('../build/handler.js', import.meta.url))
const routes = new URL('../src/routes/', import.meta.url)

/** The doors that are there, read from the files. */
function doorsThere(): string[] {
  const files = globSync('staff/**/+{page.svelte,page.server.ts,server.ts}', { cwd: routes })
  return files.flatMap((file) => {
    const route = `/${file.replace(/\/?\+[\w.]+$/, '')}`
    if (file.endsWith('+page.svelte')) return [`GET ${route}`]
    const text = readFileSync(new URL(file, routes), 'utf8')
    if (file.endsWith('+server.ts'))
      return [...text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
        ([, method]) => `${method} ${route}`,
      )
    const actions = /^export const actions\b[^{]*\{\n([\s\S]*?)^\}/m.exec(text)?.[1] ?? ''
    return [...actions.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => `POST ${route}?/${name}`)
  })
}

/** Matters, one for each door and unit: what one does must not stand in the way of another. */
const raised = new Map<string, string>()
const matterFor = (unit: string) => raised.get(`GET /staff/matters/[id] ${unit}`)
const atMatter =
  (name: string, body: string) =>
  (unit: string): { path: string; body: string } => ({
    path: `/can-bo/viec/${raised.get(`${name} ${unit}`)}${/\?\/\w+$/.exec(name)?.[0] ?? ''}`,
    body,
  })

/** How a test knocks at a door whose answer depends on the unit; `unit` is its code, `account` one with an office there. */
const knocks: Record<string, (unit: string, account: string) => { path: string; body?: string }> = {
  'GET /staff/log': (unit) => ({ path: `/can-bo/nhat-ky?don-vi=${unit}` }),
  'GET /staff/accounts': (unit) => ({ path: `/can-bo/nguoi-dung?don-vi=${unit}` }),
  // An empty form is refused for what it lacks, and only after the person was let in.
  'POST /staff/accounts?/add': (unit) => ({
    path: `/can-bo/nguoi-dung?/add&don-vi=${unit}`,
    body: 'role=officer',
  }),
  'GET /staff/accounts/[id]': (_, account) => ({ path: `/can-bo/nguoi-dung/${account}` }),
  ...Object.fromEntries(
    ['give', 'end', 'reset', 'endSessions', 'disable', 'enable'].map((action) => [
      `POST /staff/accounts/[id]?/${action}`,
      (_: string, account: string) => ({
        path: `/can-bo/nguoi-dung/${account}?/${action}`,
        body: 'role=editor',
      }),
    ]),
  ),
  // No matter of the test has a file: whoever may look is told so.
  'GET /staff/files/[name]': (unit) => ({
    path: `/can-bo/tep/${raised.get(`GET /staff/matters/[id] ${unit}`)}.0`,
  }),
  'GET /staff/overview': (unit) => ({ path: `/can-bo/tong-quan?don-vi=${unit}` }),
  'GET /staff/reception': (unit) => ({ path: `/can-bo/tiep-dan?don-vi=${unit}` }),
  // Without words nothing is taken in, and that is said only to whoever may.
  'POST /staff/reception?/take': (unit) => ({
    path: `/can-bo/tiep-dan?/take&don-vi=${unit}`,
    body: `noi=${unit}`,
  }),
  'GET /staff/reception/rekey': (unit) => ({ path: `/can-bo/tiep-dan/cap-lai?ma=${matterFor(unit)}` }),
  'POST /staff/reception/rekey?/ask': (unit) => ({
    path: `/can-bo/tiep-dan/cap-lai?/ask&ma=${matterFor(unit)}`,
    body: 'ai=0&lydo=Căn+cước&doichieu=1',
  }),
  'POST /staff/reception/rekey?/grant': (unit) => ({
    path: `/can-bo/tiep-dan/cap-lai?/grant&ma=${matterFor(unit)}`,
    body: 'ai=0',
  }),
  'GET /staff/matters': (unit) => ({ path: `/can-bo/viec?don-vi=${unit}` }),
  'POST /staff/matters?/assign': (unit) => ({
    path: `/can-bo/viec?/assign&don-vi=${unit}`,
    body: 'officer=x',
  }),
  ...Object.fromEntries(
    Object.keys(doors)
      .filter((name) => name.includes('/staff/matters/[id]'))
      .map((name) => [name, atMatter(name, 'words=Xem+lại&reason=gọi+lại&to=không+đâu')]),
  ),
}

const addresses: Record<string, string> = {
  '/staff': '/can-bo',
  '/staff/account': '/can-bo/tai-khoan',
  '/staff/account/passkey': '/can-bo/tai-khoan/khoa',
  '/staff/account/second': '/can-bo/tai-khoan/lop-hai',
}

const isPermission = (door: Door): door is Permission => typeof door === 'object'
const named = Object.entries(doors).filter((entry): entry is [string, Permission] => isPermission(entry[1]))

describe('who may do what', { skip: isBuilt ? false : 'web/build is missing' }, () => {
  let staff: Staff
  let matters: Matters
  let loop: Sequencing
  before(async () => {
    staff = await startStaff({}, (record) => {
      matters = { store: record.store, master: record.master, published: listen(record.store) }
      return { matters }
    })
    const { record } = staff
    loop = startSequencing(makeSequencer({ ...record, clock: now }), { period: 10 })
    record.store.kept = loop.wake
    for (const name of Object.keys(knocks).filter((one) => one.includes('/matters/')))
      for (const unit of Object.values(unitAt)) {
        const one = {
          actor: citizen,
          unit,
          field: 'khac',
          type: 'phan_anh',
          channel: 'web',
          publish: true,
        } as const
        const made = await raise(matters, {
          ...one,
          text: 'Đường hỏng trước cổng',
          contact: '0912',
          request: randomUUID(),
        })
        assert.ok('id' in made)
        raised.set(`${name} ${unit}`, made.id)
      }
  })
  after(async () => {
    await loop?.stop()
    await matters?.published.close()
    await staff?.close()
  })

  async function knock(name: string, { path, body }: { path: string; body?: string }, cookie?: string) {
    const [method] = name.split(' ')
    const response = await fetch(staff.at(path), {
      method: method!,
      redirect: 'manual',
      headers: {
        origin: new URL(staff.front.url).origin,
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(cookie && { cookie }),
      },
      ...(method === 'POST' && { body: body ?? '' }),
    })
    await response.arrayBuffer()
    // A form is handed back, to be sent again after signing in.
    const isSentAway =
      response.status === 401 ||
      (response.status === 303 && /dang-nhap/.test(response.headers.get('location') ?? ''))
    return { status: response.status, isSentAway }
  }

  test('every route has a row, and every row a route', () => {
    assert.deepEqual(doorsThere().sort(), Object.keys(doors).sort())
  })

  test('every door that depends on an office opens to whom its row says, and to no one else', async () => {
    const cookies = new Map<string, string>()
    for (const role of roles) cookies.set(role, await staff.cookieOf(role, 'A'))
    const accounts = new Map<string, string>()
    for (const unit of Object.values(unitAt)) accounts.set(unit, await staff.accountIn(unit))
    for (const { name, role, where, may } of everyCase(Object.fromEntries(named))) {
      const { status } = await knock(
        name,
        knocks[name]!(unitAt[where], accounts.get(unitAt[where])!),
        cookies.get(role),
      )
      if (name !== 'GET /staff/files/[name]') assert.notEqual(status, 404, name)
      assert.equal(status !== 403, may, `${role} ${name} ${where}: ${status}`)
      assert.ok(status < 500, `${role} ${name} ${where}: ${status}`)
    }
    const none = await staff.cookieOf(undefined, 'A')
    for (const [name] of named) {
      assert.equal((await knock(name, knocks[name]!('A', accounts.get('A')!), none)).status, 403, name)
      assert.ok((await knock(name, knocks[name]!('A', accounts.get('A')!))).isSentAway, name)
    }
  })

  test('every door of the staff sends strangers to sign in, and opens to whoever has an account', async () => {
    const cookie = await staff.cookieOf(undefined, 'A')
    for (const [name, door] of Object.entries(doors)) {
      if (door !== 'staff') continue
      const [, route = '', action = ''] = /^\w+ ([^?]+)(\?.+)?$/.exec(name) ?? []
      const path = addresses[route]! + action
      assert.ok((await knock(name, { path })).isSentAway, name)
      const { status, isSentAway } = await knock(name, { path }, cookie)
      assert.ok(!isSentAway && status !== 404 && status < 500, `${name}: ${status}`)
    }
  })
})
