/** CSV as offices make it: rows with the lines they begin in, under known columns. */

import { basename } from 'node:path'
import type { Fault, Faults } from '@goc/store/books/fault.ts'
import { type CsvError, parse } from 'csv-parse'
import { recognise, textOf } from './encoding.ts'

export type Columns = { required: readonly string[]; optional?: readonly string[] }
/** `bad`: it has more or fewer cells than the header, so that none of them is sure to stand in its own column. */
export type Line = { line: number; cells: Record<string, string>; bad: boolean }
export type Table = { file: string; header: string[]; rows: AsyncIterable<Line> }

/** No cell of any book is so long; one that is has swallowed the rest of the file. */
const LONGEST_ROW = 1 << 20

export type Reading = { faults: Faults; read?: (bytes: number) => void }

/** Opens a file and reads its header; undefined when there is a fault that leaves nothing to read. */
export async function openTable(
  path: string,
  columnsOf: Columns | ((header: readonly string[]) => Columns | undefined),
  { faults, read }: Reading,
): Promise<Table | undefined> {
  const file = basename(path)
  const refuse = (fault: Omit<Fault, 'file'>) => {
    faults.add({ file, ...fault })
    return undefined
  }
  const known = await recognise(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR')
      return { refused: 'file-missing', line: 0 } as const
    throw error
  })
  if ('refused' in known) return refuse({ code: known.refused, line: known.line })

  const text = unixLines(textOf(path, known.encoding, read))
  const first = await firstLine(text)
  if (first.head.trim() === '') return refuse({ code: 'file-empty', line: 1 })
  const hint = /^sep=(.)\r?\n?$/i.exec(first.head)
  const delimiter = hint?.[1] ?? delimiterOf(first.head)
  const rows = linesOf(first.all, { delimiter, from_line: hint ? 2 : 1 }, file, faults)
  const { value: top } = await rows.next()
  if (!top) return undefined
  const header = top.cells.map(columnName)
  const columns = typeof columnsOf === 'function' ? columnsOf(header) : columnsOf
  if (!columns) return refuse({ code: 'unknown-format', line: top.line, value: header.join(',') })
  if (!headerHolds(header, columns, top.line, file, faults)) return undefined
  return { file, header, rows: underHeader(rows, header, file, faults) }
}

const columnName = (name: string) =>
  name
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim()

/** The text up to the end of its first line, and all of it again. A header has no line's end within quotes. */
async function firstLine(
  text: AsyncGenerator<string>,
): Promise<{ head: string; all: AsyncIterable<string> }> {
  let start = ''
  while (!/[\r\n]./s.test(start) && start.length < LONGEST_ROW) {
    const { value, done } = await text.next()
    if (done) break
    start += value
  }
  async function* all() {
    if (start) yield start
    yield* text
  }
  return { head: /^[^\r\n]*\r?\n?/.exec(start)![0], all: all() }
}

function delimiterOf(head: string): string {
  const bare = head.replace(/"[^"]*"/g, '')
  const count = (sign: string) => bare.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** Every kind of line end as one sign: the parser counts a pair within quotes as two lines. */
async function* unixLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const part of text) {
    const all = held + part
    held = all.endsWith('\r') ? '\r' : ''
    yield all.slice(0, all.length - held.length).replace(/\r\n?/g, '\n')
  }
  if (held) yield '\n'
}

type Cells = { line: number; cells: string[] }

/** Rows up to the place from which on nothing can be read, and then a fault for that. */
async function* linesOf(
  text: AsyncIterable<string>,
  options: { delimiter: string; from_line: number },
  file: string,
  faults: Faults,
): AsyncGenerator<Cells, undefined> {
  let read: Cells[] = []
  let next = options.from_line
  const parser = parse({
    ...options,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    // Not from the stream: it would throw away what it has read before a fault.
    on_record(cells: string[], { lines }) {
      const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
      if (cells.some((cell) => cell.trim() !== '')) read.push({ line: lines - breaks, cells })
      next = lines + 1
      return undefined
    },
  })
  parser.on('error', () => undefined)
  const taken = () => {
    const rows = read
    read = []
    return rows
  }
  const give = (part: string | undefined) =>
    new Promise<Error | null | undefined>((done) =>
      part === undefined ? parser.end(done) : parser.write(part, done),
    )
  let fault: unknown
  try {
    for await (const part of text) {
      fault = await give(part)
      yield* taken()
      if (fault) break
    }
    fault ??= await give(undefined)
  } catch (error) {
    fault = error
  }
  yield* taken()
  if (!fault) return
  const code = unreadable(fault)
  if (!code) throw fault
  faults.add({ file, line: code === 'quote-misplaced' ? (lineIn(fault) ?? next) : next, code })
}

function unreadable(error: unknown): Fault['code'] | undefined {
  const { code } = error as CsvError | NodeJS.ErrnoException
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') return 'quote-not-closed'
  if (code === 'CSV_INVALID_CLOSING_QUOTE' || code === 'INVALID_OPENING_QUOTE') return 'quote-misplaced'
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'encoding-broken' : undefined
}

const lineIn = (error: unknown): number | undefined => {
  const line = /(?:at|on) line (\d+)/.exec((error as Error).message)?.[1]
  return line === undefined ? undefined : Number(line)
}

function headerHolds(
  header: readonly string[],
  { required, optional = [] }: Columns,
  line: number,
  file: string,
  faults: Faults,
): boolean {
  const before = faults.count
  const all = [...required, ...optional]
  for (const [i, column] of header.entries()) {
    const at = { file, line, column }
    if (header.indexOf(column) < i) faults.add({ ...at, code: 'column-twice', value: column })
    else if (!all.includes(column))
      faults.add({ ...at, code: 'column-unknown', value: column, hint: all.join(', ') })
  }
  for (const column of required)
    if (!header.includes(column)) faults.add({ file, line, column, code: 'column-missing', value: column })
  return faults.count === before
}

async function* underHeader(
  rows: AsyncIterable<Cells>,
  header: readonly string[],
  file: string,
  faults: Faults,
): AsyncGenerator<Line> {
  for await (const { line, cells } of rows) {
    // Empty cells at the end come of a sheet that was once wider.
    while (cells.length > header.length && cells.at(-1)!.trim() === '') cells.pop()
    const bad = cells.length !== header.length
    if (bad) {
      const code = cells.length < header.length ? 'cells-too-few' : 'cells-too-many'
      faults.add({ file, line, code, value: String(cells.length), hint: String(header.length) })
    }
    const named = Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))
    yield { line, cells: named, bad }
  }
}
