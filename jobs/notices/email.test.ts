import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eraseMatter } from '@goc/store/matters/speak.ts'
import { confirmAsked, stopTelling } from '@goc/store/notices/subscriptions.ts'
import { until } from '../testing.ts'
import { emailCarrier } from './email.ts'
import { type Notices, startNotices } from './notices.ts'
import { type MailServer, mailServer, ORIGIN, openVillage, type Village } from './peers.test.ts'
import { emailSettings } from './settings.ts'

let village: Village
let mail: MailServer
let notices: Notices | undefined
const logged: string[] = []
before(async () => {
  village = await openVillage()
  mail = await mailServer()
})
after(async () => {
  await notices?.stop()
  await mail.shut()
  await village.close()
})

const start = () => {
  const { store, master, published } = village.means
  const carriers = [emailCarrier({ url: mail.url, from: 'Gốc tỉnh Mẫu <bao-tin@tinh.example.vn>' })]
  notices = startNotices({
    store,
    master,
    published,
    carriers,
    origin: ORIGIN,
    period: 20,
    log: (line) => logged.push(line),
  })
}
const stop = async () => {
  await notices?.stop()
  notices = undefined
}
const tokenIn = (text: string, page: string) =>
  new RegExp(`${page}/([\\w-]{43})\\n`).exec(`${text}\n`)?.[1] ?? ''
const to = (address: string) => mail.mails.filter((one) => one.to === address)

/** Asks, follows the link that comes, and gives nothing back but that it holds. */
async function confirmed(id: string, address: string, lang: 'vi' | 'en' = 'vi'): Promise<void> {
  const before = to(address).length
  assert.deepEqual(await village.ask(id, address, { lang }), { state: 'confirm' })
  await until(() => to(address).length > before)
  const token = tokenIn(to(address).at(-1)!.text, 'bao-tin/xac-nhan')
  assert.ok(await confirmAsked(village.asking, token))
}

