/** Witnesses that do as they are told, well or badly; the real one is tried with the record in cli/witness. */

import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from '@goc/domain/act.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { formatCheckpoint } from '@goc/record/checkpoint.ts'
import { cosign } from '@goc/record/cosignature.ts'
import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import { formatSignatures, formatVkey, parseNote, parseVkey, signNote } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { parseAddCheckpoint } from '@goc/record/witness.ts'
import { append } from '@goc/store/append.ts'
import { RecordBehind } from '@goc/store/ratchet.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { listen, type Published } from '@goc/store/waiting.ts'
import { cosignedNote, keepWitnesses, latestCosigned, readWitnesses } from '@goc/store/witnesses.ts'
import { askWitness, type Configured, evidenceFrom, startWitnessing, witnessesFrom } from './witnesses.ts'

let record: TestRecord
let published: Published
const servers: Server[] = []
before(async () => {
  record = await testRecord()
  published = listen(record.store)
  await grow(3)
})
after(async () => {
  for (const server of servers) server.close().closeAllConnections()
  await published.close()
  await record.close()
})

let added = 0
async function grow(count: number): Promise<number> {
  const acts = Array.from({ length: count }, () => {
    const id = `U${added++}`
    const fact = { kind: 'unit.established', level: 'commune', name: digest(1) }
    return {
      ...fact,
      subject: `unit/${id}`,
      n: 1,
      unit: id,
      by: 'system',
      t: 0,
      on: '2025-01-01',
      src: 'import',
    }
  })
  await append(record.store.db, acts as unknown as Act[])
  const batch = await record.sequencer.step()
  assert.ok(typeof batch === 'object')
  return batch.size
}

function keyOf(name: string, byte: number) {
  const seed = new Uint8Array(32).fill(byte)
  const vkey = formatVkey(sha256, { name, type: 4, publicKey: publicKeyOf(seed) })
  const sign = (message: Uint8Array) => signEd25519(seed, message)
  return { vkey, signer: { name, id: parseVkey(sha256, vkey).id, sign } }
}

type Answer = { status?: number; body?: string; headers?: Record<string, string> }
type Scripted = (asked: ReturnType<typeof parseAddCheckpoint>) => Answer | Promise<Answer>

let witnesses = 0
/** A witness that answers as its script says. */
async function scripted(
  script: Scripted,
  raw?: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const key = keyOf(`witness.example/${++witnesses}`, witnesses)
  let open = 0
  const seen = { requests: 0, atOnce: 0, olds: [] as number[] }
  const server = createServer(async (request, response) => {
    if (raw) return raw(request, response)
    seen.requests++
    seen.atOnce = Math.max(seen.atOnce, ++open)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const asked = parseAddCheckpoint(Buffer.concat(parts).toString('utf8'))
    seen.olds.push(asked.old)
    const { status = 200, body = '', headers = {} } = await script(asked)
    open--
    response.writeHead(status, headers).end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const configured: Configured = { name: key.signer.name, vkey: key.vkey, url }
  await keepWitnesses(record.store.db, [configured])
  return { ...key, configured, seen }
}

const seconds = () => Math.floor(Date.now() / 1000)
const cosigned = (note: string, signer: Parameters<typeof cosign>[2], time = seconds()) =>
  formatSignatures([cosign(parseNote(note).text, time, signer)])
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 300 && !(await holds()); i++) await sleep(10)
  assert.ok(await holds())
}
const lines = async () => (await record.store.db.selectFrom('cosignature').selectAll().execute()).length

