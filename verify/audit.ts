/** The audit: whether a record holds, entry by entry, and whether the figures published are those it adds up to. */

import type { Figures } from '@goc/domain/figures.ts'
import type { Span } from '@goc/domain/period.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import type { Crypto } from '@goc/record/checkpoint.ts'
import type { TreeHasher } from '@goc/record/hash.ts'
import { edgeRoot } from '@goc/record/tile.ts'
import { type AskFigures, assertFigures, assertSameRecord, type Claim, readClaim } from './claims.ts'
import { Fault } from './fault.ts'
import type { Signed, Source } from './published.ts'
import { type Known, openReader, type Reader } from './reader.ts'
import { countFirst, figuresIn } from './recount.ts'
import type { CheckAll } from './signatures.node.ts'
import { yearOf } from './sums.ts'
import type { Walk } from './walk.ts'

type Question = { unit: string } & Span

export type Audit = {
  source: Source
  vkey: string
  crypto: Crypto
  hasher: TreeHasher
  /** Keys of witnesses, each of which must have cosigned the checkpoint. */
  witnesses?: readonly string[]
  /** Only hashes: no entry is read. */
  treeOnly?: boolean
  /** What an earlier audit came to know: only what is new is checked. It is changed on the way. */
  known?: Known
  /** Published figures at hand. */
  claims?: readonly unknown[]
  /** Whoever publishes figures: asked for those of each root unit and year. */
  ask?: AskFigures
  /** Figures to be counted for the reader. Where there is `ask`, they are asked for as well. */
  count?: Question
  /** A thread that reads and checks signatures beside this one. */
  beside?: { walk: Walk; checkAll: CheckAll }
  onProgress?(done: number, total: number): void
  signal?: AbortSignal
}

export type Report = {
  origin: string
  size: number
  root: string
  /** When the last entry was entered; where entries were read. */
  time?: string
  /** Entries checked this time. */
  checked: number
  /** Citizens' signatures checked this time. */
  signatures: number
  witnesses: Signed['witnesses']
  /** Published figures that were counted again, each as of the size of its checkpoint. */
  figures: (Question & { size: number })[]
  counted?: Question & Figures
  ms: number
  known: Known
}

/** Throws the first `Fault`. */
export async function audit(job: Audit): Promise<Report> {
  const began = performance.now()
  const reader = await openReader(job)
  const start = reader.edge.size
  const claims = (job.claims ?? []).map(readClaim).sort((a, b) => a.checkpoint.size - b.checkpoint.size)
  for (const claim of claims) await checkClaim(reader, job, claim)
  await reader.readTo(reader.signed.size)
  if (job.ask) {
    for (const question of questionsOf(reader, job.count)) {
      const answer = await job.ask(question)
      if (answer !== undefined) claims.push(await checkAnswer(reader, job, question, answer))
    }
    // A claim may have been newer than the checkpoint, and led on to another.
    await reader.readTo(reader.signed.size)
  }
  const count = job.treeOnly ? undefined : job.count
  const counted = count && (await countAt(reader, job, reader.signed.size, count)).figures
  const { origin, size, root, witnesses } = reader.signed
  return {
    origin,
    size,
    root: toBase64(root),
    ...(!job.treeOnly && { time: new Date(reader.ledger.t * 1000).toISOString() }),
    checked: size - start,
    signatures: reader.signatures.count(),
    witnesses,
    figures: claims.map(({ unit, from, to, checkpoint }) => ({ unit, from, to, size: checkpoint.size })),
    ...(count && counted && { counted: { unit: count.unit, from: count.from, to: count.to, ...counted } }),
    ms: performance.now() - began,
    known: reader.known(),
  }
}

/** Every unit that belongs to no other, in every year that something counts in; and what the reader asks. */
function questionsOf({ ledger, years }: Reader, count: Question | undefined): Question[] {
  const questions = [...years.keys()].sort().flatMap((year) => {
    const [from, to] = [`${year}-01-01`, `${year}-12-31`]
    const roots = ledger
      .tree()
      .all()
      .filter(({ id }) => ledger.tree().parentOf(id, to) === undefined)
    return roots.map(({ id }) => ({ unit: id, from, to }))
  })
  return count ? [...questions, count] : questions
}

async function checkAnswer(reader: Reader, job: Audit, asked: Question, answer: unknown): Promise<Claim> {
  const claim = readClaim(answer)
  if (claim.unit !== asked.unit || claim.from !== asked.from || claim.to !== asked.to)
    throw new Fault(
      'bad-claim',
      `asked for ${asked.unit}, ${asked.from} to ${asked.to}, it answered another question`,
    )
  await checkClaim(reader, job, claim)
  return claim
}

/** Throws unless the claim belongs to this record, and says what its acts add up to as of its checkpoint. */
async function checkClaim(reader: Reader, job: Audit, claim: Claim): Promise<void> {
  const { size } = claim.checkpoint
  // Figures may be newer than the checkpoint read before them.
  if (size > reader.signed.size) await reader.refresh()
  const { origin } = reader.signed
  if (size > reader.signed.size) {
    const message = `figures of ${size} entries are published, and ${reader.signed.size} are signed`
    throw new Fault('claim-of-another-record', message)
  }
  const { edge, t, figures } = await countAt(reader, job, size, claim)
  assertSameRecord(claim, { origin, size, root: toBase64(edgeRoot(job.hasher, edge)), t })
  assertFigures(claim, figures)
}

/** The figures of the first `size` entries. Sums of years are at hand where the reader stands; others take a second pass. */
async function countAt(reader: Reader, { beside }: Audit, size: number, { unit, from, to }: Question) {
  const year = yearOf({ from, to })
  if (size >= reader.edge.size) await reader.readTo(size)
  if (size === reader.edge.size && year !== undefined) {
    const { edge, ledger } = reader
    const figures = figuresIn(reader.years.get(year) ?? new Map(), ledger.tree(), unit, to)
    return { edge, t: ledger.t, figures }
  }
  const { edge, t, sums, tree } = await countFirst(size, { from, to }, reader.path(), beside?.walk)
  return { edge, t, figures: figuresIn(sums, tree, unit, to) }
}
