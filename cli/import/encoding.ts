/** Which encoding a file is in. What cannot be known for certain is refused: a wrong guess spoils every name. */

import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { type Legacy, legacies, readAs } from './legacy.ts'
import { ratio, type Share, shareOf } from './syllables.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258'
export type Recognised =
  | { encoding: Encoding }
  | { refused: 'encoding-unknown' | 'encoding-tcvn3' | 'encoding-vni' | 'encoding-broken'; line: number }
  | { refused: 'file-empty'; line: number }

/** How much of the words must be Vietnamese for a file to be in Windows-1258. */
const SURE = 0.95
const NEWLINE = 0x0a
const RETURN = 0x0d

export async function recognise(path: string): Promise<Recognised> {
  const head = await headOf(path)
  if (head.length === 0) return { refused: 'file-empty', line: 1 }
  const wide = wideOf(head)
  if (wide) return { encoding: wide }
  const broken = await firstNotUtf8(path)
  if (broken === undefined) return { encoding: 'utf-8' }

  const shares = await sharesOf(path)
  const best = legacies.reduce((a, b) => (ratio(shares[b]) > ratio(shares[a]) ? b : a))
  if (ratio(shares[best]) < SURE) {
    // Mostly good UTF-8 with a wrong byte somewhere is no other encoding.
    return { refused: ratio(shares['utf-8']) >= 0.5 ? 'encoding-broken' : 'encoding-unknown', line: broken }
  }
  return best === 'windows-1258' ? { encoding: best } : { refused: `encoding-${best}`, line: broken }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** UTF-16 by its mark, or by the zeros that are half of every line of ASCII in it. */
function wideOf(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros: [number, number] = [0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[(i % 2) as 0 | 1]++
  const [even, odd] = zeros
  if (odd > head.length / 8 && odd > 8 * even) return 'utf-16le'
  return even > head.length / 8 && even > 8 * odd ? 'utf-16be' : undefined
}

/** Whole lines of a file, in blocks, each with the number of its first line. */
async function* blocksOf(path: string): AsyncGenerator<{ line: number; bytes: Buffer }> {
  let rest: Buffer = Buffer.alloc(0)
  let line = 1
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = Math.max(bytes.lastIndexOf(NEWLINE), bytes.lastIndexOf(RETURN)) + 1
    rest = bytes.subarray(end)
    if (end === 0) continue
    const block = bytes.subarray(0, end)
    yield { line, bytes: block }
    for (const byte of block) if (byte === NEWLINE) line++
  }
  if (rest.length > 0) yield { line, bytes: rest }
}

/** The line of the first bytes that are no UTF-8. */
async function firstNotUtf8(path: string): Promise<number | undefined> {
  for await (const { line, bytes } of blocksOf(path)) {
    if (isUtf8(bytes)) continue
    let at = line
    for (let from = 0; from < bytes.length; at++) {
      const end = bytes.indexOf(NEWLINE, from) + 1 || bytes.length
      if (!isUtf8(bytes.subarray(from, end))) return at
      from = end
    }
  }
  return undefined
}

async function sharesOf(path: string): Promise<Record<Legacy | 'utf-8', Share>> {
  const shares = Object.fromEntries(
    [...legacies, 'utf-8'].map((name) => [name, { marked: 0, right: 0 }]),
  ) as Record<Legacy | 'utf-8', Share>
  const count = (name: Legacy | 'utf-8', text: string) => {
    const { marked, right } = shareOf(text)
    shares[name].marked += marked
    shares[name].right += right
  }
  for await (const { bytes } of blocksOf(path)) {
    const latin1 = bytes.toString('latin1')
    for (const name of legacies) count(name, readAs(name, latin1))
    count('utf-8', bytes.toString('utf8'))
  }
  return shares
}

/** The file's text, piece by piece, without its mark. Throws a `TypeError` where UTF-16 is broken. */
export async function* textOf(
  path: string,
  encoding: Encoding,
  read?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding !== 'windows-1258' })
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 16 })) {
    read?.(chunk.length)
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}
