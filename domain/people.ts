/** Who acts, and in what office. The record names offices, never persons. */

export type UnitId = string

/** interfaces.md §3. A role is held in a unit and reaches its sub-units. */
export const roles = [
  'reception',
  'officer',
  'leader',
  'moderator',
  'secretary',
  'editor',
  'reporter',
  'supervisor',
  'auditor',
  'admin',
] as const
export type Role = (typeof roles)[number]

/** `leader@25`, or someone who holds no office. */
export type By = `${Role}@${UnitId}` | 'citizen' | 'system'

/** Who asks, as rules need it. */
export type Actor = {
  by: By
  /** Whether the office's reach includes a unit on the day of asking. */
  reaches(unit: UnitId): boolean
}

const BY = /^(?:citizen|system|([a-z]+)@([0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?))$/
const known = new Set<string>(roles)

export function isBy(value: unknown): value is By {
  if (typeof value !== 'string') return false
  const match = BY.exec(value)
  return match !== null && (match[1] === undefined || known.has(match[1]))
}

/** The role and unit of an office; undefined for `citizen` and `system`. */
export function officeOf(by: By): Office | undefined {
  const known = offices.get(by)
  if (known !== undefined) return known ?? undefined
  const at = by.indexOf('@')
  const office = at < 0 ? null : { role: by.slice(0, at) as Role, unit: by.slice(at + 1) }
  if (offices.size >= OFFICES) offices.clear()
  offices.set(by, office)
  return office ?? undefined
}

type Office = { readonly role: Role; readonly unit: UnitId }
// Offices are few, and every act is asked about its own: each name is taken apart once.
const offices = new Map<By, Office | null>()
const OFFICES = 10_000

/** Whether the actor holds one of these roles over `unit`. */
export function holds(actor: Actor, allowed: readonly Role[], unit: UnitId): boolean {
  const office = officeOf(actor.by)
  return office !== undefined && allowed.includes(office.role) && actor.reaches(unit)
}

/** Gốc itself: the importer of older books, and clocks. */
export const system: Actor = { by: 'system', reaches: () => true }
