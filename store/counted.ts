/**
 * What a figure counts, act by act. The conditions here say of rows what `domain/…/figures.ts` says of acts; a
 * test holds the two to each other for every feature, unit and span.
 */

import { type Day, dayOf, isDay } from '@goc/domain/day.ts'
import { isCommune } from '@goc/domain/figures.ts'
import type { RawBuilder } from 'kysely'
import { meetingQuery } from './counted/meetings.ts'
import type { Cursor, Found, Of } from './counted/of.ts'
import { opinionQuery } from './counted/opinions.ts'
import { petitionQuery } from './counted/petitions.ts'
import type { Store } from './database.ts'
import { type CheckpointOf, inSnapshot, type Question, readHead } from './figures.ts'
import { readTree } from './units.ts'

/** One thing that a figure counts, with the act that makes it count and that act's index in the record. */
export type CountedItem = { index: number; kind: string; subject: string; unit: string; day: Day; on: Day }

export type CountedPage = {
  feature: string
  unit: string
  from: Day
  to: Day
  checkpoint: CheckpointOf
  items: CountedItem[]
  /** Where the next page begins; absent on the last. */
  next?: string
}

/** Undefined when there is no such figure or unit. Throws nothing on a broken cursor: it begins at the beginning. */
export function listCounted(
  store: Store,
  {
    feature,
    unit,
    from,
    to,
    after,
    limit = 100,
  }: Question & { feature: string; after?: string; limit?: number },
): Promise<CountedPage | undefined> {
  return inSnapshot(store, async (db) => {
    const tree = await readTree(db, store.db)
    const id = tree.coded(unit, to)?.id ?? tree.unit(unit)?.id
    const checkpoint = await readHead(db)
    if (id === undefined || !checkpoint) return undefined

    const units = [...tree.countedIn(id, to)]
    const communes = units.filter((one) => isCommune(tree.unit(one)?.level))
    const query = queryFor({
      feature,
      from,
      to,
      units,
      communes,
      after: readCursor(after, from),
      limit: limit + 1,
    })
    if (!query) return undefined
    const { rows } = await query.execute(db)
    const items = rows.slice(0, limit).map(({ id: _, body, index, subject, unit, on, t }) => {
      const act = JSON.parse(body) as { kind: string; on?: Day }
      return { index, kind: act.kind, subject, unit, on, day: act.on ?? dayOf(t) }
    })
    const last = rows[limit - 1]
    const more = rows.length > limit && last ? { next: writeCursor(last) } : {}
    return { feature, unit, from, to, checkpoint, items, ...more }
  })
}

function queryFor(of: Of): RawBuilder<Found> | undefined {
  const dot = of.feature.indexOf('.')
  const name = of.feature.slice(dot + 1)
  switch (of.feature.slice(0, dot)) {
    case 'opinions':
      return opinionQuery(of, name)
    case 'dialogues':
      return meetingQuery(of, name)
    case 'petitions':
      return petitionQuery(of, name)
    default:
      return undefined
  }
}

const writeCursor = ({ on, id }: Cursor): string => Buffer.from(`${on} ${id}`).toString('base64url')

/** Never before the span: an index is gone through from the cursor on, and not from the first day of the span. */
function readCursor(text: string | undefined, from: Day): Cursor {
  const plain = Buffer.from(text ?? '', 'base64url').toString('utf8')
  const on = plain.slice(0, 10)
  return isDay(on) && on >= from ? { on, id: plain.slice(11) } : { on: from, id: '' }
}
