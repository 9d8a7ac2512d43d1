import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeBundle } from '@goc/record/bundle.ts'
import { equalBytes, fromBase64 } from '@goc/record/bytes.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { signNote } from '@goc/record/note.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { edgeRoot, emptyEdge, type TreeEdge } from '@goc/record/tile.ts'
import { lockInstance } from '@goc/store/embedded/instance.ts'
import {
  enterPublished,
  type Goal,
  keepPublished,
  missingLetters,
  readPlace,
  tightenRatchet,
} from '@goc/store/publish/catch-up.ts'
import { type Aside, asideIn } from '@goc/store/publish/contradictions.ts'
import type { Evidence } from '@goc/store/ratchet.ts'
import { Fault } from '@goc/verify/fault.ts'
import { readCheckpoint, type Source } from '@goc/verify/published.ts'
import { openSource } from '@goc/verify/source.node.ts'
import { type Leaves, walk } from '@goc/verify/walk.ts'
import { openPlace } from '../../instance.ts'
import { showProgress } from '../../progress.ts'
import { type OpenRecord, openRecord } from '../../record.ts'
import { placeOf } from '../../settings.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = "rolls a restored, older database forward from the record's own public files"
export const usage = `goc record catch-up DIR|URL [--data DATA]

For a database that was restored from a backup and knows less than was published. DIR is a folder made by
\`goc record export\`, URL the address of a mirror. Everything is verified with this record's own key before the first
entry is taken over; interrupted, it goes on where it ended. Acts that waited here and contradict what was published are
moved to DATA/record/set-aside.jsonl. Private texts since the backup are not in the record and stay lost.`

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { data: { type: 'string' } },
  })
  const [where, ...more] = positionals
  if (!where || more.length > 0) throw new UsageError('one folder or address is needed')
  const place = placeOf(values)
  const database = await openPlace(place)
  try {
    const record = await openRecord(place, database.url)
    const lock = await lockInstance(place.data)
    try {
      return await catchUp(record, { data: place.data, where, isServed: lock.heldBy !== undefined })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      console.log(`the record there is not gone on from: ${error.kind}: ${error.message}`)
      return 1
    } finally {
      if (lock.heldBy === undefined) lock.release()
      await record.close()
    }
  } finally {
    await database.close()
  }
}

type Known = Pick<Evidence, 'source' | 'size'> & { root: Uint8Array }

async function catchUp(
  { store, signer, ratchet, evidence }: OpenRecord,
  { data, where, isServed }: { data: string; where: string; isServed: boolean },
): Promise<number> {
  const { source } = await openSource(where)
  const signed = await readCheckpoint(source, signer.vkey, { sha256, verify: verifyEd25519 })
  const head = await readPlace(store)
  const known: Known[] = [
    { ...head, source: 'this database' },
    ...[...(ratchet.last ? [ratchet.last] : []), ...evidence].map((one) => ({
      ...one,
      root: fromBase64(one.root),
    })),
  ]
  const furthest = known.toSorted((a, b) => b.size - a.size)[0]!
  if (head.size > signed.size) {
    console.log(`this database has ${head.size} entries, and only ${signed.size} are published there`)
    if (furthest.size > head.size) console.log(needsMore(furthest, head.size))
    return furthest.size > head.size ? 1 : 0
  }
  // Its ratchet would not keep it from signing on from the middle of this.
  if (isServed && head.size < signed.size && (ratchet.last?.size ?? 0) < signed.size)
    throw new Error('the server runs and does not know how much was published: stop it, then run this again')

  const { start, digests } = await verifyAll(source, known, {
    source: 'the checkpoint there',
    size: signed.size,
    root: signed.root,
  })
  // Ed25519 signs the same text always alike; witnesses' lines come back when they are asked again.
  const goal: Goal = { size: signed.size, root: signed.root, note: signNote(signed.text, signer.note) }
  await tightenRatchet(ratchet, goal)

  const path = join(data, 'record', 'set-aside.jsonl')
  const aside: Aside[] = []
  const keepAside = asideIn(path, aside)
  await takeOver(source, start, goal, digests, async (first, leaves) =>
    enterPublished(store, first, leaves, goal, keepAside),
  )
  await keepPublished(store, goal)
  console.log(`${goal.size - head.size} entries taken over; the record stands at ${goal.size}`)
  const lost = await missingLetters(store, head.size)
  if (lost > 0) console.log(`${lost} texts that they speak of are not here: they were said since the backup`)
  sayAside(aside, path)
  if (furthest.size > goal.size) console.log(needsMore(furthest, goal.size))
  return furthest.size > goal.size ? 1 : 0
}

const needsMore = ({ source, size }: Known, have: number): string =>
  `${source} knows ${size} entries, so ${size - have} are still missing and nothing will be signed: find a newer copy of the published record`

/**
 * Walks all that is published, and compares its root wherever one is known. Gives the edge at the database's head, and
 * a digest of each bundle after it: what is read again later must be what was verified.
 */
async function verifyAll(source: Source, known: readonly Known[], end: Known) {
  const progress = showProgress('verify')
  const head = known[0]!
  const digests = new Map<number, Uint8Array>()
  let edge = emptyEdge()
  let start = edge
  const visit = ({ first, bundle, width }: Leaves) => {
    // The bundle that the head ends in comes once with its first entries and once with the others.
    if (first + width > head.size) digests.set(first, sha256(bundle))
  }
  const stops = [...known.filter(({ size }) => size <= end.size), end].sort((a, b) => a.size - b.size)
  for (const stop of stops) {
    edge = await walk(edge, stop.size, {
      source,
      hasher: fastHasher,
      size: end.size,
      visit,
      onProgress: (done) => progress.at(done, end.size),
    })
    if (!equalBytes(edgeRoot(fastHasher, edge), stop.root)) {
      const kind = stop === end ? 'wrong-root' : 'not-an-extension'
      throw new Fault(kind, `${stop.source} has another root for ${stop.size} entries than the files there`)
    }
    if (stop === head) start = edge
  }
  progress.end()
  return { start, digests }
}

/** Reads again what was verified, and hands it on in batches. */
async function takeOver(
  source: Source,
  start: TreeEdge,
  goal: Goal,
  digests: ReadonlyMap<number, Uint8Array>,
  enter: (first: number, leaves: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  const progress = showProgress('catch up')
  let waiting: Uint8Array[] = []
  let at = start.size
  await walk(start, goal.size, {
    source,
    hasher: fastHasher,
    size: goal.size,
    visit({ bundle, width, first, from, to }) {
      const verified = digests.get(first)
      if (!verified || !equalBytes(sha256(bundle), verified))
        throw new Fault(
          'wrong-tile',
          'the files changed while they were read: nothing more is taken over',
          first,
        )
      waiting.push(...decodeBundle(bundle, width).slice(from, to))
    },
    async rest() {
      if (waiting.length === 0) return
      await enter(at, waiting)
      at += waiting.length
      waiting = []
      progress.at(at, goal.size)
    },
  })
  progress.end()
}

function sayAside(aside: readonly Aside[], path: string): void {
  if (aside.length === 0) return
  for (const { subject, n, body } of aside)
    console.log(`set aside: act ${n} on ${subject}, ${(JSON.parse(body) as { kind: string }).kind}`)
  console.log(
    `${aside.length} acts waited here that the published record contradicts. They were never published; they are in ${path}: have them done again where they still hold`,
  )
}