test('whatever a witness answers wrongly is said, and nothing of it is kept', async () => {
  const other = keyOf('witness.example/other', 99)
  const text = (note: string) => parseNote(note).text
  const cases: [RegExp, (own: ReturnType<typeof keyOf>['signer']) => Scripted][] = [
    [/signature/, () => () => ({ body: 'nonsense\n' })],
    [/signature/, () => () => ({ body: '' })],
    [
      /without its own valid/,
      () =>
        ({ note }) => ({ body: cosigned(note, other.signer) }),
    ],
    [
      /without its own valid/,
      (own) =>
        ({ note }) => ({ body: cosigned(note, { ...own, sign: other.signer.sign }) }),
    ],
    [
      /without its own valid/,
      (own) =>
        ({ note }) => ({
          body: formatSignatures([
            cosign(text(note).replace(/\n.{44}\n$/, `\n${'A'.repeat(43)}=\n`), 1, own),
          ]),
        }),
    ],
    [
      /ahead of time/,
      (own) =>
        ({ note }) => ({ body: cosigned(note, own, seconds() + 4_000) }),
    ],
    [/has seen 900 entries/, () => () => ({ status: 409, body: '900\n' })],
    [/without a size/, () => () => ({ status: 409, body: '-1\n' })],
    [
      /answered 409/,
      () =>
        ({ old }) => ({ status: 409, body: `${old === 1 ? 2 : 1}\n` }),
    ],
    [/answered 422: "another root/, () => () => ({ status: 422, body: 'another root\n' })],
    [/answered 500/, () => () => ({ status: 500, body: 'x'.repeat(500) })],
    [/cannot be reached/, () => () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })],
    [/has no end/, () => () => ({ body: '— '.repeat(200_000) })],
  ]
  for (const [expected, script] of cases) {
    const witness: Awaited<ReturnType<typeof scripted>> = await scripted((asked) =>
      script(witness.signer)(asked),
    )
    await assert.rejects(askWitness(record.store, witness.configured), expected)
    assert.equal(await lines(), 0, String(expected))
    assert.ok(witness.seen.requests <= 2)
  }
})

test('its own line is kept and no other, and the size that it says is asked from', async () => {
  const other = keyOf('witness.example/other', 99)
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(({ old, note }) =>
    old === 2
      ? { body: cosigned(note, other.signer) + cosigned(note, witness.signer) + cosigned(note, other.signer) }
      : { status: 409, body: '2\n' },
  )
  const size = await askWitness(record.store, witness.configured)
  assert.deepEqual(witness.seen.olds, [0, 2])
  const note = (await cosignedNote(record.store.db, size))!
  assert.deepEqual(
    parseNote(note).signatures.map(({ name }) => name),
    [record.signer.origin, witness.signer.name],
  )
  assert.deepEqual(await readWitnesses(record.store.db), [
    { ...witness.configured, size, time: (await readWitnesses(record.store.db))[0]!.time },
  ])
  assert.equal((await latestCosigned(record.store.db, 1))?.note, note)
  assert.equal(await latestCosigned(record.store.db, 2), undefined)
  await grow(1)
  assert.equal((await latestCosigned(record.store.db, 1))?.size, size)
})

test('publications are gathered, one request at a time, and the last is not missed', async () => {
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(async ({ note }) => {
    await sleep(60)
    return { body: cosigned(note, witness.signer) }
  })
  const log: string[] = []
  const { store } = record
  const configured = [witness.configured]
  const witnessing = await startWitnessing({ store, published, configured, log: (line) => log.push(line) })
  let size = 0
  for (let i = 0; i < 25; i++) size = await grow(1)
  await until(async () => (await readWitnesses(store.db))[0]?.size === size)
  await witnessing.stop()
  assert.equal(witness.seen.atOnce, 1)
  assert.ok(witness.seen.requests < 25, `${witness.seen.requests} requests`)
  assert.deepEqual(log, [])
})

