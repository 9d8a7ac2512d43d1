/** For tests and benchmarks: records made through the rules, published as files in memory, and then tampered with. */

import { type Act, asSigned, type Command, dayOfAct } from '@goc/domain/act.ts'
import { type Day, startOf } from '@goc/domain/day.ts'
import { featureOf } from '@goc/domain/features.ts'
import { type Actor, type By, system } from '@goc/domain/people.ts'
import { encodeBundle } from '@goc/record/bundle.ts'
import { toBase64url, utf8 } from '@goc/record/bytes.ts'
import { canonicalize } from '@goc/record/canonical.ts'
import { formatCheckpoint } from '@goc/record/checkpoint.ts'
import { publicKeyOf, signEd25519, verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { leafHash } from '@goc/record/hash.ts'
import { formatVkey, keyId, type Signer, signNote } from '@goc/record/note.ts'
import { actMessage } from '@goc/record/receipt.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { emptyEdge, entriesPath, grow, TILE_WIDTH, tilePath } from '@goc/record/tile.ts'
import type { Source } from '../published.ts'

export const ORIGIN = 'goc.test/record'
export const crypto = { sha256, verify: verifyEd25519 }

/** A key that signs notes under a name: of a log (type 1), or of a witness (type 4). */
export function signer(name: string, fill: number, type = 1): Signer & { vkey: string } {
  const seed = new Uint8Array(32).fill(fill)
  const publicKey = publicKeyOf(seed)
  return {
    name,
    id: keyId(sha256, name, type, publicKey),
    vkey: formatVkey(sha256, { name, type, publicKey }),
    sign: (message) => signEd25519(seed, message),
  }
}
export const log = signer(ORIGIN, 1)

/** A receipt's key. */
export const receipt = (fill: number) => {
  const seed = new Uint8Array(32).fill(fill)
  return { seed, key: toBase64url(publicKeyOf(seed)) }
}

export const leafOf = (act: object): Uint8Array => utf8(canonicalize(act))

type Told = { by?: By; day: Day; books?: boolean }

/** Writes acts as the hall and the sequencer do, one after the other. */
export class Book {
  readonly acts: Act[] = []
  readonly #known = new Map<string, { n: number; state: unknown }>()
  #t = 0

  /** What is remembered of a subject. */
  state<State>(subject: string): State | undefined {
    return this.#known.get(subject)?.state as State | undefined
  }

  /** Asks the rules; gives the act, or why not. From older books, `day` is what they claim. */
  ask(subject: string, request: object, { by = 'system', day, books = by === 'system' }: Told): Act | string {
    const { rules } = featureOf(`${subject.slice(0, subject.indexOf('/'))}.`)!
    const known = this.#known.get(subject)
    const actor: Actor = by === 'system' ? system : { by, reaches: () => true }
    const command = { ...request, actor, day, ...(books && { src: 'import' as const }) }
    const decision = rules.decide(known?.state, command as Command<object>)
    if ('refusal' in decision) return decision.refusal
    this.#t = Math.max(this.#t + 1, books ? startOf('2026-07-01') : startOf(day) + 9 * 3600)
    const act: Act = {
      ...decision.facts[0]!,
      subject,
      n: (known?.n ?? 0) + 1,
      unit: rules.unitOf(known?.state, request),
      by,
      t: this.#t,
      ...(books && { on: day, src: 'import' as const }),
    }
    this.add(act)
    return act
  }

  /** A receipt's word on the answer that stands, signed. */
  speak(subject: string, verdict: 'confirm' | 'dispute', seed: Uint8Array, day: Day): Act | string {
    type Spoken = { n: number; answer?: { entry: { index: number; hash(): string } } }
    const { n, answer } = this.state<Spoken>(subject) ?? { n: 0 }
    const ref = answer?.entry.index ?? 0
    const refh = answer?.entry.hash() ?? toBase64url(new Uint8Array(32))
    const empty = toBase64url(new Uint8Array(64))
    const said = this.ask(
      subject,
      { do: verdict, n: n + 1, ref, refh, sig: empty },
      { by: 'citizen', day, books: false },
    )
    if (typeof said === 'object') resign(said, seed)
    return said
  }

  /** Takes an act as it is. */
  add(act: Act): void {
    const index = this.acts.length
    this.acts.push(act)
    const { rules } = featureOf(act.kind)!
    const hash = () => toBase64url(leafHash(sha256, leafOf(act)))
    const state = rules.evolve(this.#known.get(act.subject)?.state, act, { index, hash })
    this.#known.set(act.subject, { n: act.n, state })
  }

  /** The days of the acts so far. */
  days(): Day[] {
    return this.acts.map(dayOfAct)
  }
}

/** Signs an act again, after a change, by a receipt's key. */
export function resign(act: Act, seed: Uint8Array, origin = ORIGIN): Act {
  return Object.assign(act, { sig: toBase64url(signEd25519(seed, actMessage(origin, asSigned(act)))) })
}

export type Published = {
  files: Map<string, Uint8Array>
  source: Source
  size: number
  root: Uint8Array
  checkpoint: string
}

/** The files of a record with these entries; acts are written in canonical form. */
export function publish(entries: readonly (object | Uint8Array)[], by: Signer = log): Published {
  const leaves = entries.map((entry) => (entry instanceof Uint8Array ? entry : leafOf(entry)))
  const files = new Map<string, Uint8Array>()
  for (let n = 0; n * TILE_WIDTH < leaves.length; n++) {
    const part = leaves.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH)
    files.set(entriesPath(n, part.length), encodeBundle(part))
  }
  const hashes = fastHasher.leaves(encodeBundle(leaves), leaves.length)
  const { root, tiles } = grow(fastHasher, emptyEdge(), hashes)
  for (const { level, n, width, data } of tiles) files.set(tilePath(level, n, width), data)
  const checkpoint = signNote(formatCheckpoint({ origin: ORIGIN, size: leaves.length, root }), by)
  files.set('checkpoint', utf8(checkpoint))
  return { files, source: sourceOf(files), size: leaves.length, root, checkpoint }
}

export const sourceOf = (files: ReadonlyMap<string, Uint8Array>): Source => ({
  // A copy: whoever reads may write into what it was given.
  read: async (path) => files.get(path)?.slice(),
})

/** The same files with one of them changed. */
export function changed(
  { files }: Published,
  path: string,
  change: (bytes: Uint8Array) => Uint8Array | undefined,
): Source {
  const bytes = files.get(path)
  if (!bytes) throw new Error(`there is no ${path} to change`)
  const after = change(bytes.slice())
  const others = new Map(files)
  if (after) others.set(path, after)
  else others.delete(path)
  return sourceOf(others)
}

export const flip = (bytes: Uint8Array, at: number): Uint8Array => {
  bytes[at]! ^= 1
  return bytes
}
