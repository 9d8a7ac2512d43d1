/** What public pages may ask of the store. Nothing private passes here: only words that are for everyone. */

import type { Act } from '@goc/domain/act.ts'
import { type Day, dayOf } from '@goc/domain/day.ts'
import type { Verdict } from '@goc/domain/opinions/acts.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import { leafHash } from '@goc/record/hash.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { today } from './clock.ts'
import { listCounted } from './counted.ts'
import type { Database, Store } from './database.ts'
import { type Question, readBreakdown, readFigures, readHead } from './figures.ts'
import { readIdentity } from './identity.ts'
import { findMeeting, listMeetings, type MeetingRow, yearsOfMeetings } from './meetings.ts'
import { findOpinion, type OpinionRow, opinionsOf } from './opinions.ts'
import { readOutlines } from './outlines.ts'
import { type NamedTree, readTree, type UnitLabel } from './units.ts'
import { cosignedNote, readWitnesses } from './witnesses.ts'

const PAGE = 50

export type Step = { kind: string; day: Day; index?: number; method?: string; rating?: number }

/** Readers over one store, for as long as it is open. */
export function makeReaders(store: Store) {
  const { db } = store
  const tree = () => readTree(db)
  const unknown = (id: string): UnitLabel => ({ id, code: id, kind: 'commune', name: id })

  const meetingOf = (named: NamedTree, row: MeetingRow) => ({
    id: row.id,
    unit: named.label(row.unit) ?? unknown(row.unit),
    topic: row.topic ?? '',
    chair: row.chair ?? '',
    regularity: row.regularity as 'periodic' | 'extraordinary',
    mode: row.mode as 'inPerson' | 'online' | 'hybrid',
    status: row.status as 'called' | 'postponed' | 'cancelled' | 'held',
    starts: row.starts,
    ...(row.attendees !== null && { attendees: row.attendees }),
    ...(row.minutesOn !== null && { minutesOn: row.minutesOn }),
    opinions: { received: Number(row.received), resolved: Number(row.resolved) },
    imported: row.imported,
  })

  async function opinionsWithHistory(named: NamedTree, rows: readonly OpinionRow[]) {
    const histories = await historiesOf(
      db,
      rows.map((row) => row.id),
    )
    return rows.map((row) => {
      const steps = histories.get(row.id) ?? []
      const reopened = steps.filter((step) => step.kind === 'opinion.reopened').length
      // A verdict stands until its answer is taken back or followed by another.
      const last = steps.findLast((step) =>
        /^opinion\.(confirmed|disputed|reopened|resolved)$/.test(step.kind),
      )?.kind
      const verdict = last === 'opinion.confirmed' || last === 'opinion.disputed' ? last.slice(8) : undefined
      return {
        id: row.id,
        meeting: row.meeting.slice('meeting/'.length),
        unit: named.label(row.unit) ?? unknown(row.unit),
        assigned: named.label(row.assigned) ?? unknown(row.assigned),
        held: row.held,
        due: row.due,
        field: row.field,
        type: row.type,
        channel: row.channel,
        status: row.status as 'open' | 'resolved',
        ...(row.text !== null && { text: row.text }),
        history: steps,
        imported: row.imported,
        rounds: steps.filter((step) => step.kind === 'opinion.resolved').length,
        reopened,
        ...(verdict !== undefined && { verdict: verdict as Verdict }),
      }
    })
  }

  return {
    claim: (of: Question) => readFigures(store, of),
    breakdown: async (of: Question) => (await readBreakdown(store, of)) ?? [],

    async root(): Promise<UnitLabel | undefined> {
      const named = await tree()
      const root = named.all().find((unit) => unit.parents.length === 0 && unit.until === undefined)
      return root && named.label(root.id)
    },
    async unit(id: string) {
      const named = await tree()
      const label = named.label(named.coded(id, today())?.id ?? id)
      if (!label) return undefined
      const path: UnitLabel[] = []
      // An ended unit is shown where it stood on its last day.
      const day = named.unit(label.id)?.until ?? today()
      for (
        let at = named.parentOf(label.id, day);
        at !== undefined && path.length < 16;
        at = named.parentOf(at, day)
      ) {
        path.unshift(named.label(at) ?? unknown(at))
      }
      return { label, path }
    },
    async children(id: string) {
      const named = await tree()
      return named.childrenOf(id, today()).map((child) => named.label(child)!)
    },
    async units() {
      const named = await tree()
      return named.labels().filter(({ id }) => named.unit(id)?.until === undefined)
    },

    async meetings(of: Question & { after?: string; limit?: number }) {
      const named = await tree()
      const limit = of.limit ?? PAGE
      const [starts, ...id] = (of.after ?? '').split('.')
      const rows = await listMeetings(db, {
        units: [...named.countedIn(of.unit, of.to)],
        from: of.from,
        to: of.to,
        ...(/^\d{1,12}$/.test(starts ?? '') && { after: { starts: Number(starts), id: id.join('.') } }),
        limit: limit + 1,
      })
      const items = rows.slice(0, limit).map((row) => meetingOf(named, row))
      const last = items.at(-1)
      return rows.length > limit && last ? { items, next: `${last.starts}.${last.id}` } : { items }
    },
    async meeting(id: string) {
      const row = await findMeeting(db, id)
      return row && meetingOf(await tree(), row)
    },
    async opinionsOf(meeting: string, after = '') {
      const rows = await opinionsOf(db, meeting, after, PAGE + 1)
      const items = await opinionsWithHistory(await tree(), rows.slice(0, PAGE))
      return rows.length > PAGE ? { items, next: items.at(-1)!.id } : { items }
    },
    async opinion(id: string) {
      const row = await findOpinion(db, id)
      return row && (await opinionsWithHistory(await tree(), [row]))[0]
    },

    async counted(of: Question & { feature: string; after?: string }) {
      const page = await listCounted(store, { ...of, limit: PAGE })
      if (!page) return undefined
      const named = await tree()
      const items = page.items.map((item) => ({
        ...item,
        unit: named.label(item.unit) ?? unknown(item.unit),
      }))
      return page.next === undefined ? { items } : { items, next: page.next }
    },

    async checkpoint() {
      const head = await readHead(db)
      const identity = await readIdentity(db)
      if (!head || !identity || head.size === 0) return undefined
      const [note, witnesses] = await Promise.all([cosignedNote(db, head.size), readWitnesses(db)])
      return {
        ...head,
        note: note ?? '',
        vkey: identity.vkey,
        witnesses: witnesses.map(({ name, time }) => ({
          name,
          ...(time !== undefined && { time: new Date(time * 1000).toISOString() }),
        })),
      }
    },
    async latestActs({ before, limit }: { before?: number; limit: number }) {
      const rows = await db
        .selectFrom('entry')
        .select(['index', 'leaf'])
        .where('index', '<', before ?? Number.MAX_SAFE_INTEGER)
        .orderBy('index', 'desc')
        .limit(limit)
        .execute()
      const named = await tree()
      return rows.map(({ index, leaf }) => {
        const act = JSON.parse(leaf.toString('utf8')) as Act
        const unit = named.label(act.unit)
        return { index, act, ...(unit && { unit }) }
      })
    },
    async act(index: number) {
      const row = await db.selectFrom('entry').select('leaf').where('index', '=', index).executeTakeFirst()
      if (!row) return undefined
      const leaf = row.leaf.toString('utf8')
      const act = JSON.parse(leaf) as Act
      const unit = (await tree()).label(act.unit)
      return { index, act, ...(unit && { unit }), leaf, hash: toBase64(leafHash(sha256, row.leaf)) }
    },

    outlines: (units: string[]) => readOutlines(db, units),
    years: async () => (await yearsOfMeetings(db)).toReversed(),
    isDemo: async () => (await readIdentity(db))?.demo ?? false,
  }
}

/** What happened to each opinion, in order; steps that are not entered yet have no index. */
async function historiesOf(db: Database, ids: readonly string[]): Promise<Map<string, Step[]>> {
  const histories = new Map<string, Step[]>()
  if (ids.length === 0) return histories
  const rows = await db
    .selectFrom('act')
    .leftJoin('entry', 'entry.actId', 'act.id')
    .select(['subject', 'body', 'entry.index', 'entry.t'])
    .where(
      'subject',
      'in',
      ids.map((id) => `opinion/${id}`),
    )
    .orderBy('subject')
    .orderBy('n')
    .execute()
  for (const { subject, body, index, t } of rows) {
    const act = JSON.parse(body) as { kind: string; on?: Day; method?: string; rating?: number }
    const id = subject.slice('opinion/'.length)
    const step: Step = {
      kind: act.kind,
      day: act.on ?? (t === null ? today() : dayOf(t)),
      ...(index !== null && { index }),
      ...(act.method !== undefined && { method: act.method }),
      ...(act.rating !== undefined && { rating: act.rating }),
    }
    const steps = histories.get(id)
    if (steps) steps.push(step)
    else histories.set(id, [step])
  }
  return histories
}

export type Readers = ReturnType<typeof makeReaders>
