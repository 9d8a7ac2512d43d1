/** The whole product as a newcomer meets it: started on an empty folder, looked at, doubted, and stopped. */

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../web/tests/browser.ts'

const root = join(import.meta.dirname, '..')
const year = 'unit=25&from=2021-01-01&to=2021-12-31'
let data: string
let server: ChildProcess
let site: string
let browser: Browser
/** What the server printed. */
let said = ''

before(
  async () => {
    data = await mkdtemp(join(tmpdir(), 'goc-serve-'))
    await chmod(data, 0o755)
    server = spawn(process.execPath, ['cli/goc.mjs', 'serve', '--port', '0', '--data', data], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environment(),
    })
    site = await readyAt(server)
    browser = await openBrowser()
  },
  { timeout: 120_000 },
)
after(async () => {
  await browser?.close()
  server?.kill('SIGKILL')
  await rm(data, { recursive: true, force: true })
})

/** The runner's own database is not the one to serve. */
function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, GOC_DATA: __, GOC_ORIGIN: ___, ...env } = process.env
  return env
}

function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout!.setEncoding('utf8').on('data', (part: string) => {
      text += part
      said += part
      const [, url] = /ready at (\S+)/.exec(text) ?? []
      if (url) resolve(url.replace(/\/$/, ''))
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

async function goc(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['cli/goc.mjs', ...words], { cwd: root, env: environment() })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part
  })
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    err += part
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, err }
}

const text = async (path: string) => (await fetch(site + path)).text()

test('it lives, is ready, and says 2,172 of 2,631', async () => {
  assert.equal((await fetch(`${site}/healthz`)).status, 200)
  assert.equal((await fetch(`${site}/readyz`)).status, 200)
  const claim = (await (await fetch(`${site}/api/v1/figures?${year}`)).json()) as {
    opinions: Record<string, number>
    dialogues: Record<string, number>
  }
  assert.equal(claim.opinions.resolved, 2172)
  assert.equal(claim.opinions.received, 2631)
  assert.equal(claim.dialogues.periodic, 202)
  assert.equal(claim.dialogues.extraordinary, 77)
  const page = await text(`/so-lieu?${year}`)
  assert.match(page, /82,6%/)
  assert.match(page, /2\.172 trong 2\.631/)
})

test('a demonstration prints its staff accounts, and they open the staff pages', async () => {
  const [, password] = /all with the password (\S+)/.exec(said) ?? []
  const accounts = [...said.matchAll(/^ +(\S+@goc\.example) +(\w+), \S/gm)].map(([, email, role]) => ({
    email,
    role,
  }))
  assert.ok(accounts.length >= 10 && accounts.some(({ role }) => role === 'admin'), said)
  const signedIn = await fetch(`${site}/can-bo/dang-nhap?/password`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'text/html', origin: site, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      email: accounts.find(({ role }) => role === 'admin')!.email!,
      password: password!,
    }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const page = await (await fetch(`${site}/can-bo`, { headers: { cookie } })).text()
  assert.match(page, /Chào Quản trị \(chạy thử\)/)
  assert.match(page, /không hỏi lớp bảo vệ thứ hai/)
})

test('the command says what the address says, while the server runs', async () => {
  const { code, out } = await goc(
    'figures',
    '--unit',
    '25',
    '--from',
    '2021-01-01',
    '--to',
    '2021-12-31',
    '--json',
    '--data',
    data,
  )
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out), await (await fetch(`${site}/api/v1/figures?${year}`)).json())
})

test('what a figure counts is listed to the last act, each with its index', async () => {
  const seen = new Set<number>()
  for (let after = ''; ; ) {
    const page = (await (
      await fetch(`${site}/api/v1/figures/opinions.resolved?${year}&limit=900${after}`)
    ).json()) as {
      items: { index: number }[]
      next?: string
    }
    for (const { index } of page.items) seen.add(index)
    if (!page.next) break
    after = `&after=${page.next}`
  }
  assert.equal(seen.size, 2172)
})

test('questions that make no sense are answered with a sentence', async () => {
  for (const [query, status] of [
    ['', 400],
    ['unit=25&from=2021-02-30&to=2021-12-31', 400],
    ['unit=25&from=2021-12-31&to=2021-01-01', 400],
    ['unit=99999&from=2021-01-01&to=2021-12-31', 404],
  ] as const) {
    const response = await fetch(`${site}/api/v1/figures?${query}`)
    assert.equal(response.status, status)
    assert.match(response.headers.get('content-type') ?? '', /problem\+json/)
    assert.ok(((await response.json()) as { title: string }).title.length > 10)
  }
  assert.equal((await fetch(`${site}/api/v1/figures?${year}`, { method: 'POST' })).status, 405)
})

test('someone who doubts it verifies the record and its figures', { timeout: 120_000 }, async () => {
  const vkey = (await text('/record/vkey')).trim()
  const { code, out, err } = await goc('verify', `${site}/record`, '--vkey', vkey, '--json')
  assert.equal(code, 0, out + err)
  const other = vkey.replace(/^[^+]+/, 'another.example')
  assert.notEqual((await goc('verify', `${site}/record`, '--vkey', other)).code, 0)
})

test('the browser recounts it, and asks nobody else', { timeout: 120_000 }, async () => {
  const page = await browser.newPage()
  const foreign: string[] = []
  const errors: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(site) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(`${site}/so-lieu?${year}`)
  await page.getByRole('button', { name: 'Đếm lại tại đây' }).first().click()
  await page.getByText('Khớp với sổ công khai').first().waitFor({ timeout: 60_000 })
  assert.deepEqual([foreign, errors], [[], []])
  await page.close()
})

test('every public page answers, is accessible, and fits a phone of 320 px', {
  timeout: 200_000,
}, async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 700 }, javaScriptEnabled: true })
  const page = await context.newPage()
  const paths = [
    '/',
    `/so-lieu?${year}`,
    '/so-lieu/cach-dem',
    `/so-lieu/liet-ke?feature=opinions.resolved&${year}`,
    '/doi-thoai',
    '/so-cong-khai',
    '/so-cong-khai/7',
    '/don-vi/25',
  ]
  for (const path of [...paths, ...paths.map((one) => `/en${one === '/' ? '' : one}`)]) {
    const response = await page.goto(site + path)
    assert.equal(response?.status(), 200, path)
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
      path,
    )
    const wide = await page.evaluate(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    assert.equal(wide, false, `${path} scrolls sideways`)
  }
  await context.close()
})

test('a second start on the same folder says so in one line', async () => {
  const { code, err } = await goc('serve', '--port', '0', '--data', data)
  assert.equal(code, 1)
  assert.equal(err.trim().split('\n').length, 1)
  assert.match(err, new RegExp(`in use by process ${server.pid}`))
})

test('told to end, it ends all of it', { timeout: 60_000 }, async () => {
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  const [code] = (await gone) as [number]
  assert.equal(code, 0)
  assert.equal(existsSync(join(data, 'postgres', 'cluster', 'postmaster.pid')), false)
})
