/**
 * The ratchet: what is known outside the database of how far the record had come. A database that was restored
 * or failed over may have forgotten signed entries; signing on from there would be a second, contradicting
 * record, and no tool can mend that (record.md §2.3). So before anything is signed, the database must know at
 * least as much as the evidence.
 */

import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fromBase64, toBase64 } from '@goc/record/bytes.ts'
import { parseCheckpoint } from '@goc/record/checkpoint.ts'
import { parseNote } from '@goc/record/note.ts'

/** A size and root that someone is known to have seen. */
export type Evidence = { source: string; size: number; root: string }

/** Thrown instead of signing. The message says what to do; a person has to do it. */
export class RecordBehind extends Error {
  override name = 'RecordBehind'
}

export type Ratchet = {
  /** The furthest that was ever published from this data folder. */
  readonly last: Evidence | undefined
  /** Notes a checkpoint durably. Only then may it be shown to anyone. */
  advance(size: number, root: Uint8Array, note: string): Promise<void>
  close(): Promise<void>
}

/** Opens `<data>/record/ratchet`, an append-only list of sizes and roots, and the published checkpoint beside it. */
export async function openRatchet(data: string): Promise<Ratchet> {
  const folder = join(data, 'record')
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const path = join(folder, 'ratchet')
  const file = await open(path, 'a+', 0o644)
  const directory = await open(folder, 'r')
  await directory.sync()
  let last = furthest([
    furthestLine(await readFile(path, 'utf8'), path),
    await published(join(folder, 'checkpoint')),
  ])

  let queue: Promise<unknown> = Promise.resolve()

  async function noted(size: number, root: Uint8Array, note: string): Promise<void> {
    // Two sequencers beside each other may publish in another order than they entered.
    if (last && size < last.size) return
    await file.appendFile(`${size} ${toBase64(root)}\n`)
    // After a failed fsync a second one proves nothing: whoever calls must start over from the database.
    await file.datasync()
    await replace(directory, join(folder, 'checkpoint'), note)
    last = { source: path, size, root: toBase64(root) }
  }

  return {
    get last() {
      return last
    },
    advance(size, root, note) {
      // One at a time, in whatever order they come: what is noted never goes back.
      const turn = queue.then(() => noted(size, root, note))
      queue = turn.catch(() => undefined)
      return turn
    },
    async close() {
      await file.close()
      await directory.close()
    },
  }
}

/** The furthest of the whole lines. A crash may have cut the last one short, before anyone could have seen it. */
function furthestLine(text: string, source: string): Evidence | undefined {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).matchAll(/^(\d+) ([A-Za-z0-9+/]{43}=)$/gm)
  return furthest([...lines].map(([, size, root]) => ({ source, size: Number(size), root: root! })))
}

async function published(path: string): Promise<Evidence | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const { size, root } = parseCheckpoint(parseNote(text).text)
  return { source: path, size, root: toBase64(root) }
}

const furthest = (all: readonly (Evidence | undefined)[]): Evidence | undefined =>
  all.filter((one) => one !== undefined).sort((a, b) => b.size - a.size)[0]

async function replace(directory: FileHandle, path: string, text: string): Promise<void> {
  // Another process may publish at the same moment: each has its own new file.
  const fresh = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(fresh, 'wx', 0o644)
  try {
    await file.writeFile(text)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
  await directory.sync()
}

/**
 * Throws `RecordBehind` when some evidence knows more than the database, or something else.
 * @param rootAt the root that the database's own tiles give for a smaller size
 */
export async function assertNotBehind(
  head: { size: number; root: Uint8Array },
  rootAt: (size: number) => Promise<Uint8Array>,
  evidence: readonly Evidence[],
): Promise<void> {
  for (const { source, size, root } of evidence) {
    if (size > head.size) {
      throw new RecordBehind(
        `${source} knows ${size} entries and this database only ${head.size}: it was restored from an older copy, and nothing may be signed. ` +
          'Roll it forward from the published record: npx goc record catch-up DIR|URL (a folder made by `goc record export`, or the address of a mirror)',
      )
    }
    const own = size === head.size ? head.root : await rootAt(size)
    if (toBase64(own) !== toBase64(fromBase64(root))) {
      throw new RecordBehind(
        `${source} holds another root for ${size} entries than this database: one of the two is not this record. ` +
          'Nothing is signed. Find the copy that agrees with the published checkpoint, and restore that one',
      )
    }
  }
}
