/**
 * What an audit came to know, in one file: a line that says of which record, a line for each matter and each year,
 * and a line with the SHA-256 of all before it. It is written beside and moved into place, so it is whole or absent.
 */

import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fromBase64, toBase64 } from '@goc/record/bytes.ts'
import { HASH_BYTES } from '@goc/record/hash.ts'
import { tileWidths } from '@goc/record/tile.ts'
import { Fault } from './fault.ts'
import type { Case } from './ledger.ts'
import type { Known } from './reader.ts'
import type { YearSums } from './sums.ts'

const VERSION = 1
type Head = { version: number; vkey: string; size: number; tiles: string[]; t?: number }
type Line = { subject: string; n: number; state: unknown } | { year: string; sums: [string, object][] }

export async function keepState(file: string, vkey: string, { edge, acts }: Known): Promise<void> {
  const beside = `${file}.${process.pid}.new`
  const out = await open(beside, 'w')
  try {
    const digest = createHash('sha256')
    let text = ''
    const flush = async () => {
      digest.update(text)
      await out.write(text)
      text = ''
    }
    const head: Head = { version: VERSION, vkey, size: edge.size, tiles: edge.tiles.map(toBase64) }
    text += `${JSON.stringify(acts ? { ...head, t: acts.t } : head)}\n`
    for (const line of acts ? linesOf(acts) : []) {
      text += `${JSON.stringify(line)}\n`
      if (text.length > 1 << 20) await flush()
    }
    await flush()
    await out.write(`${JSON.stringify({ sha256: digest.digest('hex') })}\n`)
    await out.sync()
  } finally {
    await out.close()
  }
  await rename(beside, file)
}

function* linesOf({ cases, years }: NonNullable<Known['acts']>): Generator<Line> {
  for (const [subject, { n, state }] of cases) yield { subject, n, state }
  for (const [year, sums] of years) yield { year, sums: [...sums] }
}

/** What the file knows; undefined when there is none yet. Throws `bad-state` where it is damaged, or of another record or kind of audit. */
export async function readState(file: string, vkey: string, treeOnly: boolean): Promise<Known | undefined> {
  if (!existsSync(file)) return undefined
  const damaged = () => new Fault('bad-state', `${file} is damaged; move it away to begin anew`)
  const digest = createHash('sha256')
  const cases = new Map<string, Case>()
  const years: YearSums = new Map()
  let head: Head | undefined
  let ended = false
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (ended) throw damaged()
    const line = parse(text) ?? ({} as object)
    if (head === undefined) {
      head = line as Head
    } else if ('sha256' in line) {
      ended = line.sha256 === digest.digest('hex')
      if (!ended) throw damaged()
      continue
    } else if ('subject' in line) {
      const { subject, n, state } = line as Extract<Line, { subject: string }>
      cases.set(subject, { n, state })
    } else if ('year' in line) {
      const { year, sums } = line as Extract<Line, { year: string }>
      years.set(year, new Map(sums) as Map<string, Record<string, number>>)
    } else throw damaged()
    digest.update(`${text}\n`)
  }
  if (!head || !ended || head.version !== VERSION) throw damaged()
  if (head.vkey !== vkey) throw new Fault('bad-state', `${file} knows another record: that of ${head.vkey}`)
  if (treeOnly !== (head.t === undefined)) {
    const how = treeOnly ? 'without --tree-only' : 'with --tree-only'
    throw new Fault('bad-state', `${file} was kept by an audit ${how}; each kind needs a file of its own`)
  }
  const edge = { size: head.size, tiles: head.tiles.map(fromBase64) }
  const fits = tileWidths(edge.size).every(
    ({ level, partial }) => edge.tiles[level]?.length === partial * HASH_BYTES,
  )
  if (!fits) throw damaged()
  return head.t === undefined ? { edge } : { edge, acts: { t: head.t, cases, years } }
}

function parse(text: string): object | undefined {
  try {
    return JSON.parse(text, text.includes('"leafHash"') ? entries : undefined)
  } catch {
    return undefined
  }
}

/** Entries that the rules remember ask for their hash by a call. */
function entries(_: string, value: { index?: number; leafHash?: string }): unknown {
  if (typeof value !== 'object' || value === null || typeof value.leafHash !== 'string') return value
  const { index, leafHash } = value
  return { index, hash: () => leafHash, toJSON: () => ({ index, leafHash }) }
}
