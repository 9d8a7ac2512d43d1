/** Acts as the record's leaves hold them: one envelope for all, and a closed schema for each kind. */

import type { Act, PendingAct } from './act.ts'
import { isDay } from './day.ts'
import { featureOf, features } from './features.ts'
import { isBy } from './people.ts'
import { code, type Field, type Shape, subjectOf, unitId } from './schema.ts'

/** What is wrong with a leaf. */
export type LeafFault = 'unknown-kind' | 'unknown-field' | 'missing-field' | 'wrong-value'
export type Checked = { act: Act } | { fault: LeafFault; field: string }

const subjects = Object.fromEntries(
  Object.keys(features).map((name) => [name, subjectOf(name).holds] as const),
)
const requiredOf = new Map<Shape, string[]>()

function required(shape: Shape): string[] {
  let names = requiredOf.get(shape)
  if (!names) {
    names = Object.keys(shape).filter((name) => !shape[name]!.optional)
    requiredOf.set(shape, names)
  }
  return names
}

function faultIn(
  value: Record<string, unknown>,
  withTime: boolean,
): { fault: LeafFault; field: string } | undefined {
  const { kind } = value
  const shapes = typeof kind === 'string' ? featureOf(kind)?.shapes : undefined
  if (!shapes || !Object.hasOwn(shapes, kind as string)) return { fault: 'unknown-kind', field: 'kind' }
  const shape = shapes[kind as string]!
  let given = 0
  for (const name in value) {
    if (envelope(name, value[name], kind as string)) continue
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (!field)
      return { fault: Object.hasOwn(envelopeNames, name) ? 'wrong-value' : 'unknown-field', field: name }
    if (!field.holds(value[name])) return { fault: 'wrong-value', field: name }
    if (!field.optional) given++
  }
  const needed = required(shape)
  if (given !== needed.length) {
    return { fault: 'missing-field', field: needed.find((name) => !(name in value)) ?? '' }
  }
  for (const name of ['subject', 'n', 'unit', 'by'])
    if (!(name in value)) return { fault: 'missing-field', field: name }
  if (withTime !== 't' in value) return { fault: withTime ? 'missing-field' : 'unknown-field', field: 't' }
  // A claimed day and its source go together: an act of today has no other day than its own.
  if ('on' in value !== 'src' in value) return { fault: 'missing-field', field: 'on' in value ? 'src' : 'on' }
  // Only the importer speaks for older books: an office that could claim a day could answer on time afterwards.
  // And whoever signs: the signature covers the day, so no office can have claimed it for them.
  if ('src' in value && !maySpeakForBooks(value)) return { fault: 'wrong-value', field: 'by' }
  return undefined
}

const maySpeakForBooks = (value: Record<string, unknown>): boolean =>
  value.by === 'system' || (value.by === 'citizen' && 'sig' in value)

const envelopeNames = { kind: 1, subject: 1, n: 1, unit: 1, by: 1, t: 1, on: 1, src: 1 }

function envelope(name: string, value: unknown, kind: string): boolean {
  switch (name) {
    case 'kind':
      return true
    case 'subject':
      return subjects[kind.slice(0, kind.indexOf('.'))]!(value)
    case 'n':
      return Number.isSafeInteger(value) && (value as number) >= 1
    case 'unit':
      return unitId.holds(value)
    case 'by':
      return isBy(value)
    case 't':
      return Number.isSafeInteger(value) && (value as number) >= 0
    case 'on':
      return isDay(value)
    case 'src':
      return value === 'import'
    default:
      return false
  }
}

/** Checks one parsed leaf against the schema of its kind. */
export function readAct(value: Record<string, unknown>): Checked {
  const fault = fits(value) ? undefined : faultIn(value, true)
  return fault ?? { act: value as unknown as Act }
}

/** One member that leaves of a kind have, or may have. */
type Member = { name: string; holds(value: unknown): boolean; needed: boolean }
const membersOf = new Map<unknown, readonly Member[]>()

/**
 * Whether a leaf is what its kind's schema says, asked of one with its names in order: a tenth of the cost of asking
 * by name. It says yes only where `faultIn` finds nothing, and leaves it to say what is wrong.
 */
function fits(value: Record<string, unknown>): boolean {
  const members = membersOf.get(value.kind) ?? membersOfKind(value.kind)
  let i = 0
  for (const name in value) {
    let member = members[i++]
    while (member !== undefined && member.name !== name) {
      if (member.needed) return false
      member = members[i++]
    }
    if (member === undefined || !member.holds(value[name])) return false
  }
  while (i < members.length) if (members[i++]!.needed) return false
  return value.src === undefined ? value.on === undefined : value.on !== undefined && maySpeakForBooks(value)
}

function membersOfKind(kind: unknown): readonly Member[] {
  const shapes = typeof kind === 'string' ? featureOf(kind)?.shapes : undefined
  if (!shapes || !Object.hasOwn(shapes, kind as string)) return []
  const member = (name: string, { holds, optional }: Field): Member => ({
    name,
    holds: recurring.get(holds) ?? holds,
    needed: !optional,
  })
  const all = [
    ...Object.keys(envelopeNames).map((name) =>
      member(name, {
        holds:
          name === 'by'
            ? isBy
            : name === 'unit'
              ? unitId.holds
              : name === 'on'
                ? isDay
                : (given) => envelope(name, given, kind as string),
        optional: name === 'on' || name === 'src',
      }),
    ),
    ...Object.entries(shapes[kind as string]!).map(([name, field]) => member(name, field)),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
  membersOf.set(kind, all)
  return all
}

// Days, codes, units and offices are few, and stand in every leaf: what held once holds again.
const recurring = new Map([isBy, isDay, unitId.holds, code.holds].map((holds) => [holds, remembering(holds)]))
const REMEMBERED = 5_000

function remembering(holds: (value: unknown) => boolean): (value: unknown) => boolean {
  const held = new Set<unknown>()
  return (value) => {
    if (held.has(value)) return true
    if (!holds(value)) return false
    if (held.size >= REMEMBERED) held.clear()
    held.add(value)
    return true
  }
}

/** Throws when an act that we are about to keep would not be a valid leaf: a fault of ours, found before it is kept. */
export function assertLeaf(act: PendingAct): void {
  const fault = faultIn(act as unknown as Record<string, unknown>, 't' in act)
  if (fault)
    throw new Error(`${act.subject}: ${act.kind} would be no valid leaf: ${fault.fault} ${fault.field}`)
}
