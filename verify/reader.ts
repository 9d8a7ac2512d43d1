/** A record being read: how far, what is known there, and what its log has signed. */

import type { Act, Entry } from '@goc/domain/act.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { hashAt, type PackedHashes } from '@goc/record/hash.ts'
import { edgeRoot, emptyEdge, type TreeEdge } from '@goc/record/tile.ts'
import type { Audit } from './audit.ts'
import { Fault } from './fault.ts'
import { eachAct } from './leaf.ts'
import { type Case, type Ledger, makeLedger } from './ledger.ts'
import { readCheckpoint, type Signed } from './published.ts'
import { assertBeginning } from './recount.ts'
import { makeSignatures, type Signatures } from './signatures.node.ts'
import { addToYears, type YearSums } from './sums.ts'
import { assertRoot, type Leaves, type Path, walk } from './walk.ts'

/** What an audit came to know, to go on from the next time. Without `acts`, only the tree was checked. */
export type Known = {
  edge: TreeEdge
  acts?: { t: number; cases: Map<string, Case>; years: YearSums }
}

export type Reader = {
  readonly signed: Signed
  readonly edge: TreeEdge
  readonly ledger: Ledger
  readonly years: YearSums
  readonly signatures: Signatures
  /** What it takes to walk through this record once more. */
  path(): Path
  /** Reads on to the first `size` entries; those of the checkpoint must have its root. */
  readTo(size: number): Promise<void>
  /** Takes a newer checkpoint, when there is one. */
  refresh(): Promise<void>
  known(): Known
}

/** Opens a record at what is known of it. Throws `not-an-extension` when it does not begin with that. */
export async function openReader(job: Audit): Promise<Reader> {
  const { source, crypto, hasher } = job
  const take = async (): Promise<Signed> => readCheckpoint(source, job.vkey, crypto, job.witnesses)
  let signed = await take()
  let edge = job.known?.edge ?? emptyEdge()
  const { t, cases, years = new Map() } = job.known?.acts ?? {}
  const signatures = makeSignatures(signed.origin, job.beside?.checkAll)
  const ledger = makeLedger(signatures.check, t, cases)

  // The whole edge was checked against its root when it was kept: a proof from it is a proof from what was seen.
  const extend = () =>
    assertBeginning(source, crypto, hasher, { size: edge.size, root: edgeRoot(hasher, edge) }, signed)
  await extend()

  const enter = (act: Act, index: number, { hashes }: Leaves, i: number) => {
    ledger.enter(act, index, new LeafEntry(index, hashes, i))
    addToYears(years, act)
  }
  const path = (): Path => ({
    source,
    hasher,
    size: signed.size,
    ...(job.onProgress && { onProgress: job.onProgress }),
    ...(job.signal && { signal: job.signal }),
  })
  const visit = (leaves: Leaves) => eachAct(leaves, enter)
  const acts: Pick<Path, 'visit' | 'rest'> = job.treeOnly ? {} : { visit, rest: () => signatures.settle() }

  const go = job.beside?.walk ?? walk
  return {
    get signed() {
      return signed
    },
    get edge() {
      return edge
    },
    ledger,
    years,
    signatures,
    path,
    async readTo(size) {
      try {
        edge = await go(edge, size, { ...path(), ...acts })
      } catch (error) {
        // An earlier entry may have a signature that nobody has waited for yet.
        if (error instanceof Fault) await signatures.settle(true)
        throw error
      }
      await signatures.settle(true)
      if (size === signed.size) assertRoot(hasher, edge, signed.root)
    },
    async refresh() {
      const newer = await take()
      if (newer.size < signed.size)
        throw new Fault('not-an-extension', `the checkpoint went back from ${signed.size} to ${newer.size}`)
      signed = newer
      await extend()
    },
    known: () => ({ edge, ...(!job.treeOnly && { acts: { t: ledger.t, cases: ledger.cases, years } }) }),
  }
}

/** Where an act was entered. It holds on to the hashes of its bundle, and writes its own out only when asked. */
export class LeafEntry implements Entry {
  readonly index: number
  private readonly hashes: PackedHashes
  private readonly i: number

  constructor(index: number, hashes: PackedHashes, i: number) {
    this.index = index
    this.hashes = hashes
    this.i = i
  }

  hash(): string {
    return toBase64url(hashAt(this.hashes, this.i))
  }

  toJSON(): object {
    return { index: this.index, leafHash: this.hash() }
  }
}
