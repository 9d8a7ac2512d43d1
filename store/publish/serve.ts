/** The record over HTTP: C2SP tlog-tiles below /record, for anyone to copy (interfaces.md §6). */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { RecordError } from '@goc/record/errors.ts'
import { parsePath, type RecordPath, TILE_WIDTH, tilePath } from '@goc/record/tile.ts'
import type { Database, Store } from '../database.ts'
import { readIdentity } from '../identity.ts'
import { readBundle, tileReader } from '../tiles.ts'
import { cosignedNote, latestPublished, readWitnesses } from '../witnesses.ts'
import { memoryOf } from './memory.ts'
import { proofOf } from './proof.ts'

type Answer = { type: string; body: Uint8Array | string; immutable?: true; encoding?: 'gzip' }
type Tile = Exclude<RecordPath, { kind: 'checkpoint' }>

const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_A_MOMENT = 'public, max-age=2'
/** Bytes of tiles and bundles that are kept in memory: the newest hundred thousand entries, more or less. */
const MEMORY = 32_000_000
/** Bundles shorter than this gain nothing by being packed. */
const SHORT = 500

const TEXT = 'text/plain; charset=utf-8'
const BYTES = 'application/octet-stream'
const JSON_TEXT = 'application/json; charset=utf-8'

/** Thrown for an address that cannot be one of the record's. */
class Malformed extends Error {}

/** Answers GET and HEAD below /record; gives whether it did. Throws only what is a fault of ours. */
export function serveRecord({ db }: Pick<Store, 'db'>, { memory: most = MEMORY } = {}) {
  const answerTo = recordOf(db, most)
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = (request.url ?? '').split('?', 1)[0]!
    if (!path.startsWith('/record/')) return false
    response.setHeader('access-control-allow-origin', '*')
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      plain(response, 405, 'this address is for reading only')
      return true
    }
    try {
      const packs = acceptsGzip(request.headers['accept-encoding'])
      const answer = await answerTo(path.slice('/record/'.length), packs)
      if (answer) send(request, response, answer)
      else plain(response, 404, 'there is nothing at this address')
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      plain(response, 400, error.message)
    }
    return true
  }
}

function recordOf(db: Database, most: number) {
  const memory = memoryOf(most)
  // Only grows. What lies within it was published for good, so nobody need be asked.
  let published = 0
  async function reaches(size: number): Promise<boolean> {
    if (size > published) published = Math.max(published, (await latestPublished(db))?.size ?? 0)
    return size <= published
  }
  const fullTile = (level: number, n: number) =>
    memory.get(tilePath(level, n), () => tileReader(db)(level, n, TILE_WIDTH))
  const readTile = async (level: number, n: number, width: number) =>
    width === TILE_WIDTH ? (await fullTile(level, n))!.bytes : tileReader(db)(level, n, width)

  async function ofTile(path: string, tile: Tile, packs: boolean): Promise<Answer | undefined> {
    const level = tile.kind === 'tile' ? tile.level : 0
    const { n, width } = tile
    // The smallest tree that has this tile. Its size is no safe number where no tree can be so large.
    const size = (n * TILE_WIDTH + width) * TILE_WIDTH ** level
    if (!Number.isSafeInteger(size) || !(await reaches(size))) return undefined
    const kept = await memory.get(path, async () =>
      tile.kind === 'tile' ? readTile(level, n, width) : readBundle(db, n, width),
    )
    if (!kept) return undefined
    if (tile.kind === 'tile' || !packs || kept.bytes.length < SHORT)
      return { type: BYTES, body: kept.bytes, immutable: true }
    kept.packed ??= pack(kept.bytes)
    return { type: BYTES, body: await kept.packed, immutable: true, encoding: 'gzip' }
  }

  async function ofEntry(what: string, index: number): Promise<Answer | undefined> {
    if (!(await reaches(index + 1))) return undefined
    if (what === 'proof') {
      const found = await proofOf(db, index, readTile)
      return found && { type: TEXT, body: found.proof }
    }
    const row = await db.selectFrom('entry').select('leaf').where('index', '=', index).executeTakeFirst()
    return row && { type: JSON_TEXT, body: row.leaf, immutable: true }
  }

  return async (path: string, packs: boolean): Promise<Answer | undefined> => {
    const [, what, digits] = /^(proof|leaf)\/(.*)$/.exec(path) ?? []
    if (what) {
      if (!/^(0|[1-9]\d{0,14})$/.test(digits!)) throw new Malformed('an index is a decimal number')
      return ofEntry(what, Number(digits))
    }
    if (path.startsWith('tile/')) return ofTile(path, placeOf(path), packs)
    switch (path) {
      case 'checkpoint': {
        const newest = await latestPublished(db)
        return newest && { type: TEXT, body: (await cosignedNote(db, newest.size)) ?? newest.note }
      }
      case 'vkey': {
        const identity = await readIdentity(db)
        return identity && { type: TEXT, body: `${identity.vkey}\n` }
      }
      case 'witnesses':
        // Their addresses may be known to nobody else.
        return {
          type: JSON_TEXT,
          body: JSON.stringify((await readWitnesses(db)).map(({ url: _, ...one }) => one)),
        }
      default:
        return undefined
    }
  }
}

function placeOf(path: string): Tile {
  try {
    return parsePath(path) as Tile
  } catch (error) {
    if (error instanceof RecordError) throw new Malformed(error.message)
    throw error
  }
}

const gzipped = promisify(gzip)
const pack = async (bytes: Uint8Array): Promise<Uint8Array> => gzipped(bytes)

function acceptsGzip(header: string | string[] | undefined): boolean {
  const offers = String(header ?? '').split(',')
  return offers.some((offer) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(offer))
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { type, body, immutable, encoding } = answer
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(200, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': immutable ? FOR_EVER : FOR_A_MOMENT,
    ...(type === BYTES && { vary: 'accept-encoding' }),
    ...(encoding && { 'content-encoding': encoding }),
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': TEXT, 'cache-control': 'no-store' })
  response.end(`${text}\n`)
}
