/** For tests and benchmarks: books of any size, written as a stream. */

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { csvOf, smallBooks, writeBooks } from './testing.ts'

/** Writes books of so many opinions, ten a dialogue, each with an answer, into the folder `target`; gives it. */
export async function writeManyBooks(target: string, opinions: number): Promise<string> {
  const books = smallBooks()
  writeBooks(target, { units: books.units })
  const write = async (book: 'dialogues' | 'opinions' | 'resolutions', rows: Iterable<string[]>) => {
    const out = createWriteStream(join(target, `${book}.csv`))
    out.write(csvOf([books[book][0]!]))
    for (const row of rows) if (!out.write(csvOf([row]))) await once(out, 'drain')
    out.end()
    await finished(out)
  }
  const change = (row: string[], cells: Record<number, string>) => row.map((cell, i) => cells[i] ?? cell)
  const times = function* (n: number, row: (i: number) => string[]) {
    for (let i = 0; i < n; i++) yield row(i)
  }
  const [, dialogue] = books.dialogues
  const [, opinion] = books.opinions
  const [, , answer] = books.resolutions
  await write(
    'dialogues',
    times(opinions / 10, (i) => change(dialogue!, { 0: `DT${i}` })),
  )
  await write(
    'opinions',
    times(opinions, (i) =>
      change(opinion!, {
        0: `YK${i}`,
        1: `DT${Math.floor(i / 10)}`,
        3: String((i % 10) + 1),
        9: `Nước đục ${i} `.repeat(20),
      }),
    ),
  )
  await write(
    'resolutions',
    times(opinions, (i) => change(answer!, { 0: `GQ${i}`, 1: `YK${i}`, 2: '1' })),
  )
  return target
}
