/** The national lists of provinces and communes as they stand since 1 July 2025. */

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Day } from '@goc/domain/day.ts'
import type { Faults } from '@goc/store/books/fault.ts'
import type { ToldUnit } from '@goc/store/books/units.ts'
import { type Row, readRow } from './cells.ts'
import { recognise } from './encoding.ts'
import type { Line, Table } from './table.ts'
import { cellIn, levels, type UnitList } from './units.ts'

/** The day on which provinces and communes in two tiers took over (Law 72/2025/QH15). */
export const SINCE: Day = '2025-07-01'

export const communeColumns = {
  required: ['code', 'fullName', 'type', 'provinceCode'],
  optional: ['name', 'formedFrom'],
}

export const readCommunes = ({ file, rows }: Table, province: string | undefined, faults: Faults) =>
  readList(rows, file, province, faults)

/** A list in JSON: of provinces, or of the communes of one province, which then it does not name itself. */
export async function readJsonList(
  path: string,
  province: string | undefined,
  faults: Faults,
): Promise<UnitList> {
  const file = basename(path)
  const known = await recognise(path)
  if ('refused' in known) {
    faults.add({ file, line: known.line, code: known.refused })
    return { told: [], ids: [] }
  }
  const text = new TextDecoder(known.encoding).decode(await readFile(path))
  let items: unknown
  try {
    items = JSON.parse(text)
  } catch {
    items = undefined
  }
  if (!Array.isArray(items) || !items.every((item) => typeof item?.code === 'string')) {
    faults.add({ file, line: 1, code: 'unknown-format', value: text.slice(0, 40) })
    return { told: [], ids: [] }
  }
  return readList(linesOf(text, items), file, province, faults)
}

/** The items as rows, each with the line in which its code stands. */
function* linesOf(text: string, items: Record<string, unknown>[]): Generator<Line> {
  let at = 0
  let line = 1
  for (const item of items) {
    const next = Math.max(at, text.indexOf('"code"', at + 1))
    line += text.slice(at, next).split('\n').length - 1
    at = next
    const cells = Object.fromEntries(
      ['code', 'fullName', 'type', 'provinceCode'].map((name) => [name, String(item[name] ?? '')]),
    )
    yield { line, cells, bad: false }
  }
}

async function readList(
  rows: Iterable<Line> | AsyncIterable<Line>,
  file: string,
  province: string | undefined,
  faults: Faults,
): Promise<UnitList> {
  const told = new Map<string, ToldUnit>()
  const ids: string[] = []
  for await (const line of rows) {
    const row = readRow(line, file, faults)
    const id = row.unit('code')
    const name = row.text('fullName')
    const level = row.oneOf('type', levels)
    const parent = level === 'province' ? undefined : provinceOf(row, province)
    if (province !== undefined && (level === 'province' ? id : parent) !== province) continue
    if (id === null) continue
    ids.push(id)
    if (told.has(id)) row.fault('code', 'id-twice', id, String(told.get(id)!.cell('id').line))
    if (row.bad || name === null || level === null || parent === null) continue
    const cell = cellIn(file, line.line, {
      id: 'code',
      name: 'fullName',
      level: 'type',
      parent: 'provinceCode',
    })
    const under = parent === undefined ? {} : { parent }
    told.set(id, { id, level, name, ...under, from: SINCE, successors: [], cell })
  }
  return { told: [...told.values()], ids }
}

const provinceOf = (row: Row, province: string | undefined): string | null =>
  row.unit('provinceCode', 'may') ?? province ?? row.fault('provinceCode', 'which-province')
