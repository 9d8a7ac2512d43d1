/** The tree of units through time: who belonged to whom on a day, and where an ended unit counts. */

import type { Day } from '../day.ts'
import type { UnitId } from '../people.ts'
import type { Unit } from './rules.ts'

export type Tree = {
  unit(id: UnitId): Unit | undefined
  /** Every unit known, in the order in which they were entered. */
  all(): readonly Unit[]
  /** The unit with this registry code on a day; an id is its own code unless it has ended. */
  coded(code: string, day: Day): Unit | undefined
  parentOf(id: UnitId, day: Day): UnitId | undefined
  childrenOf(id: UnitId, day: Day): UnitId[]
  /** Whether `id` is `ancestor` or below it on `day`. */
  within(id: UnitId, ancestor: UnitId, day: Day): boolean
  /**
   * The units whose figures add up to those of `id`: itself and all below it as the tree stood on `day`, and
   * each unit that had ended by then whose heirs all count here. A unit that was shared out among several counts
   * where all of them meet, and in none of them alone (domain.md §4).
   */
  countedIn(id: UnitId, day: Day): Set<UnitId>
}

const standsOn = (unit: Unit, day: Day): boolean =>
  (unit.from === undefined || unit.from <= day) && (unit.until === undefined || unit.until >= day)

/** What held on `day`, of values that hold each from a day on. */
function asOf<T extends { from?: Day }>(values: readonly T[], day: Day): T | undefined {
  let found: T | undefined
  for (const value of values) {
    if (value.from !== undefined && value.from > day) continue
    // Books may tell of an earlier change after a later one; of two on one day, the one told last holds.
    if ((value.from ?? '') >= (found?.from ?? '')) found = value
  }
  return found
}

export function treeOf(units: Iterable<Unit>): Tree {
  const byId = new Map<UnitId, Unit>()
  const byCode = new Map<string, Unit[]>()
  for (const unit of units) {
    byId.set(unit.id, unit)
    const same = byCode.get(unit.code)
    if (same) same.push(unit)
    else byCode.set(unit.code, [unit])
  }
  const parentOf = (id: UnitId, day: Day) => asOf(byId.get(id)?.parents ?? [], day)?.parent

  const childrenOn = new Map<Day, Map<UnitId, UnitId[]>>()
  function children(day: Day): Map<UnitId, UnitId[]> {
    let map = childrenOn.get(day)
    if (map) return map
    map = new Map()
    for (const unit of byId.values()) {
      if (!standsOn(unit, day)) continue
      const parent = parentOf(unit.id, day)
      if (parent === undefined) continue
      const siblings = map.get(parent)
      if (siblings) siblings.push(unit.id)
      else map.set(parent, [unit.id])
    }
    if (childrenOn.size >= 64) childrenOn.clear()
    childrenOn.set(day, map)
    return map
  }

  function within(id: UnitId, ancestor: UnitId, day: Day): boolean {
    let at: UnitId | undefined = id
    // A tree of government is a handful of levels deep; a circle in bad books must not hang us.
    for (let depth = 0; at !== undefined && depth < 16; depth++) {
      if (at === ancestor) return true
      at = parentOf(at, day)
    }
    return false
  }

  /** Who has the whole of an ended unit by `day`; where no books say so, the unit that it belonged to at its end. */
  function heirsOf(unit: Unit, day: Day): UnitId[] {
    const told = unit.successors.filter(({ from }) => from <= day)
    if (told.length > 1 || told[0]?.share === 'whole') return told.map(({ successor }) => successor)
    const parent = parentOf(unit.id, unit.until!)
    return parent === undefined ? [] : [parent]
  }

  function countedIn(id: UnitId, day: Day): Set<UnitId> {
    const counted = new Set<UnitId>([id])
    const below = children(day)
    for (const unit of counted) for (const child of below.get(unit) ?? []) counted.add(child)

    const ended = [...byId.values()].filter((unit) => unit.until !== undefined && unit.until < day)
    for (let grew = true; grew; ) {
      grew = false
      for (const unit of ended) {
        const heirs = heirsOf(unit, day)
        if (counted.has(unit.id) || heirs.length === 0) continue
        if (heirs.every((heir) => counted.has(heir))) {
          counted.add(unit.id)
          grew = true
        }
      }
    }
    return counted
  }

  return {
    unit: (id) => byId.get(id),
    all: () => [...byId.values()],
    coded: (code, day) => byCode.get(code)?.find((unit) => standsOn(unit, day)),
    parentOf,
    childrenOf: (id, day) => children(day).get(id) ?? [],
    within,
    countedIn,
  }
}
