/** The order in which units may be told, and whether each has its place in the tree. */

import type { UnitId } from '@goc/domain/people.ts'
import type { UnitKind } from '@goc/domain/units/acts.ts'
import type { Entering } from './enter.ts'
import type { FaultCode } from './fault.ts'
import type { Standing, ToldUnit } from './units.ts'

/** How far below the nation. A unit's parent has a lower number. */
const tier: Record<UnitKind, number> = {
  province: 0,
  district: 1,
  office: 2,
  commune: 2,
  ward: 2,
  'special-zone': 2,
  village: 3,
  'residential-group': 3,
}

/** Parents before children, and what stands before what has ended. Units whose parents go in a circle are left out. */
export function parentsFirst(
  told: readonly ToldUnit[],
  standing: ReadonlyMap<UnitId, Standing>,
  { faults }: Entering,
): ToldUnit[] {
  const byId = new Map(told.map((unit) => [unit.id, unit]))
  const fault = (unit: ToldUnit, code: FaultCode, value?: string, hint?: string) =>
    faults.add({
      ...unit.cell(code === 'unknown-successor' ? 'successor' : 'parent'),
      code,
      ...(value !== undefined && { value }),
      ...(hint !== undefined && { hint }),
    })
  const known = (id: UnitId) => byId.has(id) || standing.has(id)
  const levels = new Map<UnitId, UnitKind>([
    ...told.map(({ id, level }) => [id, level] as const),
    ...[...standing].map(([id, { state }]) => [id, state.level] as const),
  ])
  const zeros = new Map<string, UnitId[]>()
  for (const id of levels.keys()) {
    const bare = id.replace(/^0+/, '')
    if (bare !== id) zeros.set(bare, [...(zeros.get(bare) ?? []), id])
  }

  const depth = new Map<UnitId, number>()
  const ordered: ToldUnit[] = []
  for (const unit of told) {
    const { id, parent } = unit
    let deep: number | undefined = 0
    const seen = new Set<UnitId>([id])
    for (let at = parent; at !== undefined; at = byId.get(at)?.parent) {
      if (seen.has(at)) {
        fault(unit, at === id && parent === id ? 'parent-of-itself' : 'parents-in-a-circle', at)
        deep = undefined
        break
      }
      seen.add(at)
      deep++
    }
    if (deep === undefined) continue
    if (parent !== undefined && !known(parent)) {
      // 00025 is a ward, and no province 25 that lost its zeros.
      const right = zeros.get(parent)?.find((other) => tier[levels.get(other)!] < tier[unit.level])
      if (right) fault(unit, 'leading-zero-lost', parent, right)
      else fault(unit, 'unknown-unit', parent)
      continue
    }
    const lost = unit.successors.find(({ successor }) => !known(successor))
    if (lost) {
      fault(unit, 'unknown-successor', lost.successor)
      continue
    }
    depth.set(id, deep)
    ordered.push(unit)
  }
  const rank = (unit: ToldUnit) => (unit.until === undefined ? 0 : 100) + depth.get(unit.id)!
  return ordered.sort((a, b) => rank(a) - rank(b))
}
