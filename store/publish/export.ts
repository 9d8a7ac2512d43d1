/** The record as static files in the paths of C2SP tlog-tiles, for mirrors and for catch-up. */

import { access, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { equalBytes } from '@goc/record/bytes.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { entriesPath, TILE_WIDTH, tilePath, tileWidths } from '@goc/record/tile.ts'
import type { Database, Store } from '../database.ts'
import { readIdentity } from '../identity.ts'
import { readBundle, rootAt, tileReader } from '../tiles.ts'
import { cosignedNote, latestPublished } from '../witnesses.ts'

/** Files written at once: each waits for the disk. */
const AT_ONCE = 8

/**
 * Writes what is not there yet, the checkpoint last: whoever reads the folder meanwhile finds a whole record. Full
 * tiles never change, so they are written once. Gives the size, and how many files were written. Throws when the folder
 * holds another record, or knows more of this one.
 */
export async function exportRecord(
  { db }: Pick<Store, 'db'>,
  folder: string,
  onProgress?: (done: number, total: number) => void,
): Promise<{ size: number; files: number }> {
  const newest = await latestPublished(db)
  if (!newest) throw new Error('nothing has been published yet')
  const { size } = newest
  await assertContinues(db, join(folder, 'checkpoint'), size)

  let files = 0
  const write = async ({ path, make }: Part) => {
    const target = join(folder, path)
    if (await exists(target)) return
    const bytes = await make()
    if (!bytes) throw new Error(`${path} cannot be made: entries are missing`)
    await writeWhole(target, bytes)
    files++
  }
  const parts = partsOf(db, size)
  let done = 0
  // All take from one source, so a slow one holds up nobody.
  const worker = async () => {
    for (const part of parts) {
      await write(part)
      done += part.entries
      onProgress?.(done, size)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  await writeWhole(join(folder, 'checkpoint'), Buffer.from((await cosignedNote(db, size))!))
  await syncFolder(folder)
  return { size, files: files + 1 }
}

type Part = { path: string; entries: number; make: () => Promise<Uint8Array | undefined> }

function* partsOf(db: Database, size: number): Generator<Part> {
  const read = tileReader(db)
  for (const { level, full, partial } of tileWidths(size)) {
    for (let n = 0; n < full + (partial > 0 ? 1 : 0); n++) {
      const width = n < full ? TILE_WIDTH : partial
      yield { path: tilePath(level, n, width), entries: 0, make: () => read(level, n, width) }
      if (level > 0) continue
      yield { path: entriesPath(n, width), entries: width, make: () => readBundle(db, n, width) }
    }
  }
}

/** A folder may be what a database is rolled forward from: an older or another record must not be laid over it. */
async function assertContinues(db: Database, path: string, size: number): Promise<void> {
  const note = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (note === undefined) return
  let there: { size: number; root: Uint8Array }
  try {
    there = openCheckpoint(note, (await readIdentity(db))!.vkey, { sha256, verify: verifyEd25519 })
  } catch (cause) {
    throw new Error(`${path} is not of this record: choose another folder`, { cause })
  }
  if (there.size > size)
    throw new Error(
      `${path} holds ${there.size} entries and this database only ${size}: roll it forward (goc record catch-up)`,
    )
  if (!equalBytes(there.root, await rootAt(db, there.size)))
    throw new Error(`${path} contradicts this database at ${there.size} entries: nothing is written`)
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** A file is there whole or not at all. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(`${path}.new`, 'w', 0o644)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
