/** Published figures, and whether they are those that the record's acts add up to. */

import { isDay } from '@goc/domain/day.ts'
import type { Figures } from '@goc/domain/figures.ts'
import type { Span } from '@goc/domain/period.ts'
import { isSize } from '@goc/record/size.ts'
import { Fault } from './fault.ts'

/** Figures as they are published: of one unit and span, as of one checkpoint (interfaces.md §5). */
export type Claim = Span & {
  unit: string
  checkpoint: { origin: string; size: number; root: string; time: string }
} & Record<keyof Figures, unknown>

/** Whoever is asked for figures; undefined when none are published for this question. */
export type AskFigures = (question: { unit: string } & Span) => Promise<unknown>

const features = ['dialogues', 'opinions', 'petitions'] as const

/** Throws `bad-claim` on what is none. */
export function readClaim(value: unknown): Claim {
  const claim = value as Partial<Claim> | null
  const at = claim?.checkpoint as Partial<Claim['checkpoint']> | undefined
  const whole =
    typeof claim?.unit === 'string' &&
    isDay(claim.from) &&
    isDay(claim.to) &&
    typeof at?.origin === 'string' &&
    typeof at.size === 'number' &&
    isSize(at.size) &&
    typeof at.root === 'string' &&
    typeof at.time === 'string' &&
    features.every((feature) => typeof claim[feature] === 'object' && claim[feature] !== null)
  if (!whole) throw new Fault('bad-claim', 'the figures are not in the form in which they are published')
  return claim as Claim
}

/** Throws `claim-of-another-record` unless the claim belongs to the tree that was counted. */
export function assertSameRecord(
  { unit, checkpoint }: Claim,
  found: { origin: string; size: number; root: string; t: number },
): void {
  const differs = (what: string, claimed: unknown, counted: unknown) => {
    const message = `the figures of ${unit} give the ${what} ${claimed}, and it is ${counted}`
    throw new Fault('claim-of-another-record', message)
  }
  const { origin, size, root, time } = checkpoint
  if (origin !== found.origin) differs('origin', origin, found.origin)
  if (size !== found.size) differs('size', size, found.size)
  if (root !== found.root) differs(`root of ${size} entries`, root, found.root)
  if (Date.parse(time) !== found.t * 1000) differs('time', time, new Date(found.t * 1000).toISOString())
}

/** Throws `figure-differs` at the first number that is not the one counted. */
export function assertFigures(claim: Claim, counted: Figures): void {
  const wrong = features
    .map((feature) => firstDifference(claim[feature], counted[feature], feature))
    .find((difference) => difference !== undefined)
  if (wrong !== undefined)
    throw new Fault('figure-differs', `${claim.unit}, ${claim.from} to ${claim.to}: ${wrong}`)
}

function firstDifference(claimed: unknown, counted: unknown, path: string): string | undefined {
  if (typeof counted !== 'object' || counted === null || typeof claimed !== 'object' || claimed === null)
    return claimed === counted
      ? undefined
      : `${path}: claimed ${JSON.stringify(claimed) ?? 'nothing'}, counted ${JSON.stringify(counted) ?? 'nothing'}`
  const own = (of: object, name: string): unknown =>
    Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined
  for (const name of new Set([...Object.keys(counted), ...Object.keys(claimed)])) {
    const difference = firstDifference(own(claimed, name), own(counted, name), `${path}.${name}`)
    if (difference !== undefined) return difference
  }
  return undefined
}
