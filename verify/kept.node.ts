/**
 * Matters as an earlier audit left them: bytes of the state file, each read only when an act or a claim asks for it,
 * and written out again as it lies unless it changed. Most of a record's matters have come to rest.
 */

import { open } from 'node:fs/promises'
import type { Case } from './ledger.ts'

const LINE_FEED = 0x0a
const QUOTE = 0x22
/** How the line of a matter begins; a subject needs no escapes (its schema). */
const SUBJECT = '{"subject":"'

export class KeptCase implements Case {
  readonly block: Buffer
  readonly from: number
  readonly to: number
  private read: Case | undefined
  changed = false

  constructor(block: Buffer, from: number, to: number) {
    this.block = block
    this.from = from
    this.to = to
  }

  private get value(): Case {
    this.read ??= JSON.parse(this.block.toString('utf8', this.from, this.to), entries) as Case
    return this.read
  }

  get n(): number {
    return this.value.n
  }

  set n(n: number) {
    this.value.n = n
    this.changed = true
  }

  get state(): unknown {
    return this.value.state
  }

  set state(state: unknown) {
    this.value.state = state
    this.changed = true
  }
}

/** Entries that the rules remember ask for their hash by a call. */
function entries(_: string, value: { index?: number; leafHash?: string }): unknown {
  if (typeof value !== 'object' || value === null || typeof value.leafHash !== 'string') return value
  const { index, leafHash } = value
  return { index, hash: () => leafHash, toJSON: () => ({ index, leafHash }) }
}

/** The subject of the line that begins here; undefined where it is no matter's. */
export function subjectAt(block: Buffer, from: number): string | undefined {
  const begin = from + SUBJECT.length
  if (block.toString('latin1', from, begin) !== SUBJECT) return undefined
  return block.toString('latin1', begin, block.indexOf(QUOTE, begin))
}

/** A file in blocks of whole lines; what follows the last line feed comes last. */
export async function* blocksOf(file: string, bytes: number): AsyncGenerator<Buffer> {
  const handle = await open(file)
  try {
    let rest: Buffer = Buffer.alloc(0)
    for (;;) {
      // Read to where it stays: these blocks are kept.
      const block = Buffer.allocUnsafeSlow(rest.length + bytes)
      rest.copy(block)
      const { bytesRead } = await handle.read(block, rest.length, bytes)
      if (bytesRead === 0) break
      const whole = block.subarray(0, rest.length + bytesRead)
      const end = whole.lastIndexOf(LINE_FEED) + 1
      if (end > 0) yield whole.subarray(0, end)
      rest = whole.subarray(end)
    }
    if (rest.length > 0) yield rest
  } finally {
    await handle.close()
  }
}

/** Where the line that begins here ends: at its line feed, or with the block. */
export function endOfLine(block: Buffer, from: number): number {
  const end = block.indexOf(LINE_FEED, from)
  return end < 0 ? block.length : end
}
