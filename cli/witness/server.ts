/** A C2SP tlog-witness over HTTP: cosigns a log's checkpoint only when it continues the last one it cosigned. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fromUtf8 } from '@goc/record/bytes.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { RecordError } from '@goc/record/errors.ts'
import { parseVkey, type Signer, type VerifierKey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import {
  type AddCheckpoint,
  parseAddCheckpoint,
  type WitnessAnswer,
  witnessDecision,
} from '@goc/record/witness.ts'
import { timeToSign } from './clock.ts'
import { openState } from './state.ts'

export type WitnessOptions = {
  /** Where the last cosigned checkpoints are kept. No other process may use it meanwhile. */
  folder: string
  signer: Signer
  /** The witness's own vkey, for its front page and to know what it signed itself. */
  vkey: string
  /** The logs that it witnesses; one that changes its key has several. */
  logs: readonly VerifierKey[]
  now?: () => number
  say?: (line: string) => void
}

/** 503 when this witness's own clock is so far behind that it can sign nothing. */
export type Answer = WitnessAnswer | { status: 503; body: string }

export type Witness = {
  port: number
  /** What a request over HTTP would be answered; for a witness that asks itself. */
  consider(request: AddCheckpoint): Promise<Answer>
  /** The size last cosigned for a log. */
  seen(origin: string): number
  /** Resolves when what it cosigned could not be kept: it answers nothing any more, and has to be started anew. */
  failed: Promise<Error>
  close(): Promise<void>
}

const LONGEST_REQUEST = 100_000
const MOST_CONNECTIONS = 500
const crypto = { sha256, verify: verifyEd25519 }

export async function startWitness(
  { host, port }: { host: string; port: number },
  options: WitnessOptions,
): Promise<Witness> {
  const { signer, vkey, logs, now = () => Math.floor(Date.now() / 1000), say = console.error } = options
  const names = [...new Set(logs.map(({ name }) => name))]
  const state = await openState(options.folder, parseVkey(sha256, vkey), names)

  let saidClock = false
  /** What is decided, at a time that does not go back: the last one is read and the new one kept in the same turn. */
  function consider(asked: AddCheckpoint): Promise<Answer> {
    const { origin } = asked.checkpoint
    const keys = logs.filter(({ name }) => name === origin)
    return state.change(origin, (last) => {
      const told = timeToSign(now(), last?.time)
      const time = 'time' in told ? told.time : 0
      const known = keys.length > 0 ? { keys, last } : undefined
      const decided = witnessDecision(known, asked, { now: time, signer, crypto })
      if (decided.status !== 200) return decided
      if ('behind' in told) {
        const why = `the clock of this witness is at least ${told.behind} seconds behind`
        if (!saidClock) say(`witness: ${why}: set it right`)
        saidClock = true
        return { status: 503 as const, body: `${why}\n` }
      }
      saidClock = false
      return { ...decided, keep: { ...decided.keep, time } }
    })
  }

  async function addCheckpoint(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    if (body === undefined) return answer(response, 413, 'a request has at most 100,000 bytes\n')
    let asked: AddCheckpoint
    try {
      asked = parseAddCheckpoint(fromUtf8(body))
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      return answer(response, 400, `${error.message}\n`)
    }
    const said = await consider(asked)
    answer(response, said.status, said.body, 'contentType' in said ? said.contentType : undefined)
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0]!
    if (path === '/add-checkpoint') {
      if (request.method === 'POST') return addCheckpoint(request, response)
      return answer(response.setHeader('allow', 'POST'), 405, 'checkpoints are handed in with POST\n')
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response.setHeader('allow', 'GET, HEAD'), 405, 'this address is for reading only\n')
    }
    response.setHeader('access-control-allow-origin', '*')
    if (path === '/') {
      const lines = names.map((name) => `${name} ${state.last(name)?.size ?? 0}`)
      return answer(response, 200, `${[vkey, 'witnesses', ...lines].join('\n')}\n`)
    }
    const [, hash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
    const last = hash === undefined ? undefined : state.found(hash)
    if (last) answer(response, 200, last.note)
    else answer(response, 404, 'there is nothing at this address\n')
  }

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    route(request, response).catch((error: Error) => {
      say(`witness: ${error.message}`)
      answer(response, 500, 'the witness failed\n')
    })
  })
  server.maxConnections = MOST_CONNECTIONS
  await listening(server, host, port)
  return {
    port: (server.address() as AddressInfo).port,
    consider,
    seen: (origin) => state.last(origin)?.size ?? 0,
    failed: state.failed,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 1_000).unref()
      await closed
      await state.settled()
    },
  }
}

/** The body; undefined when it is too long. What is too long is read and let go, so that the answer arrives. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  let parts: Buffer[] | undefined = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LONGEST_REQUEST) parts = undefined
    parts?.push(part)
  }
  return parts && Buffer.concat(parts)
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
