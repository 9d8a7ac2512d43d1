/** The record as static files in the paths of C2SP tlog-tiles, for mirrors and for catch-up. */

import { access, mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { entriesPath, TILE_WIDTH, tilePath, tileWidths } from '@goc/record/tile.ts'
import type { Store } from '../database.ts'
import { readBundle, tileReader } from '../tiles.ts'
import { cosignedNote, latestPublished } from '../witnesses.ts'

/**
 * Writes what is not there yet, the checkpoint last: whoever reads the folder meanwhile finds a whole record. Full
 * tiles never change, so they are written once. Gives the size, and how many files were written.
 */
export async function exportRecord(
  { db }: Pick<Store, 'db'>,
  folder: string,
  onProgress?: (done: number, total: number) => void,
): Promise<{ size: number; files: number }> {
  const newest = await latestPublished(db)
  if (!newest) throw new Error('nothing has been published yet')
  const { size } = newest
  const read = tileReader(db)
  let files = 0
  const write = async (path: string, make: () => Promise<Uint8Array | undefined>) => {
    const target = join(folder, path)
    if (await exists(target)) return
    const bytes = await make()
    if (!bytes) throw new Error(`${path} cannot be made: entries are missing`)
    await writeWhole(target, bytes)
    files++
  }
  for (const { level, full, partial } of tileWidths(size)) {
    for (let n = 0; n < full + (partial > 0 ? 1 : 0); n++) {
      const width = n < full ? TILE_WIDTH : partial
      await write(tilePath(level, n, width), () => read(level, n, width))
      if (level > 0) continue
      await write(entriesPath(n, width), () => readBundle(db, n, width))
      onProgress?.(Math.min(size, (n + 1) * TILE_WIDTH), size)
    }
  }
  await writeWhole(join(folder, 'checkpoint'), Buffer.from((await cosignedNote(db, size))!))
  return { size, files: files + 1 }
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
