/** The record over HTTP: C2SP tlog-tiles below /record, for anyone to copy (interfaces.md §6). */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { parsePath, TILE_WIDTH, tileWidth } from '@goc/record/tile.ts'
import type { Database, Store } from '../database.ts'
import { readIdentity } from '../identity.ts'
import { readBundle, tileReader } from '../tiles.ts'
import { cosignedNote, latestPublished, readWitnesses } from '../witnesses.ts'
import { proofOf } from './proof.ts'

type Answer = { type: string; body: Uint8Array | string; forEver?: boolean }

const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_A_MOMENT = 'public, max-age=2'

/** Answers GET and HEAD below /record; gives whether it did. */
export function serveRecord({ db }: Pick<Store, 'db'>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = (request.url ?? '').split('?', 1)[0]!
    if (!path.startsWith('/record/')) return false
    response.setHeader('access-control-allow-origin', '*')
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      plain(response, 405, 'this address is for reading only')
      return true
    }
    const answer = await answerTo(db, path.slice('/record/'.length))
    if (!answer) {
      plain(response, 404, 'there is nothing at this address')
      return true
    }
    const body = Buffer.from(answer.body as Uint8Array)
    response.writeHead(200, {
      'content-type': answer.type,
      'content-length': body.length,
      'cache-control': answer.forEver ? FOR_EVER : FOR_A_MOMENT,
    })
    response.end(request.method === 'HEAD' ? undefined : body)
    return true
  }
}

async function answerTo(db: Database, path: string): Promise<Answer | undefined> {
  const text = 'text/plain; charset=utf-8'
  if (path === 'vkey') {
    const identity = await readIdentity(db)
    return identity && { type: text, body: `${identity.vkey}\n` }
  }
  if (path === 'witnesses') {
    return { type: 'application/json; charset=utf-8', body: JSON.stringify(await readWitnesses(db)) }
  }
  const size = (await latestPublished(db))?.size
  if (size === undefined) return undefined
  if (path === 'checkpoint') return { type: text, body: (await cosignedNote(db, size))! }

  const [, what, digits] = /^(proof|leaf)\/(0|[1-9]\d{0,15})$/.exec(path) ?? []
  if (what) return ofEntry(db, what, Number(digits))
  return ofTile(db, path, size)
}

async function ofEntry(db: Database, what: string, index: number): Promise<Answer | undefined> {
  const found = await proofOf(db, index)
  if (!found) return undefined
  return what === 'leaf'
    ? { type: 'application/json', body: found.leaf, forEver: true }
    : { type: 'text/plain; charset=utf-8', body: found.proof }
}

async function ofTile(db: Database, path: string, size: number): Promise<Answer | undefined> {
  const place = readPath(path)
  if (!place || place.kind === 'checkpoint') return undefined
  const level = place.kind === 'tile' ? place.level : 0
  if (place.width > tileWidth(size, level, place.n) || place.width > TILE_WIDTH) return undefined
  const body =
    place.kind === 'tile'
      ? await tileReader(db)(level, place.n, place.width)
      : await readBundle(db, place.n, place.width)
  return body && { type: 'application/octet-stream', body, forEver: true }
}

function readPath(path: string): ReturnType<typeof parsePath> | undefined {
  try {
    return parsePath(path)
  } catch {
    return undefined
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${text}\n`)
}
