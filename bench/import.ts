/**
 * Import: a province's books into the record, against the ceiling of the same run: as many rows of the same size
 * put into one table by the same driver, a thousand a statement.
 */

import { join } from 'node:path'
import { writeManyBooks } from '@goc/cli/import/testing-many.ts'
import { yearIn } from '@goc/cli/import/year.ts'
import { collectFaults } from '@goc/store/books/fault.ts'
import { enterYear } from '@goc/store/books/year.ts'
import { now } from '@goc/store/clock.ts'
import type { Store } from '@goc/store/database.ts'
import { temporaryFolder } from '@goc/store/testing/folder.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { type Line, round } from './measure.ts'

export async function benchImport(sizes = [2_600, 26_000]): Promise<Line[]> {
  const { folder, remove } = temporaryFolder('bench-import')
  const lines: Line[] = []
  try {
    for (const opinions of sizes) {
      const books = await writeManyBooks(join(folder, String(opinions)), opinions)
      const record = await testRecord()
      try {
        record.setClock(now())
        const first = await timed(() => importAll(record, books))
        const again = await timed(() => importAll(record, books))
        const { rows } = await record.store.pool.query<{ acts: number }>('select count(*) as acts from entry')
        const { acts } = rows[0]!
        const ceiling = await timed(() => insertPlain(record.store, acts))
        const line = (what: string, seconds: number) => ({
          what: `${round(opinions)} opinions, ${round(acts)} acts: ${what}`,
          value: `${round(seconds, 1)} s, ${round(acts / seconds)} acts/s`,
          ratio: (ceiling / seconds).toFixed(2),
        })
        lines.push(
          line('plain rows', ceiling),
          line('checked, entered and on the record', first),
          line('once more, changing nothing', again),
        )
      } finally {
        await record.close()
      }
    }
    return lines
  } finally {
    remove()
  }
}

async function importAll({ store, master, sequencer }: TestRecord, books: string): Promise<void> {
  const faults = collectFaults([])
  await enterYear(store, yearIn(books, faults), { master, faults, now: now() })
  if (faults.count > 0) throw new Error(JSON.stringify(faults.list().slice(0, 3)))
  while (await sequencer.step());
}

async function insertPlain({ pool }: Store, rows: number): Promise<void> {
  await pool.query('create table plain (id bigint generated always as identity primary key, body text)')
  const bodies = Array<string>(1_000).fill('x'.repeat(300))
  for (let done = 0; done < rows; done += bodies.length)
    await pool.query('insert into plain (body) select * from unnest($1::text[])', [bodies])
}

/** Seconds that the work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
