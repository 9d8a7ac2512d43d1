/**
 * The recount, for a reader's own browser: the checkpoint's signature, every entry hashed up to the root, and the
 * figures of one span counted by the same code as everywhere. Nothing here needs Node.
 */

import type { Act } from '@goc/domain/act.ts'
import { featureOf } from '@goc/domain/features.ts'
import { countAct, type Figures, figuresOf, type UnitCounts } from '@goc/domain/figures.ts'
import type { Span } from '@goc/domain/period.ts'
import type { Counts } from '@goc/domain/tally.ts'
import type { Unit } from '@goc/domain/units/rules.ts'
import { type Tree, treeOf } from '@goc/domain/units/tree.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import type { Crypto } from '@goc/record/checkpoint.ts'
import { plainHasher, type TreeHasher } from '@goc/record/hash.ts'
import { consistencyProof, verifyConsistency } from '@goc/record/proof.ts'
import { edgeRoot, emptyEdge } from '@goc/record/tile.ts'
import { Fault } from './fault.ts'
import { eachAct } from './leaf.ts'
import { readCheckpoint, readTile, type Source } from './published.ts'
import { assertRoot, type Path, type Walk, walk } from './walk.ts'

export { Fault as RecountFault, type FaultKind } from './fault.ts'

export type Question = {
  /** The file at a path below the record's prefix. Rejects when there is none. */
  fetchBytes(path: string): Promise<Uint8Array>
  vkey: string
  unit: string
  from: string
  to: string
  crypto: Crypto
  /** Faster than one made of `crypto.sha256`, where there is one. */
  hasher?: TreeHasher
  /** Counts the first `size` entries only: those of an earlier checkpoint, to which a claim belongs. */
  size?: number
  onProgress?(done: number, total: number): void
  signal?: AbortSignal
}

export type Recounted = {
  size: number
  /** Base64. Compare it with the root that a claim gives for its size. */
  root: string
  /** When the last entry was entered. */
  time: string
  figures: Figures
  acts: number
  checkedAt: string
  ms: number
}

/** Throws a `RecountFault` where the record does not hold, and whatever `fetchBytes` rejects with. */
export async function recount(question: Question): Promise<Recounted> {
  const began = performance.now()
  const { crypto, vkey, unit, hasher = plainHasher(crypto.sha256), onProgress, signal } = question
  const source = sourceOf(question.fetchBytes)
  const checkpoint = await readCheckpoint(source, vkey, crypto)
  const size = question.size ?? checkpoint.size
  if (size > checkpoint.size)
    throw new Fault('claim-of-another-record', `the record has ${checkpoint.size} entries and not ${size}`)

  const counted = await countFirst(size, question, {
    source,
    hasher,
    size: checkpoint.size,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  })
  if (size === checkpoint.size) assertRoot(hasher, counted.edge, checkpoint.root)
  const root = edgeRoot(hasher, counted.edge)
  if (size < checkpoint.size) await assertBeginning(source, crypto, hasher, { size, root }, checkpoint)

  return {
    size,
    root: toBase64(root),
    time: new Date(counted.t * 1000).toISOString(),
    figures: figuresIn(counted.sums, counted.tree, unit, question.to),
    acts: size,
    checkedAt: new Date().toISOString(),
    ms: performance.now() - began,
  }
}

/** A partial file that cannot be had may have become a full one. */
const sourceOf = (fetchBytes: Question['fetchBytes']): Source => ({
  read: (path) => (/\.p\/\d+$/.test(path) ? fetchBytes(path).catch(() => undefined) : fetchBytes(path)),
})

/** Counts the first `to` entries of a record for one span, without asking whether each act was allowed. */
export async function countFirst(to: number, span: Span, path: Path, go: Walk = walk) {
  const units = new Map<string, Unit>()
  const sums = new Map<string, Counts>()
  let t = 0
  const enter = (act: Act, index: number) => {
    if (act.t < t) throw new Fault('time-went-back', `entered at ${act.t}, after one at ${t}`, index)
    t = act.t
    if (act.kind.startsWith('unit.')) {
      const before = units.get(act.unit)
      if (!before && act.kind !== 'unit.established')
        throw new Fault('not-allowed', `${act.subject}: ${act.kind} before unit.established`, index)
      units.set(act.unit, featureOf('unit.')!.rules.evolve(before, act) as Unit)
    }
    countAct(sums, act, span)
  }
  const edge = await go(emptyEdge(), to, { ...path, visit: (leaves) => eachAct(leaves, enter) })
  return { edge, sums, tree: treeOf(units.values()), t }
}

/** The figures of a unit, named by its id or its code on the last day. Throws `unknown-unit`. */
export function figuresIn(sums: UnitCounts, tree: Tree, unit: string, to: string): Figures {
  const id = tree.coded(unit, to)?.id ?? tree.unit(unit)?.id
  if (id === undefined) throw new Fault('unknown-unit', `the record knows no unit ${unit}`)
  return figuresOf(sums, tree, id, to)
}

/** Throws `not-an-extension` unless the tree (`size`, `root`) is the beginning of the one signed. */
export async function assertBeginning(
  source: Source,
  crypto: Crypto,
  hasher: TreeHasher,
  before: { size: number; root: Uint8Array },
  now: { size: number; root: Uint8Array },
): Promise<void> {
  const holds =
    before.size <= now.size &&
    verifyConsistency(crypto.sha256, {
      from: before.size,
      to: now.size,
      fromRoot: before.root,
      toRoot: now.root,
      proof: await consistencyProof(hasher, before.size, now.size, (level, n, width) =>
        readTile(source, level, n, width),
      ),
    })
  if (!holds)
    throw new Fault(
      'not-an-extension',
      `the ${now.size} entries signed do not begin with the ${before.size} known before`,
    )
}
