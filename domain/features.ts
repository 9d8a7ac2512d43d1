/** Every feature there is, in one table: what may be in the record, under which rules, and how it counts. */

import { type Act, type Decider, dayOfAct } from './act.ts'
import * as meetings from './meetings/acts.ts'
import { count as countMeeting } from './meetings/figures.ts'
import { meetingRules } from './meetings/rules.ts'
import * as opinions from './opinions/acts.ts'
import { count as countOpinion } from './opinions/figures.ts'
import { opinionRules } from './opinions/rules.ts'
import * as petitions from './petitions/acts.ts'
import { count as countPetition } from './petitions/figures.ts'
import { petitionRules } from './petitions/rules.ts'
import type { Shape } from './schema.ts'
import type { Tally } from './tally.ts'
import * as units from './units/acts.ts'
import { unitRules } from './units/rules.ts'

// The table is read by kinds that are only known at run time, so the features' own types end here.
type AnyDecider = Decider<unknown, unknown, { kind: string }, string>
type Feature = { rules: AnyDecider; shapes: Record<string, Shape>; count(act: Act): Tally[] }

const feature = (rules: unknown, shapes: Record<string, Shape>, count: unknown): Feature => ({
  rules: rules as AnyDecider,
  shapes,
  count: count as Feature['count'],
})

export const features: Record<string, Feature> = {
  unit: feature(unitRules, units.shapes, () => []),
  meeting: feature(meetingRules, meetings.shapes, countMeeting),
  opinion: feature(opinionRules, opinions.shapes, countOpinion),
  petition: feature(petitionRules, petitions.shapes, countPetition),
}

export function featureOf(kind: string): Feature | undefined {
  const name = kind.slice(0, kind.indexOf('.'))
  // Kinds come from strangers' records: `constructor.x` names no feature.
  return Object.hasOwn(features, name) ? features[name] : undefined
}

/** What an act adds to the figures. */
export const count = (act: Act): Tally[] => featureOf(act.kind)?.count(act) ?? []

export { dayOfAct }
