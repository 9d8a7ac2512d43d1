/**
 * What an audit came to know, in one file: a line that says of which record, a line for each matter and each year,
 * and a line with the SHA-256 of all before it. It is written beside and moved into place, so it is whole or absent.
 */

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import type { Counts } from '@goc/domain/tally.ts'
import { fromBase64, toBase64 } from '@goc/record/bytes.ts'
import { HASH_BYTES } from '@goc/record/hash.ts'
import { tileWidths } from '@goc/record/tile.ts'
import { Fault } from './fault.ts'
import { blocksOf, endOfLine, KeptCase, subjectAt } from './kept.node.ts'
import type { Case } from './ledger.ts'
import type { Known } from './reader.ts'
import type { YearSums } from './sums.ts'

const VERSION = 1
/** Bytes written, and read, at once. */
const BLOCK = 1 << 22
type Head = { version: number; vkey: string; size: number; tiles: string[]; t?: number }
type Year = { year: string; sums: [string, Counts][] }
type Line = Head | Year | { sha256: string }

export async function keepState(file: string, vkey: string, { edge, acts }: Known): Promise<void> {
  const beside = `${file}.${process.pid}.new`
  const out = await open(beside, 'w')
  try {
    const digest = createHash('sha256')
    const write = async (bytes: Uint8Array) => {
      digest.update(bytes)
      await out.writeFile(bytes)
    }
    const head: Head = { version: VERSION, vkey, size: edge.size, tiles: edge.tiles.map(toBase64) }
    await write(line(acts ? { ...head, t: acts.t } : head))
    for (const bytes of acts ? piecesOf(acts.cases) : []) await write(bytes)
    for (const [year, sums] of acts?.years ?? []) await write(line({ year, sums: [...sums] }))
    await out.writeFile(line({ sha256: digest.digest('hex') }))
    await out.sync()
  } finally {
    await out.close()
  }
  await rename(beside, file)
}

const line = (value: Line): Buffer => Buffer.from(`${JSON.stringify(value)}\n`)

/** The lines of all matters, many at a time. Neighbours that nothing has changed go out as they came in. */
function* piecesOf(cases: ReadonlyMap<string, Case>): Generator<Buffer> {
  let text = ''
  let kept: { block: Buffer; from: number; to: number } | undefined
  const piece = () => {
    const bytes = kept ? kept.block.subarray(kept.from, kept.to) : Buffer.from(text)
    kept = undefined
    text = ''
    return bytes
  }
  for (const [subject, known] of cases) {
    if (known instanceof KeptCase && !known.changed) {
      // With its line feed.
      const { block, from, to } = known
      if (kept?.block === block && kept.to === from) kept.to = to + 1
      else {
        yield piece()
        kept = { block, from, to: to + 1 }
      }
    } else {
      if (kept || text.length > BLOCK) yield piece()
      const { n, state } = known
      text += `${JSON.stringify({ subject, n, state })}\n`
    }
  }
  yield piece()
}

/** What the file knows; undefined when there is none yet. Throws `bad-state` where it is damaged, or of another record or kind of audit. */
export async function readState(file: string, vkey: string, treeOnly: boolean): Promise<Known | undefined> {
  if (!existsSync(file)) return undefined
  const damaged = () => new Fault('bad-state', `${file} is damaged; move it away to begin anew`)
  const digest = createHash('sha256')
  const cases = new Map<string, Case>()
  const others: Line[] = []
  let ended = false
  for await (const block of blocksOf(file, BLOCK)) {
    for (let from = 0, to = 0; from < block.length; from = to + 1) {
      if (ended) throw damaged()
      to = endOfLine(block, from)
      const subject = subjectAt(block, from)
      if (subject !== undefined) {
        cases.set(subject, new KeptCase(block, from, to))
        continue
      }
      const found = parse(block.toString('utf8', from, to))
      if (!found || to === block.length) throw damaged()
      if ('sha256' in found) {
        digest.update(block.subarray(0, from))
        ended = found.sha256 === digest.digest('hex')
        if (!ended) throw damaged()
      } else others.push(found)
    }
    if (!ended) digest.update(block)
  }
  // Nothing is made of what was read before its hash is known to be right.
  if (!ended) throw damaged()
  const [head, ...sums] = others as [Head | undefined, ...Year[]]
  if (head?.version !== VERSION) throw damaged()
  const years: YearSums = new Map(sums.map((each) => [each.year, new Map(each.sums)]))
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

function parse(text: string): Line | undefined {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
