/** Readers over the invented province. Small enough to walk through; the store room asks its indexes instead. */

import { createHash } from 'node:crypto'
import type { Act } from '@goc/domain/act.ts'
import { dayOfAct } from '@goc/domain/act.ts'
import { addDays, dayOf } from '@goc/domain/day.ts'
import { countActs, figuresOf } from '@goc/domain/figures.ts'
import type { MeetingAct } from '@goc/domain/meetings/acts.ts'
import type { OpinionAct } from '@goc/domain/opinions/acts.ts'
import type { Span } from '@goc/domain/period.ts'
import { unitRules } from '@goc/domain/units/rules.ts'
import { treeOf } from '@goc/domain/units/tree.ts'
import { fixtureRecord, NOW } from './fixture-acts.ts'
import { actsBehind } from './fixture-counted.ts'
import { belowProvince, outlinesOf, province, texts } from './fixture-province.ts'
import type {
  ActRow,
  CheckpointView,
  MeetingRow,
  OpinionRow,
  Page,
  Readers,
  Step,
  UnitLabel,
} from './read.ts'

const PAGE = 25
let made: Readers | undefined

export function fixture(): Readers {
  made ??= build()
  return made
}

/** The items after `after`, an offset written as text: what a real cursor is, a fixture need not be. */
function pageOf<T>(all: T[], after: string | undefined, limit = PAGE): Page<T> {
  const start = Number(after ?? 0)
  const items = all.slice(start, start + limit)
  return start + limit < all.length ? { items, next: String(start + limit) } : { items }
}

