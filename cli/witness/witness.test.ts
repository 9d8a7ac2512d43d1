import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from '@goc/domain/act.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { evidenceFrom } from '@goc/jobs/evidence.ts'
import { startWitnessing } from '@goc/jobs/witnesses.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyCosignature } from '@goc/record/cosignature.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { formatVkey, parseVkey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { append } from '@goc/store/append.ts'
import { serveRecord } from '@goc/store/publish/serve.ts'
import { RecordBehind } from '@goc/store/ratchet.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { listen, type Published } from '@goc/store/waiting.ts'
import { cosignedNote, readWitnesses } from '@goc/store/witnesses.ts'
import { lookOnce } from './follow.ts'
import { startWitness, type Witness } from './server.ts'

let record: TestRecord
let published: Published
let folder: string
const open: Witness[] = []
before(async () => {
  record = await testRecord()
  published = listen(record.store)
  folder = await mkdtemp(join(tmpdir(), 'goc-witness-'))
})
after(async () => {
  for (const one of open) await one.close()
  await published.close()
  await record.close()
  await rm(folder, { recursive: true })
})

function keyOf(name: string, byte: number) {
  const seed = new Uint8Array(32).fill(byte)
  const vkey = formatVkey(sha256, { name, type: 4, publicKey: publicKeyOf(seed) })
  return {
    vkey,
    signer: {
      name,
      id: parseVkey(sha256, vkey).id,
      sign: (message: Uint8Array) => signEd25519(seed, message),
    },
  }
}

async function aWitness(name: string, byte: number, logs = [record.signer.vkey]) {
  const key = keyOf(name, byte)
  const options = { folder: join(folder, name), ...key, logs: logs.map((log) => parseVkey(sha256, log)) }
  const witness = await startWitness({ host: '127.0.0.1', port: 0 }, options)
  open.push(witness)
  return { ...key, witness, url: `http://127.0.0.1:${witness.port}`, options }
}

let added = 0
async function grow(count: number): Promise<number> {
  const acts = Array.from({ length: count }, () => {
    const id = `U${added++}`
    return {
      kind: 'unit.established',
      level: 'commune',
      name: digest(1),
      subject: `unit/${id}`,
      n: 1,
      unit: id,
      by: 'system',
      t: 0,
      on: '2025-01-01',
      src: 'import',
    } as Act
  })
  await append(record.store.db, acts)
  const batch = await record.sequencer.step()
  assert.ok(typeof batch === 'object')
  return batch.size
}

const until = async (holds: () => Promise<boolean>) => {
  for (let i = 0; i < 200 && !(await holds()); i++) await sleep(25)
  assert.ok(await holds())
}

test('what is published is cosigned by two of two witnesses, and goes on being so as it grows', async () => {
  const witnesses = [await aWitness('witness.example/front', 1), await aWitness('witness.example/press', 2)]
  const configured = witnesses.map(({ vkey, url, signer }) => ({ name: signer.name, vkey, url }))
  const lines: string[] = []
  const first = await grow(3)
  const witnessing = await startWitnessing({
    store: record.store,
    published,
    configured,
    log: (line) => lines.push(line),
  })
  const cosigned = async (size: number) =>
    (await readWitnesses(record.store.db)).filter((one) => one.size === size).length === 2
  await until(() => cosigned(first))
  const second = await grow(300)
  await until(() => cosigned(second))
  await witnessing.stop()
  assert.deepEqual(lines, [])

  const note = (await cosignedNote(record.store.db, second))!
  const checkpoint = openCheckpoint(note, record.signer.vkey, { sha256, verify: verifyEd25519 })
  assert.equal(checkpoint.unknown.length, 2)
  for (const { vkey } of witnesses) {
    const key = parseVkey(sha256, vkey)
    const line = checkpoint.unknown.find((one) => one.name === key.name)!
    assert.ok(verifyCosignature(checkpoint.text, line, key, verifyEd25519).valid)
  }
  const seen = await evidenceFrom(record.store, { configured })
  assert.deepEqual(
    seen.map(({ size }) => size),
    [second, second],
  )
})

test('a witness that knows more than the database stops the signing', async () => {
  const { store, signer, ratchet } = record
  const root = Buffer.alloc(32, 1).toString('base64')
  const sequencer = makeSequencer({
    store,
    signer,
    ratchet,
    evidence: [{ source: 'the witness w', size: 10_000, root }],
  })
  await assert.rejects(sequencer.step(), RecordBehind)
})

test('a witness looks at a record by itself', async () => {
  const server = createServer((request, response) => {
    void serveRecord(record.store)(request, response).then((done) => done || response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}/record`
  const { witness } = await aWitness('witness.example/looks', 6)
  const log = parseVkey(sha256, record.signer.vkey)
  assert.equal(await lookOnce(log, address, witness), undefined)
  const size = await grow(2)
  assert.equal(await lookOnce(log, address, witness), undefined)
  assert.equal(witness.seen(log.name), size)
  // Asked by the record itself between its look and its decision.
  assert.equal(await lookOnce(log, address, { ...witness, seen: () => size - 1 }), undefined)
  assert.equal(witness.seen(log.name), size)
  server.close()
  server.closeAllConnections()
})