test('one that fails is left alone ever longer, is reported once, and is taken up again', async () => {
  let works = false
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(({ note }) =>
    works ? { body: cosigned(note, witness.signer) } : { status: 503 },
  )
  const log: string[] = []
  const { store } = record
  const witnessing = await startWitnessing({
    store,
    published,
    configured: [witness.configured],
    log: (line) => log.push(line),
    retry: 40,
  })
  const start = Date.now()
  let size = 0
  while (Date.now() - start < 500) size = await grow(1)
  // 0, 40, 120, 280, 600 ms: whatever is published in between.
  assert.ok(witness.seen.requests >= 2 && witness.seen.requests <= 6, `${witness.seen.requests} requests`)
  assert.equal(log.length, 1)
  works = true
  await until(async () => (await readWitnesses(store.db))[0]?.size === size)
  size = await grow(1)
  await until(async () => (await readWitnesses(store.db))[0]?.size === size)
  await witnessing.stop()
})

test('a quiet record is cosigned anew, and an older time never takes the place of a newer', async () => {
  let time = seconds() - 100
  let step = 7
  const witness: Awaited<ReturnType<typeof scripted>> = await scripted(({ note }) => {
    time += step
    return { body: cosigned(note, witness.signer, time) }
  })
  const { store } = record
  const witnessing = await startWitnessing({
    store,
    published,
    configured: [witness.configured],
    log: assert.fail,
    fresh: 15,
  })
  await until(() => witness.seen.requests >= 3)
  step = -20
  const { requests } = witness.seen
  await until(() => witness.seen.requests >= requests + 3)
  await witnessing.stop()
  assert.ok((await readWitnesses(store.db))[0]!.time! > time)
})

test('stopping waits for nothing that never ends', async () => {
  const witness = await scripted(
    () => ({}),
    () => undefined,
  )
  const { store } = record
  const configured = [witness.configured]
  const witnessing = await startWitnessing({ store, published, configured, log: assert.fail })
  await sleep(50)
  const start = Date.now()
  await witnessing.stop()
  assert.ok(Date.now() - start < 2_000)
})

test('what a witness has seen beyond the database keeps it from signing; what others forge does not', async () => {
  const { store, signer, ratchet } = record
  const { size } = await store.db.selectFrom('head').select('size').executeTakeFirstOrThrow()
  const root = new Uint8Array(32).fill(1)
  const text = formatCheckpoint({ origin: signer.origin, size: size + 5, root })
  const serve = (note: string) => async () => {
    const witness = await scripted(
      () => ({}),
      (_, response) => response.end(note),
    )
    return evidenceFrom(store, [witness.configured])
  }
  const evidence = await serve(signNote(text, signer.note))()
  assert.equal(evidence[0]?.size, size + 5)
  const sequencer = makeSequencer({ store, signer, ratchet, evidence })
  await assert.rejects(
    sequencer.step(),
    (error) => error instanceof RecordBehind && /the witness/.test(error.message),
  )

  const forged = { ...signer.note, sign: keyOf('x', 4).signer.sign }
  for (const note of [signNote(text, forged), 'nonsense', '', 'x'.repeat(300_000)])
    assert.deepEqual(await serve(note)(), [])
  assert.deepEqual(await evidenceFrom(store, [{ name: 'away', vkey: '', url: 'http://127.0.0.1:9' }]), [])
})

test('the setting is read, and what is wrong in it is named', () => {
  const { vkey } = keyOf('witness.example/one', 1)
  const second = keyOf('witness.example/two', 2).vkey
  assert.deepEqual(
    witnessesFrom(` ${vkey}=https://one.example/w/ ,\n${second}=http://127.0.0.1:8091\n`).map(
      ({ url }) => url,
    ),
    ['https://one.example/w', 'http://127.0.0.1:8091'],
  )
  assert.deepEqual(witnessesFrom(''), [])
  const log = record.signer.vkey
  for (const wrong of [
    vkey,
    `${vkey}=ftp://x`,
    `${log}=http://x`,
    `a+b+c=http://x`,
    `${vkey}=http://a,${vkey}=http://b`,
  ])
    assert.throws(() => witnessesFrom(wrong), /^Error: GOC_WITNESSES: /)
})
