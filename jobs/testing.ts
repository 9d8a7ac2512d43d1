/** For tests: a record that grows, and witnesses that do as they are told, well or badly. */

import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from '@goc/domain/act.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { formatCheckpoint } from '@goc/record/checkpoint.ts'
import { cosign } from '@goc/record/cosignature.ts'
import { publicKeyOf, signEd25519 } from '@goc/record/ed25519.node.ts'
import {
  formatSignatures,
  formatVkey,
  parseNote,
  parseVkey,
  type Signer,
  signNote,
} from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { type AddCheckpoint, parseAddCheckpoint } from '@goc/record/witness.ts'
import { append } from '@goc/store/append.ts'
import type { TestRecord } from '@goc/store/testing/record.ts'
import { keepWitnesses } from '@goc/store/witnesses.ts'
import type { Configured } from './configured.ts'

let added = 0
/** Adds acts to a record. */
export async function addTo({ store }: Pick<TestRecord, 'store'>, count: number): Promise<void> {
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
  await append(store.db, acts as unknown as Act[])
}

/** Adds acts and enters them; gives the record's size. */
export async function grow(record: TestRecord, count: number): Promise<number> {
  await addTo(record, count)
  const batch = await record.sequencer.step()
  assert.ok(typeof batch === 'object')
  return batch.size
}

export function keyOf(name: string, byte: number): { vkey: string; signer: Signer } {
  const seed = new Uint8Array(32).fill(byte)
  const vkey = formatVkey(sha256, { name, type: 4, publicKey: publicKeyOf(seed) })
  const sign = (message: Uint8Array) => signEd25519(seed, message)
  return { vkey, signer: { name, id: parseVkey(sha256, vkey).id, sign } }
}

export type Script = (
  asked: AddCheckpoint,
) => MaybePromise<{ status?: number; body?: string; headers?: Record<string, string> }>
type MaybePromise<T> = T | Promise<T>

const servers: Server[] = []
export const closeWitnesses = (): void => {
  for (const server of servers) server.close().closeAllConnections()
}

let witnesses = 0
/**
 * A witness that answers as its script says, and counts. It shows what is put into `shows`, and nothing before; `raw`
 * answers whatever is asked in another way.
 */
export async function scripted(
  { store }: Pick<TestRecord, 'store'>,
  script: Script,
  raw?: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const key = keyOf(`witness.example/${++witnesses}`, witnesses)
  let open = 0
  const seen = { requests: 0, looks: 0, atOnce: 0, olds: [] as number[] }
  const shows: { note?: string } = {}
  const server = createServer(async (request, response) => {
    if (raw) return raw(request, response)
    if (request.method === 'GET') {
      seen.looks++
      return response.writeHead(shows.note === undefined ? 404 : 200).end(shows.note)
    }
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
  await keepWitnesses(store.db, [configured])
  return { ...key, configured, seen, shows }
}

/** A checkpoint of some size, signed by the record or, forged, by another in its name. */
export function noteOf(
  { signer }: Pick<TestRecord, 'signer'>,
  size: number,
  {
    root = new Uint8Array(32).fill(1),
    sign = signer.note.sign,
  }: Partial<Pick<Signer, 'sign'>> & { root?: Uint8Array } = {},
): string {
  return signNote(formatCheckpoint({ origin: signer.origin, size, root }), { ...signer.note, sign })
}

export const seconds = (): number => Math.floor(Date.now() / 1000)

/** What a witness answers when it cosigns. */
export const cosigned = (note: string, signer: Signer, time = seconds()): string =>
  formatSignatures([cosign(parseNote(note).text, time, signer)])

export const until = async (holds: () => MaybePromise<boolean>): Promise<void> => {
  for (let i = 0; i < 300 && !(await holds()); i++) await sleep(10)
  assert.ok(await holds())
}
