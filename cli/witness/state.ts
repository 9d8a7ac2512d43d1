/**
 * What a witness has cosigned: one file a log, holding the whole checkpoint with the log's signature and its own. Size
 * and root alone would show that a log forked, and could not prove it (record.md §2.4).
 */

import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toHex, utf8 } from '@goc/record/bytes.ts'
import { parseCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { openNote, type VerifierKey } from '@goc/record/note.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { timeOf } from '@goc/record/signature.ts'

/** `time` is what it signed, in Unix seconds. */
export type Cosigned = { size: number; root: Uint8Array; note: string; time: number }

/** An answer; with `keep` when it is to be kept before it is given. */
type Decided = { status: number; keep?: Cosigned }

export type WitnessState = {
  last(origin: string): Cosigned | undefined
  /** The last checkpoint of the log whose origin has this SHA-256, in hex. */
  found(hash: string): Cosigned | undefined
  /**
   * Lets `decide` see what was cosigned last, and makes what it wants kept durable before its answer is given. One at a
   * time for each log: between the two nothing else may pass, or two requests could roll the witness back.
   */
  change<T extends Decided>(origin: string, decide: (last: Cosigned | undefined) => T): Promise<T>
  /** Resolves when something could not be kept. Nothing is decided after that: start anew, from what is on the disk. */
  failed: Promise<Error>
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>
}

export const hashOfOrigin = (origin: string): string => toHex(sha256(utf8(origin)))

/** Reads what was kept for these logs. Throws when a file does not hold what this witness signed for that log. */
export async function openState(
  folder: string,
  own: VerifierKey,
  origins: readonly string[],
): Promise<WitnessState> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await syncFolder(dirname(folder))
  const states = new Map<string, Cosigned>()
  const byHash = new Map([...new Set(origins)].map((origin) => [hashOfOrigin(origin), origin]))
  for (const [hash, origin] of byHash) {
    const kept = await readKept(fileOf(folder, hash), own, origin)
    if (kept) states.set(origin, kept)
  }

  const queues = new Map<string, Promise<unknown>>()
  let broken: Error | undefined
  let fail: (error: Error) => void = () => undefined
  const failed = new Promise<Error>((resolve) => {
    fail = resolve
  })

  async function decideAndKeep<T extends Decided>(
    origin: string,
    decide: (last: Cosigned | undefined) => T,
  ): Promise<T> {
    if (broken)
      throw new Error('what was cosigned could not be kept: start the witness anew', { cause: broken })
    const decided = decide(states.get(origin))
    if (decided.keep) {
      try {
        await keep(fileOf(folder, hashOfOrigin(origin)), decided.keep.note)
      } catch (error) {
        // After a failed fsync a second one proves nothing, and the file may be the new or the old one.
        broken = error as Error
        fail(broken)
        throw error
      }
      states.set(origin, decided.keep)
    }
    return decided
  }

  return {
    last: (origin) => states.get(origin),
    found: (hash) => states.get(byHash.get(hash) ?? ''),
    change(origin, decide) {
      const turn = (queues.get(origin) ?? Promise.resolve()).then(() => decideAndKeep(origin, decide))
      // Strangers name origins: a queue that has run empty is forgotten.
      const ended = turn
        .catch(() => undefined)
        .then(() => {
          if (queues.get(origin) === ended) queues.delete(origin)
        })
      queues.set(origin, ended)
      return turn
    },
    failed,
    async settled() {
      await Promise.all(queues.values())
    },
  }
}

const fileOf = (folder: string, hash: string): string => join(folder, `${hash}.checkpoint`)

async function readKept(path: string, own: VerifierKey, origin: string): Promise<Cosigned | undefined> {
  try {
    const note = await readFile(path, 'utf8')
    const { text, signatures } = openNote(note, [own], verifyEd25519)
    const { origin: named, size, root } = parseCheckpoint(text)
    if (named !== origin) throw new Error(`it is of ${named} and not of ${origin}`)
    const times = signatures.map(({ bytes }) => timeOf(bytes) ?? 0)
    return { size, root, note, time: Math.max(...times) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(
      `${path} is not what this witness cosigned: bring back the file; a witness that forgets could be made to cosign a fork`,
      { cause: error },
    )
  }
}

async function keep(path: string, note: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(note)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  await syncFolder(dirname(path))
}

/** So that the names in it outlast a power cut. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
