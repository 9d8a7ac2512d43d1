/** The audit: whether a record holds, entry by entry, and whether the figures published are those it adds up to. */

import type { UnitCounts } from '@goc/domain/figures.ts'
import type { Span } from '@goc/domain/period.ts'
import { toBase64, toBase64url } from '@goc/record/bytes.ts'
import type { Crypto } from '@goc/record/checkpoint.ts'
import { hashAt, type TreeHasher } from '@goc/record/hash.ts'
import { edgeRoot, emptyEdge, type TreeEdge } from '@goc/record/tile.ts'
import { type AskFigures, assertFigures, assertSameRecord, type Claim, readClaim } from './claims.ts'
import { Fault } from './fault.ts'
import { eachAct } from './leaf.ts'
import { type Case, type Ledger, makeLedger } from './ledger.ts'
import { readCheckpoint, type Signed, type Source } from './published.ts'
import { countFirst, figuresIn } from './recount.ts'
import { makeSignatures } from './signatures.ts'
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
  /** Verifier keys of witnesses that must have cosigned. */
  witnesses?: readonly string[]
  treeOnly?: boolean
  known?: Known
  /** Published figures to be counted anew, besides those that `ask` gives. */
  claims?: readonly unknown[]
  /** Asked for the figures of each root unit and year. */
  ask?: AskFigures
  onProgress?(done: number, total: number): void
}

export type Report = {
  origin: string
  size: number
  root: string
  /** When the last entry was entered; where acts were read. */
  time?: string
  /** Entries read this time: all, or those since the state that was kept. */
  checked: number
  signatures: number
  witnesses: Signed['witnesses']
  /** The figures that were counted and found to be as published. */
  figures: { unit: string; from: string; to: string; size: number }[]
  ms: number
  known: Known
}

/** Figures are asked for while the record grows: it is followed so many times. */
const FOLLOW = 5

/** Throws the first `Fault`, by index. */
export async function audit(job: Audit): Promise<Report> {
  const began = performance.now()
  const { source, vkey, crypto, hasher, treeOnly = false, onProgress } = job
  let signed = await readCheckpoint(source, vkey, crypto, job.witnesses)
  const signatures = makeSignatures(signed.origin)
  const acts = job.known?.acts
  const ledger = treeOnly ? undefined : makeLedger(signatures.check, acts?.t, acts?.cases)
  const years: YearSums = acts?.years ?? new Map()
  let edge = job.known?.edge ?? emptyEdge()
  const start = edge.size
  const checked: Report['figures'] = []
  if (start > 0 && !treeOnly && !acts)
    throw new Fault(
      'not-an-extension',
      'the kept state knows only the tree: verify once without it, or with --tree-only',
    )

  function visit(leaves: Leaves): void {
    eachAct(leaves, (act, index, { hashes }, i) => {
      ledger!.enter(act, index, { index, hash: () => toBase64url(hashAt(hashes, i)) })
      addToYears(years, act)
    })
  }
  const pathTo = (): Path => ({
    source,
    hasher,
    size: signed.size,
    ...(ledger && { visit, rest: () => signatures.settle() }),
    ...(onProgress && { onProgress }),
  })

  async function readTo(size: number): Promise<void> {
    if (size < edge.size)
      throw new Fault('not-an-extension', `${size} entries are signed, and ${edge.size} were seen before`)
    try {
      edge = await walk(edge, size, pathTo())
    } catch (fault) {
      // A signature that is still being checked may be the earlier fault.
      await signatures.settle(true)
      throw fault
    }
    await signatures.settle(true)
    if (size === signed.size) assertRoot(hasher, edge, signed.root)
  }

  /** Counts one claim; the reader stands at its size, or beyond, or it has not got there. */
  async function check(claim: Claim): Promise<void> {
    const { unit, from, to, checkpoint } = claim
    if (checkpoint.size > signed.size)
      throw new Fault(
        'claim-of-another-record',
        `the figures of ${unit} are of ${checkpoint.size} entries, and ${signed.size} are signed`,
      )
    const here = checkpoint.size === edge.size && yearOf(claim) !== undefined && ledger
    const counted = here ? countedHere(ledger, claim) : await countAgain(checkpoint.size, claim)
    assertSameRecord(claim, { origin: signed.origin, ...counted })
    assertFigures(claim, figuresIn(counted.sums, counted.tree, unit, to))
    checked.push({ unit, from, to, size: checkpoint.size })
  }

  function countedHere(at: Ledger, span: Span) {
    const sums: UnitCounts = years.get(yearOf(span)!) ?? new Map()
    return { size: edge.size, root: toBase64(edgeRoot(hasher, edge)), t: at.t, sums, tree: at.tree() }
  }
  async function countAgain(size: number, span: Span) {
    const counted = await countFirst(size, span, { source, hasher, size: signed.size })
    return { ...counted, size, root: toBase64(edgeRoot(hasher, counted.edge)) }
  }

  const claims = (job.claims ?? []).map(readClaim)
  const stops = new Set(
    claims.map(({ checkpoint }) => checkpoint.size).filter((size) => size > start && size < signed.size),
  )
  for (const size of [...stops].sort((a, b) => a - b)) {
    await readTo(size)
    for (const claim of claims) if (claim.checkpoint.size === size) await check(claim)
  }
  await readTo(signed.size)
  for (const claim of claims) if (!stops.has(claim.checkpoint.size)) await check(claim)

  if (job.ask && ledger) {
    for (const { unit, year } of questionsOf(ledger, years)) {
      const answer = await job.ask({ unit, from: `${year}-01-01`, to: `${year}-12-31` })
      if (answer === undefined) continue
      const claim = readClaim(answer)
      for (let i = 0; claim.checkpoint.size > signed.size && i < FOLLOW; i++) {
        signed = await readCheckpoint(source, vkey, crypto, job.witnesses)
        await readTo(signed.size)
      }
      await check(claim)
    }
  }
  return {
    origin: signed.origin,
    size: signed.size,
    root: toBase64(signed.root),
    ...(ledger && { time: new Date(ledger.t * 1000).toISOString() }),
    checked: signed.size - start,
    signatures: signatures.count(),
    witnesses: signed.witnesses,
    figures: checked,
    ms: performance.now() - began,
    known: { edge, ...(ledger && { acts: { t: ledger.t, cases: ledger.cases, years } }) },
  }
}

/** Each unit that belongs to no other, and each year in which anything counts. */
function* questionsOf(ledger: Ledger, years: YearSums): Generator<{ unit: string; year: string }> {
  const roots = ledger
    .tree()
    .all()
    .filter((unit) => unit.parents.length === 0 && unit.until === undefined)
  for (const year of [...years.keys()].sort()) for (const { id } of roots) yield { unit: id, year }
}
