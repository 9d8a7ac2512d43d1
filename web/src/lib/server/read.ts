/** The seam between pages and the store room: what pages may ask, and who answers. */

import type { Act } from '@goc/domain/act.ts'
import type { Day } from '@goc/domain/day.ts'
import type { Figures } from '@goc/domain/figures.ts'
import type { Mode, Regularity } from '@goc/domain/meetings/acts.ts'
import type { Meeting } from '@goc/domain/meetings/rules.ts'
import type { Verdict } from '@goc/domain/opinions/acts.ts'
import type { UnitId } from '@goc/domain/people.ts'
import type { Span } from '@goc/domain/period.ts'
import type { UnitKind } from '@goc/domain/units/acts.ts'
import { fixture } from './fixture.ts'

export type UnitLabel = { id: string; code: string; kind: UnitKind; name: string }

/** `size`, `root` (base64) and `time` (ISO) name one state of the record. */
export type CheckpointRef = { origin: string; size: number; root: string; time: string }

export type CheckpointView = CheckpointRef & {
  /** The signed note, as `/record/checkpoint` serves it. */
  note: string
  vkey: string
  /** Every witness that is configured; `time` is its last cosignature. */
  witnesses: { name: string; time?: string }[]
}

/** interfaces.md §5. */
export type Claim = { unit: string; from: Day; to: Day; checkpoint: CheckpointRef } & Figures

export type MeetingRow = {
  id: string
  unit: UnitLabel
  topic: string
  chair: string
  regularity: Regularity
  mode: Mode
  status: Meeting['status']
  /** Unix seconds. */
  starts: number
  attendees?: number
  minutesOn?: Day
  opinions: { received: number; resolved: number }
  imported: boolean
}

/** One thing that happened; `index` is its place in the record, once it is there. */
export type Step = { kind: string; day: Day; index?: number; method?: string; rating?: number }

export type OpinionRow = {
  id: string
  meeting: string
  unit: UnitLabel
  assigned: UnitLabel
  held: Day
  due: Day
  field: string
  type: string
  channel: string
  status: 'open' | 'resolved'
  /** Absent when it is not public. */
  text?: string
  history: Step[]
  imported: boolean
  rounds: number
  reopened: number
  verdict?: Verdict
}

/** `day` is the act's; `on` is the day to which the figure counts it, and by which the list is ordered. */
export type CountedItem = {
  index: number
  kind: string
  subject: string
  unit: UnitLabel
  day: Day
  on: Day
}

/** `leaf` is the entry's bytes as text, `hash` its leaf hash in base64. */
export type ActView = { index: number; act: Act; unit?: UnitLabel; leaf: string; hash: string }
export type ActRow = Pick<ActView, 'index' | 'act' | 'unit'>

export type Page<Item> = { items: Item[]; next?: string }
type Of = { unit: UnitId } & Span

/** A unit's border; `properties.id` is the unit's. */
export type Outlines = GeoJSON.FeatureCollection<GeoJSON.Geometry, { id: string }>

export type Readers = {
  claim(of: Of): Promise<Claim | undefined>
  /** Each child with all that counts in it, and the unit itself when it held dialogues of its own. */
  breakdown(of: Of): Promise<{ unit: UnitLabel; figures: Figures }[]>
  root(): Promise<UnitLabel | undefined>
  /** `path`: its ancestors, the root first. */
  unit(id: UnitId): Promise<{ label: UnitLabel; path: UnitLabel[] } | undefined>
  children(id: UnitId): Promise<UnitLabel[]>
  /** Those that one may choose from. */
  units(): Promise<UnitLabel[]>
  /** The latest first. */
  meetings(of: Of & { after?: string; limit?: number }): Promise<Page<MeetingRow>>
  meeting(id: string): Promise<MeetingRow | undefined>
  opinionsOf(meeting: string, after?: string): Promise<Page<OpinionRow>>
  opinion(id: string): Promise<OpinionRow | undefined>
  /** The acts behind a figure; undefined when there is no such figure. */
  counted(of: Of & { feature: string; after?: string }): Promise<Page<CountedItem> | undefined>
  checkpoint(): Promise<CheckpointView | undefined>
  /** The latest first, those before index `before`. */
  latestActs(of: { before?: number; limit: number }): Promise<ActRow[]>
  act(index: number): Promise<ActView | undefined>
  outlines(units: UnitId[]): Promise<Outlines | undefined>
  /** The years that have dialogues, the earliest first. */
  years(): Promise<number[]>
  isDemo(): Promise<boolean>
}

/** `store` is what `startFront` was given: the store room's own readers. Without it, an invented province. */
export function readersOf(store: unknown): Readers {
  return (store as Readers | undefined) ?? fixture()
}
