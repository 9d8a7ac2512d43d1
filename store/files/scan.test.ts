import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { check } from './check.ts'
import { clamd, openScanner, type Scanner } from './scan.ts'
import { type Clamd, clamdProgram, startClamd } from './testing/clamd.ts'
import { EICAR, speakClamd } from './testing/clamd-protocol.ts'
import { coming, pdf, sourceOf } from './testing/samples.ts'

const infected = Buffer.concat([pdf(), Buffer.from(EICAR)])

/** What every scanner does that speaks the protocol. */
function scans(scanner: () => Scanner) {
  test('tells what is clean from what is not, whatever its length', async () => {
    assert.equal(await scanner().scan(coming(pdf())), 'clean')
    assert.equal(await scanner().scan(coming(Buffer.from(EICAR))), 'infected')
    assert.equal(await scanner().scan(coming(Buffer.alloc(0))), 'clean')
    assert.equal(await scanner().scan(coming(randomBytes(3_000_000), 100_000)), 'clean')
  })

  test('many at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => scanner().scan(coming(n % 3 === 0 ? Buffer.from(EICAR) : pdf()))),
    )
    assert.deepEqual(
      answers,
      answers.map((_, n) => (n % 3 === 0 ? 'infected' : 'clean')),
    )
  })

  test('what is longer than it takes is not called clean', async () => {
    assert.equal(await scanner().scan(coming(randomBytes(6_000_000), 100_000)), 'away')
    assert.match(scanner().trouble!, /size limit|ECONNRESET|EPIPE|without an answer/)
  })
}

describe('a scanner that speaks as clamd does', () => {
  let server: Awaited<ReturnType<typeof speakClamd>>
  let scanner: Scanner
  before(async () => {
    server = await speakClamd({ longest: 5_000_000 })
    scanner = clamd({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
  })
  after(() => server.close())
  scans(() => scanner)
})

describe('clamd itself', { skip: clamdProgram ? false : 'clamd is not installed' }, () => {
  let daemon: Clamd
  let scanner: Scanner
  before(async () => {
    daemon = await startClamd({ longest: '5M' })
    scanner = clamd({ path: daemon.socket })
  })
  after(() => daemon?.stop())
  scans(() => scanner)
})

describe('a scanner that is away', () => {
  const patient = { host: '127.0.0.1', port: 0 }

  test('never lets a file through', async () => {
    const server = await speakClamd({})
    patient.port = (server.address() as AddressInfo).port
    assert.equal(await clamd(patient).scan(coming(pdf())), 'clean')
    await new Promise((resolve) => server.close(resolve))
    const down = clamd(patient)
    assert.equal(await down.scan(coming(pdf())), 'away')
    assert.match(down.trouble!, /ECONNREFUSED/)
    assert.deepEqual(await check(sourceOf(pdf()), down), { refusal: 'scanner-away' })
  })

  for (const says of [
    '',
    'ERROR\0',
    'stream: OK ERROR\0',
    'OK\0',
    'INSTREAM: OK\0',
    'stream: lstat() failed, file not FOUND. ERROR\0',
  ]) {
    test(`by saying ${JSON.stringify(says)} and hanging up`, async () => {
      const server = await speakClamd({ always: says })
      const { port } = server.address() as AddressInfo
      const verdict = await clamd({ host: '127.0.0.1', port }).scan(coming(pdf()))
      assert.equal(verdict, 'away')
      server.close()
    })
  }

  test('by not answering at all', async () => {
    const server = await speakClamd({ silent: true })
    const { port } = server.address() as AddressInfo
    const scanner = clamd({ host: '127.0.0.1', port }, 200)
    assert.equal(await scanner.scan(coming(pdf())), 'away')
    assert.match(scanner.trouble!, /does not answer/)
    server.closeAll()
  })
})

test('an infected file is refused, before any decoder sees it', async () => {
  const server = await speakClamd({})
  const { port } = server.address() as AddressInfo
  const scanner = clamd({ host: '127.0.0.1', port })
  assert.deepEqual(await check(sourceOf(infected), scanner), { refusal: 'infected' })
  server.close()
})

test('the setting names an address or a socket, and is refused when it does neither', async () => {
  assert.equal(openScanner({}), undefined)
  const folder = await mkdtemp(join(tmpdir(), 'goc-clamd-'))
  const path = join(folder, 's')
  const server = await speakClamd({ path })
  assert.ok(existsSync(path))
  assert.equal(await openScanner({ GOC_CLAMD: path })!.scan(coming(pdf())), 'clean')
  server.close()
  await rm(folder, { recursive: true })
  for (const wrong of ['clamd', 'host:', ':3310', 'host:99999', 'http://host:80/x'])
    assert.throws(() => openScanner({ GOC_CLAMD: wrong }), /^Error: GOC_CLAMD/, wrong)
  assert.ok(openScanner({ GOC_CLAMD: '[::1]:3310' }))
})
