/** A record's public files, read and cut to size. What is read is not believed yet. */

import { fromUtf8 } from '@goc/record/bytes.ts'
import { type Crypto, type OpenedCheckpoint, openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyCosignature } from '@goc/record/cosignature.ts'
import { RecordError } from '@goc/record/errors.ts'
import { HASH_BYTES, type PackedHashes } from '@goc/record/hash.ts'
import { parseVkey } from '@goc/record/note.ts'
import { entriesPath, TILE_WIDTH, tilePath } from '@goc/record/tile.ts'
import { blaming, Fault } from './fault.ts'

/** Where a record lies. */
export type Source = {
  /** The file at a path below the record's prefix; undefined when there is none. Throws when it has over `most` bytes. */
  read(path: string, most: number): Promise<Uint8Array | undefined>
}

const MAX_CHECKPOINT = 1_000_000
const MAX_TILE = TILE_WIDTH * HASH_BYTES
/** 256 entries of the longest kind that a bundle can hold. */
const MAX_BUNDLE = TILE_WIDTH * (2 + 65_535)

/** A checkpoint that the log has signed, and when each witness asked for says it saw it, in Unix seconds. */
export type Signed = OpenedCheckpoint & { witnesses: { name: string; time: number }[] }

/** Throws `bad-checkpoint`, `bad-signature`, `missing-witness`, `missing-file`. */
export async function readCheckpoint(
  source: Source,
  vkey: string,
  crypto: Crypto,
  witnesses: readonly string[] = [],
): Promise<Signed> {
  const bytes = await source.read('checkpoint', MAX_CHECKPOINT)
  if (!bytes) throw new Fault('missing-file', 'there is no checkpoint')
  const checkpoint = openSigned(bytes, vkey, crypto)
  const seen = witnesses.map((witness) => {
    const key = parseVkey(crypto.sha256, witness)
    for (const line of checkpoint.unknown) {
      if (line.name !== key.name || line.id !== key.id) continue
      const { time, valid } = verifyCosignature(checkpoint.text, line, key, crypto.verify)
      if (valid) return { name: key.name, time }
    }
    throw new Fault('missing-witness', `${key.name} has not cosigned the checkpoint of ${checkpoint.size}`)
  })
  return { ...checkpoint, witnesses: seen }
}

function openSigned(bytes: Uint8Array, vkey: string, crypto: Crypto): OpenedCheckpoint {
  // A key that is none is the caller's mistake and no fault of the record.
  const key = parseVkey(crypto.sha256, vkey)
  try {
    return openCheckpoint(fromUtf8(bytes), key, crypto)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    const unsigned = error.code === 'bad-signature' || error.code === 'unknown-key'
    throw new Fault(unsigned ? 'bad-signature' : 'bad-checkpoint', error.message)
  }
}

/** The first `width` hashes of a tile. A full tile stands in for a partial one. */
export async function readTile(
  source: Source,
  level: number,
  n: number,
  width: number,
): Promise<PackedHashes> {
  const path = tilePath(level, n, width)
  const tile = (await source.read(path, MAX_TILE)) ?? (await wholeOf(source, tilePath(level, n), path))
  const first = n * TILE_WIDTH ** (level + 1)
  if (tile.length < width * HASH_BYTES || tile.length % HASH_BYTES !== 0)
    throw new Fault('wrong-tile', `${path} has ${tile.length} bytes`, first)
  return tile.subarray(0, width * HASH_BYTES)
}

/** The bundle of the first `width` entries from 256 n on. A full bundle stands in for a partial one, and is cut. */
export async function readBundle(source: Source, n: number, width: number): Promise<Uint8Array> {
  const path = entriesPath(n, width)
  const bundle = await source.read(path, MAX_BUNDLE)
  if (bundle) return bundle
  const whole = await wholeOf(source, entriesPath(n), path, MAX_BUNDLE)
  let end = 0
  for (let i = 0; i < width; i++) {
    if (end + 2 > whole.length)
      throw new Fault('bad-bundle', `the bundle ends before entry ${i}`, n * TILE_WIDTH + i)
    end += 2 + whole[end]! * 256 + whole[end + 1]!
  }
  return whole.subarray(0, end)
}

async function wholeOf(source: Source, whole: string, path: string, most = MAX_TILE): Promise<Uint8Array> {
  const bytes = whole === path ? undefined : await source.read(whole, most)
  if (!bytes) throw new Fault('missing-file', `there is no ${path}`)
  return bytes
}

/** Leaf hashes of a bundle. Throws `bad-bundle`. */
export const leavesOf = (
  hasher: { leaves(bundle: Uint8Array, count: number): PackedHashes },
  bundle: Uint8Array,
  n: number,
  width: number,
): PackedHashes => blaming('bad-bundle', n * TILE_WIDTH, () => hasher.leaves(bundle, width))
