/** A province's own list of its units: units.csv. */

import type { UnitKind } from '@goc/domain/units/acts.ts'
import { nameKey } from '@goc/domain/units/names.ts'
import type { Faults } from '@goc/store/books/fault.ts'
import type { ToldUnit } from '@goc/store/books/units.ts'
import { readRow } from './cells.ts'
import type { Table } from './table.ts'

export const levels: Record<string, UnitKind> = {
  tinh: 'province',
  thanh_pho: 'province',
  so_nganh: 'office',
  xa: 'commune',
  phuong: 'ward',
  dac_khu: 'special-zone',
  huyen: 'district',
  thon: 'village',
  to_dan_pho: 'residential-group',
}

export type UnitList = { told: ToldUnit[]; ids: string[] }

/** Where each of a unit's fields stands in the file. */
export const cellIn = (
  file: string,
  line: number,
  columns: { id: string; name: string; level?: string; parent?: string; successor?: string },
): ToldUnit['cell'] => {
  return (field) => ({ file, line, column: columns[field] ?? columns.id })
}

export async function readUnits({ file, rows }: Table, faults: Faults): Promise<UnitList> {
  const told = new Map<string, ToldUnit>()
  const ids: string[] = []
  for await (const line of rows) {
    const row = readRow(line, file, faults)
    const id = row.unit('code')
    const name = row.text('name')
    const level = row.oneOf('type', levels)
    const parent = row.unit('parent', 'may')
    if ('households' in line.cells) row.whole('households', 0, 999_999_999, 'may')
    if ('population' in line.cells) row.whole('population', 0, 999_999_999, 'may')
    if (id !== null) ids.push(id)
    if (id !== null && told.has(id)) row.fault('code', 'id-twice', id, String(told.get(id)!.cell('id').line))
    if (row.bad || id === null || name === null || level === null) continue
    const cell = cellIn(file, line.line, { id: 'code', name: 'name', level: 'type', parent: 'parent' })
    told.set(id, { id, level, name, ...(parent !== null && { parent }), successors: [], cell })
  }
  return { told: [...told.values()], ids }
}

/** Adds what another list tells of; of a unit that both tell of, they must tell the same. */
export function joinUnits(all: Map<string, ToldUnit>, more: readonly ToldUnit[], faults: Faults): void {
  for (const unit of more) {
    const known = all.get(unit.id)
    if (!known) {
      all.set(unit.id, unit)
      continue
    }
    const field = known.level !== unit.level ? 'level' : !sameName(known, unit) ? 'name' : undefined
    const apart = field ?? (known.parent !== unit.parent ? 'parent' : undefined)
    if (apart === undefined) continue
    const { file, line } = known.cell(apart)
    faults.add({
      ...unit.cell(apart),
      code: 'unit-in-two-ways',
      value: unit.id,
      hint: `${file}:${line}`,
    })
  }
}

const sameName = (a: ToldUnit, b: ToldUnit) => nameKey(a.name) === nameKey(b.name)
