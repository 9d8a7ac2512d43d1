/**
 * The state that an audit keeps: where it had come, and what it then knew of every matter. Bound to one record by its
 * origin and key, and to itself by a digest. The first line is the head; each line after it one matter.
 */

import { createHash } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import type { Entry } from '@goc/domain/act.ts'
import type { Counts } from '@goc/domain/tally.ts'
import { fromBase64, toBase64 } from '@goc/record/bytes.ts'
import type { Known } from './audit.ts'
import { Fault } from './fault.ts'
import type { Case } from './ledger.ts'

type Head = {
  version: 1
  vkey: string
  size: number
  tiles: string[]
  t?: number
  years?: [string, [string, Counts][]][]
  digest: string
}

/** What was kept for this record; undefined when nothing was. Throws `bad-state` when it is of another or was changed. */
export async function readState(path: string, vkey: string): Promise<Known | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const end = text.indexOf('\n')
  const body = text.slice(end + 1)
  const { digest, ...head } = parse(text.slice(0, end))
  if (head.vkey !== vkey) throw new Fault('bad-state', `${path} was kept for another record`)
  if (digestOf(head, body) !== digest) throw new Fault('bad-state', `${path} was changed since it was kept`)

  const edge = { size: head.size, tiles: head.tiles.map(fromBase64) }
  if (head.t === undefined || !head.years) return { edge }
  const cases = new Map<string, Case>()
  for (const line of body.split('\n')) {
    if (line === '') continue
    const [subject, n, state] = JSON.parse(line, reviveEntry) as [string, number, unknown]
    cases.set(subject, { n, state })
  }
  const years = new Map(head.years.map(([year, units]) => [year, new Map(units)]))
  return { edge, acts: { t: head.t, cases, years } }
}

/** Written beside and put in place whole: a crash leaves the old one. */
export async function keepState(path: string, vkey: string, { edge, acts }: Known): Promise<void> {
  const lines: string[] = []
  for (const [subject, { n, state }] of acts?.cases ?? [])
    lines.push(`${JSON.stringify([subject, n, state], keepEntry)}\n`)
  const body = lines.join('')
  const head = {
    version: 1 as const,
    vkey,
    size: edge.size,
    tiles: edge.tiles.map(toBase64),
    ...(acts && {
      t: acts.t,
      years: [...acts.years].map(([year, units]): [string, [string, Counts][]] => [year, [...units]]),
    }),
  }
  const file = await open(`${path}.new`, 'w')
  try {
    await file.writeFile(`${JSON.stringify({ ...head, digest: digestOf(head, body) })}\n${body}`)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

const digestOf = (head: object, body: string): string =>
  createHash('sha256').update(JSON.stringify(head)).update('\n').update(body).digest('base64')

function parse(line: string): Head {
  try {
    const head = JSON.parse(line) as Head
    if (head.version === 1) return head
  } catch {
    // Said below.
  }
  throw new Fault(
    'bad-state',
    'the kept state is not of this version: remove it and verify from the beginning',
  )
}

// An answer's place in the record is a function of its leaf hash; it is kept as the hash itself.
const keepEntry = (name: string, value: unknown): unknown =>
  name === 'entry' && value ? { index: (value as Entry).index, hash: (value as Entry).hash() } : value
const reviveEntry = (name: string, value: unknown): unknown =>
  name === 'entry'
    ? { index: (value as { index: number }).index, hash: () => (value as { hash: string }).hash }
    : value
