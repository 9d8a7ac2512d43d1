/** Acts as the record's leaves hold them: one envelope for all, and a closed schema for each kind. */

import type { Act, PendingAct } from './act.ts'
import { featureOf } from './features.ts'
import { isBy } from './people.ts'
import { code, day, type Field, oneOf, optional, type Shape, subjectOf, unitId, whole } from './schema.ts'

/** What is wrong with a leaf. */
export type LeafFault = 'unknown-kind' | 'unknown-field' | 'missing-field' | 'wrong-value'
export type Checked = { act: Act } | { fault: LeafFault; field: string }

const by: Field = { holds: isBy, optional: false }
const envelope: Shape = {
  kind: { holds: (value) => typeof value === 'string', optional: false },
  n: whole(1),
  unit: unitId,
  by,
  t: whole(0),
  on: optional(day),
  src: optional(oneOf(['import'])),
}

/** All members of one kind's leaves: what each may hold, and again in the order of canonical form. */
type Schema = { fields: Shape; inOrder: readonly { name: string; field: Field }[] }
const schemas = new Map<unknown, Schema>()

function schemaOf(kind: unknown): Schema | undefined {
  return schemas.get(kind) ?? (typeof kind === 'string' ? makeSchema(kind) : undefined)
}

function makeSchema(kind: string): Schema | undefined {
  const shapes = featureOf(kind)?.shapes
  // Kinds come from strangers' records: only those that there are, are kept.
  if (!shapes || !Object.hasOwn(shapes, kind)) return undefined
  const subject = subjectOf(kind.slice(0, kind.indexOf('.')))
  const fields = { ...shapes[kind], subject, ...envelope }
  const inOrder = Object.entries(fields)
    .map(([name, field]) => ({ name, field: { ...field, holds: recurring.get(field.holds) ?? field.holds } }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const schema = { fields, inOrder }
  schemas.set(kind, schema)
  return schema
}

/** So many values of each sort are remembered. */
const REMEMBERED = 5_000
// Days, codes, units and offices are few, and stand in every leaf: what held once holds again.
const recurring = new Map(
  [by, day, code, unitId].map(({ holds }) => {
    const held = new Set<unknown>()
    const remembering = (value: unknown): boolean => {
      if (held.has(value)) return true
      if (!holds(value)) return false
      if (held.size >= REMEMBERED) held.clear()
      held.add(value)
      return true
    }
    return [holds, remembering]
  }),
)

/**
 * Whether a leaf whose members are in order is as its schema says, at a fraction of what looking each up would cost.
 * It says yes only where `faultIn` finds nothing; where it says no, `faultIn` decides.
 */
function fits(value: Record<string, unknown>): boolean {
  const schema = schemaOf(value.kind)
  if (!schema) return false
  const { inOrder } = schema
  let i = 0
  for (const name in value) {
    let next = inOrder[i++]
    while (next !== undefined && next.name !== name) {
      if (!next.field.optional) return false
      next = inOrder[i++]
    }
    if (next === undefined || !next.field.holds(value[name])) return false
  }
  while (i < inOrder.length) if (!inOrder[i++]!.field.optional) return false
  return value.src === undefined ? value.on === undefined : value.on !== undefined && speaksForBooks(value)
}

function faultIn(
  value: Record<string, unknown>,
  withTime: boolean,
): { fault: LeafFault; field: string } | undefined {
  const fields = schemaOf(value.kind)?.fields
  if (!fields) return { fault: 'unknown-kind', field: 'kind' }
  for (const name in value) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) return { fault: 'unknown-field', field: name }
    if (!field.holds(value[name])) return { fault: 'wrong-value', field: name }
  }
  for (const name in fields)
    if (name !== 't' && !fields[name]!.optional && !(name in value))
      return { fault: 'missing-field', field: name }
  if (withTime !== 't' in value) return { fault: withTime ? 'missing-field' : 'unknown-field', field: 't' }
  // A claimed day and its source go together: an act of today has no other day than its own.
  if ('on' in value !== 'src' in value) return { fault: 'missing-field', field: 'on' in value ? 'src' : 'on' }
  if ('src' in value && !speaksForBooks(value)) return { fault: 'wrong-value', field: 'by' }
  return undefined
}

// Only the importer speaks for older books: an office that could claim a day could answer on time afterwards.
// And whoever signs: the signature covers the day, so no office can have claimed it for them.
const speaksForBooks = (value: Record<string, unknown>): boolean =>
  value.by === 'system' || (value.by === 'citizen' && 'sig' in value)

/** Checks one parsed leaf against the schema of its kind. */
export function readAct(value: Record<string, unknown>): Checked {
  const fault = fits(value) ? undefined : faultIn(value, true)
  return fault ?? { act: value as unknown as Act }
}

/** Throws when an act that we are about to keep would not be a valid leaf: a fault of ours, found before it is kept. */
export function assertLeaf(act: PendingAct): void {
  const fault = faultIn(act as unknown as Record<string, unknown>, 't' in act)
  if (fault)
    throw new Error(`${act.subject}: ${act.kind} would be no valid leaf: ${fault.fault} ${fault.field}`)
}
