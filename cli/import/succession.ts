/**
 * What became of the provinces, districts and wards of before 1 July 2025. Old and new codes collide (the old
 * 00004 is another place than the new 00004), so an old unit's id is its code and the year it ended in.
 */

import { addDays } from '@goc/domain/day.ts'
import type { UnitKind } from '@goc/domain/units/acts.ts'
import type { Faults } from '@goc/store/books/fault.ts'
import type { ToldUnit } from '@goc/store/books/units.ts'
import { readRow } from './cells.ts'
import { SINCE } from './national.ts'
import type { Table } from './table.ts'
import { cellIn, type UnitList } from './units.ts'

export const successionColumns = {
  required:
    'oldProvinceCode oldProvince oldDistrictCode oldDistrict oldWardCode oldWard isDivided newWardCode newProvinceCode'.split(
      ' ',
    ),
  optional: ['newWard'],
}

const UNTIL = addDays(SINCE, -1)
const endedId = (code: string) => `${code}.${UNTIL.slice(0, 4)}`

type Old = ToldUnit & { whole: boolean }

export async function readSuccession(
  { file, rows }: Table,
  province: string | undefined,
  faults: Faults,
): Promise<UnitList> {
  const told = new Map<string, Old>()
  const old = (
    line: number,
    columns: [code: string, name: string],
    code: string,
    name: string,
    level: UnitKind,
    parent: string | undefined,
  ): Old => {
    const id = endedId(code)
    const known = told.get(id)
    if (known) return known
    const [codeColumn, nameColumn] = columns
    const cell = cellIn(file, line, { id: codeColumn, name: nameColumn, successor: 'newWardCode' })
    const under = parent === undefined ? {} : { parent }
    const unit = { id, code, level, name, ...under, until: UNTIL, successors: [], cell, whole: true }
    told.set(id, unit)
    return unit
  }

  for await (const line of rows) {
    if (province !== undefined && line.cells.newProvinceCode?.trim() !== province) continue
    const row = readRow(line, file, faults)
    const provinceCode = row.unit('oldProvinceCode')
    const provinceName = row.text('oldProvince')
    const districtCode = row.unit('oldDistrictCode')
    const districtName = row.text('oldDistrict')
    // Island districts had no wards.
    const wardCode = row.unit('oldWardCode', 'may')
    const wardName = row.text('oldWard', wardCode === null ? 'may' : 'must')
    const isDivided = row.oneOf('isDivided', { '0': false, '1': true })
    const successor = row.unit('newWardCode')
    const newProvince = row.unit('newProvinceCode')
    if (row.bad) continue

    const first = old(
      line.line,
      ['oldProvinceCode', 'oldProvince'],
      provinceCode!,
      provinceName!,
      'province',
      undefined,
    )
    const second = old(
      line.line,
      ['oldDistrictCode', 'oldDistrict'],
      districtCode!,
      districtName!,
      'district',
      first.id,
    )
    inherit(first, newProvince!, false)
    inherit(second, successor!, isDivided!)
    if (wardCode === null) continue
    const level = /^phường\s/iu.test(wardName!) ? 'ward' : 'commune'
    const ward = old(line.line, ['oldWardCode', 'oldWard'], wardCode, wardName!, level, second.id)
    inherit(ward, successor!, isDivided!)
  }
  const units = [...told.values()].map(({ whole, successors, ...unit }): ToldUnit => {
    const share = whole && (unit.level !== 'district' || successors.length === 1) ? 'whole' : 'part'
    return { ...unit, successors: successors.map((heir) => ({ ...heir, share })) }
  })
  return { told: units, ids: units.map(({ id }) => id) }
}

function inherit(unit: Old, successor: string, isDivided: boolean): void {
  if (isDivided) unit.whole = false
  if (unit.successors.some((heir) => heir.successor === successor)) return
  unit.successors.push({ successor, share: 'whole', from: SINCE })
}