function build(): Readers {
  const record = fixtureRecord()
  const { acts } = record
  const labels = new Map([province, ...belowProvince].map((label) => [label.id, label]))
  const label = (id: string): UnitLabel => labels.get(id) ?? province
  const tree = treeOf(
    acts
      .filter(({ kind }) => kind.startsWith('unit.'))
      .map((act) => unitRules.evolve(undefined, act as never)),
  )
  const indexOf = new Map<Act, number>(acts.map((act, i) => [act, i]))
  const bySubject = Map.groupBy(acts, ({ subject }) => subject)

  const sums = new Map<string, ReturnType<typeof countActs>>()
  const counted = ({ from, to }: Span) => {
    const key = `${from} ${to}`
    let found = sums.get(key)
    if (!found) {
      found = countActs(acts, { from, to })
      sums.set(key, found)
    }
    return found
  }
  const hash = (text: string) => createHash('sha256').update(`\0${text}`).digest('base64')
  const leafOf = (act: Act) => JSON.stringify(Object.fromEntries(Object.entries(act).sort()))

  const opinions = new Map<string, OpinionRow>()
  const meetings = new Map<string, MeetingRow>()
  for (const [subject, all] of bySubject) {
    const id = subject.slice(subject.indexOf('/') + 1)
    if (subject.startsWith('opinion/')) opinions.set(id, opinionOf(id, all as OpinionAct[]))
  }
  const of = Map.groupBy(opinions.values(), ({ meeting }) => meeting)
  for (const [subject, all] of bySubject) {
    const id = subject.slice(subject.indexOf('/') + 1)
    if (subject.startsWith('meeting/')) meetings.set(id, meetingOf(id, all as MeetingAct[]))
  }

  function stepOf(act: Act): Step {
    const { method, rating } = act as Partial<{ method: string; rating: number }>
    return {
      kind: act.kind,
      day: dayOfAct(act),
      index: indexOf.get(act)!,
      ...(method !== undefined && { method }),
      ...(rating !== undefined && { rating }),
    }
  }

  function opinionOf(id: string, all: OpinionAct[]): OpinionRow {
    const raised = all[0] as Extract<OpinionAct, { kind: 'opinion.raised' }>
    const kinds = all.map(({ kind }) => kind)
    const rounds = kinds.filter((kind) => kind === 'opinion.resolved').length
    const reopened = kinds.filter((kind) => kind === 'opinion.reopened').length
    const verdict = kinds.findLast((kind) => kind === 'opinion.confirmed' || kind === 'opinion.disputed')
    const { held, due, field, type, channel } = raised
    const n = record.texts.get(id) ?? 0
    return {
      id,
      meeting: raised.meeting.slice('meeting/'.length),
      unit: label(raised.unit),
      assigned: label(raised.assigned),
      held,
      due,
      field,
      type,
      channel,
      status: rounds > reopened ? 'resolved' : 'open',
      ...(type !== 'khieu_nai' && { text: texts[n % texts.length]! }),
      history: all.map(stepOf),
      imported: raised.src === 'import',
      rounds,
      reopened,
      ...(verdict && { verdict: verdict === 'opinion.confirmed' ? 'confirmed' : 'disputed' }),
    }
  }

  function meetingOf(id: string, all: MeetingAct[]): MeetingRow {
    const called = all[0] as Extract<MeetingAct, { kind: 'meeting.called' }>
    const held = all.find((act) => act.kind === 'meeting.held')
    const minutes = all.find((act) => act.kind === 'meeting.minutes-published')
    const cancelled = all.some((act) => act.kind === 'meeting.cancelled')
    const raised = of.get(id) ?? []
    const unit = label(called.unit)
    return {
      id,
      unit,
      topic: record.topics.get(id) ?? '',
      chair: unit.kind === 'office' ? 'Giám đốc Sở' : 'Chủ tịch UBND',
      regularity: called.regularity,
      mode: called.mode,
      status: cancelled ? 'cancelled' : held ? 'held' : 'called',
      starts: called.starts,
      ...(held && { attendees: held.attendees }),
      ...(minutes && { minutesOn: dayOfAct(minutes) }),
      opinions: {
        received: raised.length,
        resolved: raised.filter(({ status }) => status === 'resolved').length,
      },
      imported: called.src === 'import',
    }
  }

  const origin = 'goc.example/van-giang'
  const root = hash(acts.length.toString())
  const time = new Date((acts.at(-1)?.t ?? 0) * 1_000).toISOString()
  const checkpoint: CheckpointView = {
    origin,
    size: acts.length,
    root,
    time,
    note: `${origin}\n${acts.length}\n${root}\n\n— ${origin} Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n`,
    vkey: `${origin}+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW`,
    witnesses: [
      { name: 'mttq.example/van-giang', time },
      { name: 'bao.example/nhan-chung', time },
      { name: 'tinh-ban.example/goc' },
    ],
  }
  const ref = { origin, size: acts.length, root, time }
  const row = (act: Act): ActRow => ({ index: indexOf.get(act)!, act, unit: label(act.unit) })

  return {
    claim: async ({ unit, from, to }) =>
      labels.has(unit)
        ? { unit, from, to, checkpoint: ref, ...figuresOf(counted({ from, to }), tree, unit, to) }
        : undefined,
    breakdown: async ({ unit, from, to }) =>
      tree
        .childrenOf(unit, to)
        .map((id) => ({ unit: label(id), figures: figuresOf(counted({ from, to }), tree, id, to) })),
    root: async () => province,
    unit: async (id) => {
      const found = labels.get(id)
      return found && { label: found, path: id === province.id ? [] : [province] }
    },
    children: async (id) => tree.childrenOf(id, NOW).map(label),
    units: async () => [...labels.values()],
    meetings: async ({ unit, from, to, after, limit }) => {
      const ids = tree.countedIn(unit, to)
      const found = [...meetings.values()]
        .filter(({ unit, starts }) => ids.has(unit.id) && dayOf(starts) >= from && dayOf(starts) <= to)
        .sort((a, b) => b.starts - a.starts)
      return pageOf(found, after, limit)
    },
    meeting: async (id) => meetings.get(id),
    opinionsOf: async (meeting, after) => pageOf(of.get(meeting) ?? [], after),
    opinion: async (id) => opinions.get(id),
    counted: async ({ feature, unit, from, to, after }) => {
      const found = actsBehind(feature, acts, { from, to, label, within: tree.countedIn(unit, to) })
      if (!found) return undefined
      const items = found.map(({ act, on }) => {
        const { kind, subject } = act
        return { index: indexOf.get(act)!, kind, subject, unit: label(act.unit), day: dayOfAct(act), on }
      })
      return pageOf(items, after)
    },
    checkpoint: async () => checkpoint,
    latestActs: async ({ before = acts.length, limit }) =>
      acts
        .slice(Math.max(0, before - limit), before)
        .reverse()
        .map(row),
    act: async (index) => {
      const act = acts[index]
      return act && { ...row(act), leaf: leafOf(act), hash: hash(leafOf(act)) }
    },
    outlines: async (units) => outlinesOf(new Set(units)),
    years: async () => [2024, 2025, 2026].filter((year) => `${year}-01-01` <= addDays(NOW, 1)),
    isDemo: async () => true,
  }
}
