/** The audit: whether a record holds, entry by entry, and whether the figures published are those it adds up to. */

import type { Act, Entry } from '@goc/domain/act.ts'
import { addDays, dayOf } from '@goc/domain/day.ts'
import type { Figures } from '@goc/domain/figures.ts'
import { equalBytes, toBase64, toBase64url } from '@goc/record/bytes.ts'
import type { Crypto } from '@goc/record/checkpoint.ts'
import { hashAt, type PackedHashes, type TreeHasher } from '@goc/record/hash.ts'
import { edgeRoot, emptyEdge, type TreeEdge } from '@goc/record/tile.ts'
import { type AskFigures, assertFigures, assertSameRecord, type Claim, readClaim } from './claims.ts'
import { Fault } from './fault.ts'
import { eachAct } from './leaf.ts'
import { type Case, type Ledger, makeLedger } from './ledger.ts'
import { readCheckpoint, type Signed, type Source } from './published.ts'
import { assertBeginning, countFirst, figuresIn } from './recount.ts'
import { makeSignatures, type Signatures } from './signatures.ts'
import { addToYears, type YearSums, yearOf } from './sums.ts'
import { assertRoot, type Leaves, type Path, walk } from './walk.ts'

/** What an audit came to know, to go on from the next time. Without `acts`, only the tree was checked. */
export type Known = {
  edge: TreeEdge
  acts?: { t: number; cases: Map<string, Case>; years: YearSums }
}

export type Audit = {
  source: Source
  vkey: string
  crypto: Crypto
  hasher: TreeHasher
  witnesses?: readonly string[]
  treeOnly?: boolean
  known?: Known
  /** Claims to be checked besides those that `ask` gives. */
  claims?: readonly unknown[]
  /** Asked for the figures of each root unit and year. */
  ask?: AskFigures
  /** A span whose figures are to be reported. */
  count?: { unit: string; from: string; to: string }
  onProgress?(done: number, total: number): void
  signal?: AbortSignal
}

export type Report = {
  origin: string
  size: number
  root: string
  /** When the last entry was entered; where acts were read. */
  time?: string
  /** Entries seen this time: all, or those since the state that was kept. */
  checked: number
  signatures: number
  witnesses: Signed['witnesses']
  figures: { unit: string; from: string; to: string; size: number }[]
  counted?: Figures
  ms: number
  known: Known
}

/** Throws the first `Fault`. */
export async function audit(job: Audit): Promise<Report> {
  const began = performance.now()
  const reader = new Reader(job)
  await reader.open()
  const start = reader.edge.size
  // A claim may be of a smaller record than the one signed by now: the reader stops there on its way.
  const given = (job.claims ?? []).map(readClaim)
  for (const size of stopsOf(given, start, reader.signed.size)) {
    await reader.readTo(size)
    for (const claim of given) if (claim.checkpoint.size === size) await reader.check(claim)
  }
  await reader.readTo(reader.signed.size)
  for (const claim of given) {
    if (claim.checkpoint.size < start || claim.checkpoint.size > reader.signed.size) await reader.check(claim)
  }
  if (job.ask && !job.treeOnly) await reader.checkPublished(job.ask)
  const counted = job.count && (await reader.figures(job.count))

  const { origin, size, root, witnesses } = reader.signed
  const { t } = reader.ledger
  return {
    origin,
    size,
    root: toBase64(root),
    ...(!job.treeOnly && { time: new Date(t * 1000).toISOString() }),
    checked: size - start,
    signatures: reader.signatures.count(),
    witnesses,
    figures: reader.checked.map(({ unit, from, to, checkpoint }) => ({ unit, from, to, size: checkpoint.size })),
    ...(counted && { counted }),
    ms: performance.now() - began,
    known: reader.known(),
  }
}
