/** A C2SP tlog-witness over HTTP: cosigns a log's checkpoint only when it continues the last one it cosigned. */

import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fromBase64, toBase64, toHex, utf8 } from '@goc/record/bytes.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { RecordError } from '@goc/record/errors.ts'
import type { Signer, VerifierKey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import {
  type AddCheckpoint,
  parseAddCheckpoint,
  type WitnessAnswer,
  witnessDecision,
} from '@goc/record/witness.ts'

export type WitnessOptions = {
  /** Where the last cosigned checkpoints are kept. */
  folder: string
  signer: Signer
  /** The witness's own vkey, for its front page. */
  vkey: string
  /** The logs that it witnesses. */
  logs: readonly VerifierKey[]
  now?: () => number
}

export type Witness = {
  port: number
  /** What a request over HTTP would be answered; for a witness that asks itself. */
  consider(request: AddCheckpoint): Promise<WitnessAnswer>
  /** The size last cosigned for a log. */
  seen(origin: string): number
  close(): Promise<void>
}

type Kept = { size: number; root: string; note: string }

const LONGEST_REQUEST = 100_000

const nameOf = (origin: string): string => toHex(sha256(utf8(origin)))

export async function startWitness(
  { host, port }: { host: string; port: number },
  options: WitnessOptions,
): Promise<Witness> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  const states = new Map<string, Kept>()
  for (const { name } of options.logs) {
    const kept = await readKept(fileOf(options.folder, name))
    if (kept) states.set(name, kept)
  }
  // One request a log at a time: between reading the state and keeping the next, nothing else may pass, or two
  // requests could roll the witness back.
  const queues = new Map<string, Promise<unknown>>()
  const inTurn = <T>(origin: string, work: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(origin) ?? Promise.resolve()).then(work)
    queues.set(
      origin,
      turn.catch(() => undefined),
    )
    return turn
  }

  const { signer, logs, now = () => Math.floor(Date.now() / 1000) } = options
  const crypto = { sha256, verify: verifyEd25519 }

  async function addCheckpoint(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    if (body === undefined) return answer(response, 413, 'too long\n')
    let asked: AddCheckpoint
    try {
      asked = parseAddCheckpoint(body)
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      return answer(response, 400, `${error.message}\n`)
    }
    const said = await consider(asked)
    answer(response, said.status, said.body, 'contentType' in said ? said.contentType : undefined)
  }

  function consider(asked: AddCheckpoint): Promise<WitnessAnswer> {
    const { origin } = asked.checkpoint
    const keys = logs.filter(({ name }) => name === origin)
    return inTurn(origin, async () => {
      const kept = states.get(origin)
      const last = kept && { size: kept.size, root: fromBase64(kept.root) }
      const state = keys.length > 0 ? { keys, last } : undefined
      const said = witnessDecision(state, asked, { now: now(), signer, crypto })
      if (said.status === 200) {
        const next = { size: said.keep.size, root: toBase64(said.keep.root), note: said.keep.note }
        await keep(fileOf(options.folder, origin), next)
        states.set(origin, next)
      }
      return said
    })
  }

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0]!
    const route = async () => {
      if (request.method === 'POST' && path === '/add-checkpoint') return addCheckpoint(request, response)
      if (request.method !== 'GET') return answer(response, 405, 'not here\n')
      if (path === '/')
        return answer(
          response,
          200,
          `${options.vkey}\nwitnesses ${logs.map(({ name }) => name).join(', ')}\n`,
        )
      const [, hash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
      const origin = [...states.keys()].find((name) => nameOf(name) === hash)
      return origin === undefined
        ? answer(response, 404, 'nothing here\n')
        : answer(response, 200, states.get(origin)!.note)
    }
    route().catch((error: Error) => {
      console.error(`witness: ${error.message}`)
      answer(response, 500, 'the witness failed\n')
    })
  })
  await listening(server, host, port)
  return {
    port: (server.address() as { port: number }).port,
    consider,
    seen: (origin) => states.get(origin)?.size ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 1_000).unref()
      }),
  }
}

const fileOf = (folder: string, origin: string): string => join(folder, `${nameOf(origin)}.json`)

async function readKept(path: string): Promise<Kept | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : (JSON.parse(text) as Kept)
}

/** Durable before the answer: a witness that forgets can be made to cosign a fork. The whole checkpoint is evidence. */
async function keep(path: string, kept: Kept): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(kept))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  const folder = await open(join(path, '..'), 'r')
  await folder.sync().finally(() => folder.close())
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LONGEST_REQUEST) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
