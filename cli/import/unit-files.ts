/** Any of the files that tell of units, recognised by what stands in it. */

import { readFile } from 'node:fs/promises'
import type { Faults } from '@goc/store/books/fault.ts'
import { communeColumns, readCommunes, readJsonList } from './national.ts'
import { readSuccession, successionColumns } from './succession.ts'
import { type Columns, openTable, type Table } from './table.ts'
import { readUnits, type UnitList } from './units.ts'
import { columns } from './year.ts'

type Format = {
  columns: Columns
  /** The column that no other list has. */
  sign: string
  read(table: Table, province: string | undefined, faults: Faults): Promise<UnitList>
}

const formats: Format[] = [
  { columns: successionColumns, sign: 'oldProvinceCode', read: readSuccession },
  { columns: communeColumns, sign: 'provinceCode', read: readCommunes },
  { columns: columns.units, sign: 'type', read: (table, _, faults) => readUnits(table, faults) },
]

export async function readUnitFile(
  path: string,
  province: string | undefined,
  faults: Faults,
  read?: (bytes: number) => void,
): Promise<UnitList> {
  if (await holdsJson(path)) return readJsonList(path, province, faults)
  const formatOf = (header: readonly string[]) => formats.find(({ sign }) => header.includes(sign))
  const table = await openTable(path, (header) => formatOf(header)?.columns, {
    faults,
    ...(read && { read }),
  })
  return table ? formatOf(table.header)!.read(table, province, faults) : { told: [], ids: [] }
}

async function holdsJson(path: string): Promise<boolean> {
  if (!path.endsWith('.json')) return false
  const text = await readFile(path, 'utf8').catch(() => '')
  return /^\s*[[{]/.test(text.replace(/^\ufeff/, ''))
}
