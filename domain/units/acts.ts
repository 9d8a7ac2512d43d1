/** What happens to administrative units: they begin, move, change their names, end, and are succeeded. */

import type { Act } from '../act.ts'
import { commitment, day, type FactOf, matching, oneOf, optional, unitId } from '../schema.ts'

/** Levels of the tree. `office` is a department of the province; villages have no national code of their own. */
export const unitKinds = [
  'province',
  'office',
  'commune',
  'ward',
  'special-zone',
  'district',
  'village',
  'residential-group',
] as const
export type UnitKind = (typeof unitKinds)[number]

export const shapes = {
  /** Without `from` it stood before the record knows of it. `code` is the registry's, where the id differs. */
  'unit.established': {
    level: oneOf(unitKinds),
    parent: optional(unitId),
    from: optional(day),
    code: optional(matching(/^[0-9A-Za-z]{1,16}$/)),
    name: commitment,
  },
  'unit.renamed': { from: day, name: commitment },
  'unit.moved': { from: day, parent: unitId },
  /** `until` is its last day. */
  'unit.abolished': { until: day },
  /** `part`: the successor took only a part of it. */
  'unit.succeeded': { successor: unitId, share: oneOf(['whole', 'part']), from: day },
} as const

export type UnitFact = FactOf<typeof shapes>
export type UnitAct = Act<UnitFact>