test('An asks for e-mail, confirms once, is told of each step by its kind and code, and leaves with one click', async () => {
  start()
  const { id, code } = await village.raised()
  assert.deepEqual(await village.ask(id, 'an@example.vn'), { state: 'confirm' })
  await village.accept(id)
  await until(() => to('an@example.vn').length === 1)
  await sleep(100)
  const [asked] = to('an@example.vn')
  assert.equal(to('an@example.vn').length, 1, 'nothing but the question before it is confirmed')
  assert.match(asked!.subject, new RegExp(`^Xác nhận nhận tin về việc ${code}$`))
  const token = tokenIn(asked!.text, 'https://goc.example.vn/bao-tin/xac-nhan')
  assert.deepEqual(await confirmAsked(village.asking, token), { code, channel: 'email' })
  assert.equal(await confirmAsked(village.asking, token), undefined, 'a link confirms once')

  await village.answer(id)
  await until(() => to('an@example.vn').length === 2)
  const told = to('an@example.vn')[1]!
  assert.equal(told.subject, `Việc ${code}: đã có câu trả lời`)
  assert.match(told.text, new RegExp(`https://goc.example.vn/v/${code}\n`))
  assert.doesNotMatch(told.raw + asked!.raw, /QNOTICE|Cống|05128/, 'no word of the matter')
  assert.equal(told.headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  const out = /^<https:\/\/goc.example.vn\/bao-tin\/thoi\/([\w-]{43})>$/.exec(
    told.headers.get('list-unsubscribe') ?? '',
  )
  assert.match(told.headers.get('from') ?? '', /bao-tin@tinh.example.vn/)
  assert.deepEqual(await stopTelling(village.asking, out![1]!), { code, channel: 'email' })
  assert.equal(await stopTelling(village.asking, out![1]!), undefined)
  const left = await village.record.store.pool.query('select 1 from subscription')
  assert.equal(left.rowCount, 0, 'the address is forgotten')
  await stop()
})

test('Emma is told in English', async () => {
  start()
  const { id, code } = await village.raised()
  await confirmed(id, 'emma@example.org', 'en')
  await village.accept(id)
  await until(() => to('emma@example.org').length === 2)
  const told = to('emma@example.org')[1]!
  assert.equal(told.subject, `Matter ${code}: the office has accepted it`)
  assert.match(told.text, new RegExp(`https://goc.example.vn/en/v/${code}\n`))
  await stop()
})

test('a mail server that is away loses nothing, keeps no matter waiting, and repeats nothing when it is back', async () => {
  start()
  const { id } = await village.raised()
  await confirmed(id, 'binh@example.vn')
  await mail.shut()
  await village.accept(id)
  await until(() => logged.some((line) => line.startsWith('notices by email: ')))
  await village.answer(id)
  await until(async () => (await village.waiting()) === 2)
  await stop()
  start()
  await mail.open()
  await until(() => to('binh@example.vn').length === 3)
  await sleep(200)
  assert.deepEqual(
    to('binh@example.vn')
      .slice(1)
      .map(({ subject }) => subject.split(': ')[1])
      .sort(),
    ['cơ quan đã tiếp nhận', 'đã có câu trả lời'],
  )
  assert.equal(await village.waiting(), 0)
  assert.ok(
    logged.every((line) => !line.includes('@')),
    'no address in the log',
  )
  await stop()
})

test('an address that is never taken is left alone after three messages, and others are not kept waiting', async () => {
  start()
  const [gone, fine] = [await village.raised(), await village.raised()]
  await confirmed(gone.id, 'gone@example.vn')
  await confirmed(fine.id, 'fine@example.vn')
  mail.refusing.set('gone@example.vn', 550)
  await village.accept(gone.id)
  await village.accept(fine.id)
  await until(() => to('fine@example.vn').length === 2)
  await until(async () => (await village.waiting()) === 0)
  const { rows } = await village.record.store.pool.query('select refused from subscription where refused > 0')
  assert.deepEqual(rows, [{ refused: 1 }])
  await village.record.store.pool.query('update subscription set refused = 2 where refused = 1')
  await village.answer(gone.id)
  const left = () => village.record.store.pool.query('select 1 from subscription where refused > 0')
  await until(async () => (await left()).rowCount === 0)
  assert.equal(to('gone@example.vn').length, 1)
  await stop()
})

test('no table holds an address that can be read, nor a token that opens anything', async () => {
  start()
  const { id } = await village.raised()
  await confirmed(id, 'canary.q7@example.vn')
  await village.ask(id, '+84977777777', { channel: 'phone' })
  await stop()
  const token = tokenIn(to('canary.q7@example.vn')[0]!.text, 'bao-tin/xac-nhan')
  const { pool } = village.record.store
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  assert.ok(rows.some(({ name }) => name === 'subscription'))
  for (const secret of ['canary.q7', '977777777', token]) {
    const hex = Buffer.from(secret).toString('hex')
    for (const { name } of rows) {
      const found = await pool.query(
        `select 1 from "${name}" t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0`,
        [secret, hex],
      )
      assert.equal(found.rowCount, 0, name)
    }
  }
  await pool.query(`delete from subscription where channel = 'phone'`)
})

test('a matter that is erased leaves no address, no subscription and no message that waits', async () => {
  const { id } = await village.raised()
  await village.ask(id, 'lan.qerase@example.vn')
  const { store } = village.record
  const held = async () =>
    (await store.pool.query(`select 1 from subscription where subject = $1`, [`petition/${id}`])).rowCount
  assert.equal(await held(), 1)
  const before = await village.waiting()
  await store.db.transaction().execute((db) => eraseMatter(db, id))
  assert.equal(await held(), 0)
  assert.equal(await village.waiting(), before - 1)
  assert.deepEqual(await village.ask(id, 'lan.qerase@example.vn'), { refusal: 'not-permitted' })
})

test('settings that are half there, or wrong, are named', () => {
  assert.equal(emailSettings({}), undefined)
  const from = 'Gốc <bao-tin@x.vn>'
  assert.throws(() => emailSettings({ GOC_SMTP_URL: 'smtp://x' }), /^Error: GOC_MAIL_FROM:/)
  assert.throws(() => emailSettings({ GOC_MAIL_FROM: from }), /^Error: GOC_SMTP_URL:/)
  assert.throws(
    () => emailSettings({ GOC_SMTP_URL: 'http://u:QPASS@x', GOC_MAIL_FROM: from }),
    /^Error: GOC_SMTP_URL:(?!.*QPASS)/,
  )
  assert.throws(
    () => emailSettings({ GOC_SMTP_URL: 'smtp://x', GOC_MAIL_FROM: 'a\r\nb: c@d.vn' }),
    /GOC_MAIL_FROM/,
  )
  assert.ok(emailSettings({ GOC_SMTP_URL: 'smtp://x', GOC_MAIL_FROM: from }))
})
