/** Everything in the database that is made from acts and can be made again from them: rows for pages, and cells. */

import type { Moment } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Change, Feature } from '../append.ts'
import type { Database } from '../database.ts'
import { meetings } from '../meetings.ts'
import { opinions } from '../opinions.ts'
import { petitions } from '../petitions.ts'
import { type Recalled, recall } from '../recall.ts'
import { units } from '../units.ts'

type AnyFeature = Feature<unknown, unknown, { kind: string }, string>
export type AnyChange = Change<unknown, { kind: string }>

export const features = new Map(
  [units, meetings, opinions, petitions].map((feature) => [feature.name, feature as unknown as AnyFeature]),
)

/** A table of rows for pages. `id` names the subject that a row belongs to; `own` are columns that acts do not give. */
export type View = {
  table: string
  feature: string
  id: string
  key: readonly string[]
  own?: readonly string[]
}

/** Those that refer to another come after it. */
export const views: readonly View[] = [
  { table: 'unit', feature: 'unit', id: 'id', key: ['id'], own: ['rev'] },
  { table: 'meeting', feature: 'meeting', id: 'id', key: ['id'] },
  { table: 'postponement', feature: 'meeting', id: 'meeting', key: ['meeting', 'n'] },
  { table: 'opinion', feature: 'opinion', id: 'id', key: ['id'] },
  { table: 'answer', feature: 'opinion', id: 'opinion', key: ['opinion', 'round'] },
  { table: 'verdict', feature: 'opinion', id: 'opinion', key: ['opinion', 'n'] },
  { table: 'petition', feature: 'petition', id: 'id', key: ['id'] },
  { table: 'petition_key', feature: 'petition', id: 'petition', key: ['petition', 'who'] },
  { table: 'petition_step', feature: 'petition', id: 'petition', key: ['petition', 'n'] },
]

/** Tables of figure cells. */
export const cellTables: readonly { table: string; key: readonly string[] }[] = [
  { table: 'day_cell', key: ['on_day', 'unit', 'at_day'] },
  { table: 'period_cell', key: ['period', 'unit'] },
]

export const featureOfSubject = (subject: string): string => subject.slice(0, subject.indexOf('/'))
const idOf = (subject: string): string => subject.slice(subject.indexOf('/') + 1)

/** Lays out these subjects whole and anew, as all their acts have left them. `t` is for acts that are not entered. */
export async function layOutAgain(db: Database, subjects: readonly string[], t: Moment): Promise<void> {
  const byFeature = Map.groupBy(new Set(subjects), featureOfSubject)
  for (const { table, feature, id } of views.toReversed()) {
    const ids = byFeature.get(feature)?.map(idOf)
    if (ids) await sql`delete from ${sql.table(table)} where ${sql.ref(id)} = any(${ids}::text[])`.execute(db)
  }
  for (const [name, own] of byFeature) {
    const changes = changesOf(await recall(db, own, t))
    if (changes.length > 0) await featureNamed(name).show(db, changes)
  }
}

export function featureNamed(name: string): AnyFeature {
  const feature = features.get(name)
  if (!feature) throw new Error(`this version knows no acts of the kind “${name}”: bring it up to date first`)
  return feature
}

type Remembered = Recalled<{ kind: string }>

/** What whole histories, one subject's after the other's, come to. */
export function changesOf(all: readonly Remembered[]): AnyChange[] {
  const changes: AnyChange[] = []
  let subject: string | undefined
  let change: AnyChange | undefined
  for (const { act, entry } of all) {
    if (!change || act.subject !== subject) {
      subject = act.subject
      change = { id: idOf(subject), state: undefined, acts: [] }
      changes.push(change)
    }
    change.state = featureNamed(featureOfSubject(act.subject)).rules.evolve(change.state, act, entry)
    change.acts.push(act)
  }
  return changes
}
