/** The folder of one year's books (interfaces.md §4), as rows for the store. */

import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { channels, opinionTypes } from '@goc/domain/opinions/acts.ts'
import type { Faults } from '@goc/store/books/fault.ts'
import {
  type Book,
  books,
  type DialogueRow,
  fileOf,
  type OpinionRow,
  type ResolutionRow,
  type Rows,
} from '@goc/store/books/rows.ts'
import type { Staged } from '@goc/store/books/stage.ts'
import type { Year } from '@goc/store/books/year.ts'
import { type Row, readRow } from './cells.ts'
import { type Columns, openTable } from './table.ts'
import { readUnits } from './units.ts'

export const columns: Record<Book, Columns> = {
  units: { required: ['code', 'name', 'type', 'parent'], optional: ['households', 'population'] },
  dialogues: {
    required: 'id unit_code kind mode status start notice_date chair topic attendees minutes_published'.split(
      ' ',
    ),
  },
  opinions: {
    required:
      'id dialogue_id unit_code seq received_at channel speaker field kind text assigned_unit due_date status_at_export resolved_at_final'.split(
        ' ',
      ),
  },
  resolutions: {
    required: 'id opinion_id seq resolved_at method document_no answer_published rating reopened_at'.split(
      ' ',
    ),
  },
}
export const fileNames = books.map(fileOf)
export const columnNames = books.flatMap((book) => [
  ...columns[book].required,
  ...(columns[book].optional ?? []),
])

const itself = <const Words extends readonly string[]>(words: Words) =>
  Object.fromEntries(words.map((word) => [word, word]))

const dialogue = (row: Row): Omit<DialogueRow, 'line' | 'bad'> => ({
  id: row.id('id'),
  unit: row.unit('unit_code'),
  regularity: row.oneOf('kind', { dinh_ky: 'periodic', dot_xuat: 'extraordinary' }),
  mode: row.oneOf('mode', { truc_tiep: 'inPerson', truc_tuyen: 'online', ket_hop: 'hybrid' }),
  status: row.oneOf('status', { da_to_chuc: 'held', huy: 'cancelled', hoan: 'postponed' }),
  starts: row.moment('start'),
  noticeOn: row.day('notice_date', 'may'),
  chair: row.text('chair'),
  topic: row.text('topic'),
  attendees: row.whole('attendees', 0, 1_000_000, 'may'),
  minutesOn: row.day('minutes_published', 'may'),
})

const opinion = (row: Row): Omit<OpinionRow, 'line' | 'bad'> => ({
  id: row.id('id'),
  dialogue: row.id('dialogue_id'),
  unit: row.unit('unit_code'),
  seq: row.whole('seq', 1, 99_999),
  received: row.moment('received_at'),
  channel: row.oneOf('channel', itself(channels)),
  field: row.code('field'),
  type: row.oneOf('kind', itself(opinionTypes)),
  text: row.text('text'),
  assigned: row.unit('assigned_unit'),
  due: row.day('due_date'),
  note: note({
    speaker: row.text('speaker', 'may'),
    status_at_export: row.text('status_at_export', 'may'),
    resolved_at_final: row.text('resolved_at_final', 'may'),
  }),
})

const note = (said: Record<string, string | null>): string | null =>
  Object.values(said).some((text) => text !== null) ? JSON.stringify(said) : null

const resolution = (row: Row): Omit<ResolutionRow, 'line' | 'bad'> => ({
  id: row.id('id'),
  opinion: row.id('opinion_id'),
  seq: row.whole('seq', 1, 99),
  resolved: row.moment('resolved_at'),
  method: row.code('method'),
  document: row.text('document_no', 'may'),
  published: row.oneOf('answer_published', { '0': false, '1': true }),
  rating: row.whole('rating', 1, 5, 'may'),
  reopened: row.moment('reopened_at', 'may'),
})

const readers: { [Name in Staged]: (row: Row) => Omit<Rows[Name], 'line' | 'bad'> } = {
  dialogues: dialogue,
  opinions: opinion,
  resolutions: resolution,
}

const BATCH = 1_000

/** `read` is told of bytes as they are read. */
export function yearIn(
  folder: string,
  faults: Faults,
  read: (bytes: number) => void = () => undefined,
): Year {
  return {
    async units() {
      const path = join(folder, fileOf('units'))
      // They may have come before, by themselves.
      if (!existsSync(path)) return { told: [], ids: [] }
      const table = await openTable(path, columns.units, { faults, read })
      return table ? readUnits(table, faults) : { told: [], ids: [] }
    },
    async read(name) {
      const table = await openTable(join(folder, fileOf(name)), columns[name], { faults, read })
      if (!table) return undefined
      return inBatches(table.rows, (line) => {
        const row = readRow(line, table.file, faults)
        const cells = readers[name](row)
        return { line: line.line, bad: row.bad, ...cells } as Rows[typeof name]
      })
    },
  }
}

async function* inBatches<From, To>(
  rows: AsyncIterable<From>,
  each: (row: From) => To,
): AsyncGenerator<To[]> {
  let batch: To[] = []
  for await (const row of rows) {
    batch.push(each(row))
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}

/** How many bytes the books take together. */
export async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all(
    fileNames.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
