/** The invented province's record, the same at every start: real acts, counted by the domain's own code. */

import type { Act } from '@goc/domain/act.ts'
import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import { channels, type OpinionFact, opinionTypes } from '@goc/domain/opinions/acts.ts'
import { belowProvince, province, topics } from './fixture-province.ts'

/** The whole of it happened by then. */
export const NOW: Day = '2026-11-20'
const fields = ['dat_dai', 'giao_thong', 'moi_truong', 'dien_nuoc', 'thu_tuc_hanh_chinh', 'giao_duc', 'y_te']
const methods = ['van_ban', 'van_ban', 'tra_loi_tai_cho', 'cong_trinh', 'chi_tra']

/** A generator of the Park–Miller kind. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

const commitment = (n: number): string => `${String(n).padStart(42, 'x')}A`

export type FixtureRecord = { acts: Act[]; topics: Map<string, string>; texts: Map<string, number> }

export function fixtureRecord(): FixtureRecord {
  const pick = numbers(20_261)
  const pending: { act: Omit<Act, 't'>; day: Day }[] = []
  const topicOf = new Map<string, string>()
  const textOf = new Map<string, number>()
  const add = (day: Day, imported: boolean, act: Record<string, unknown>) => {
    if (day > NOW) return false
    pending.push({ day, act: { ...act, ...(imported && { src: 'import', on: day }) } as never })
    return true
  }

  let meetings = 0
  let opinions = 0
  for (const year of [2024, 2025, 2026]) {
    const imported = year < 2026
    for (const [place, unit] of belowProvince.entries()) {
      const rounds = unit.kind === 'office' ? 1 : 1 + ((place * 7 + year) % 3)
      // One commune holds none in 2025, as one always does.
      if (year === 2025 && place === 14) continue
      for (let round = 0; round < rounds; round++) meet(year, imported, place, unit.id)
    }
  }

  function meet(year: number, imported: boolean, place: number, unit: string) {
    const id = `DT${String(++meetings).padStart(4, '0')}`
    const held = addDays(`${year}-01-10`, pick(345))
    const starts = startOf(held) + (8 + pick(7)) * 3_600
    const regularity = pick(4) === 0 ? 'extraordinary' : 'periodic'
    const mode = (['inPerson', 'inPerson', 'inPerson', 'hybrid', 'online'] as const)[pick(5)]!
    topicOf.set(id, topics[pick(topics.length)]!)
    const subject = `meeting/${id}`
    const by = imported ? 'system' : `secretary@${unit}`
    const base = { subject, unit, by }
    const call = { regularity, mode, starts, topic: commitment(meetings), chair: commitment(meetings + 1) }
    if (
      !add(addDays(held, -12), imported, { ...base, kind: 'meeting.called', n: 1, type: 'dialogue', ...call })
    ) {
      return
    }
    if (pick(22) === 0) {
      add(addDays(held, -2), imported, { ...base, kind: 'meeting.cancelled', n: 2, type: 'dialogue', starts })
      return
    }
    const attendees = 60 + pick(140)
    const went = { regularity, mode, starts, attendees }
    if (!add(held, imported, { ...base, kind: 'meeting.held', n: 2, type: 'dialogue', ...went })) return
    if (pick(9) > 0) {
      const minutes = { ...base, kind: 'meeting.minutes-published', n: 3, type: 'dialogue', starts }
      add(addDays(held, 3 + pick(9)), imported, minutes)
    }
    for (let k = 3 + pick(6); k > 0; k--) raise(id, unit, held, imported, place)
  }

  function raise(meeting: string, unit: string, held: Day, imported: boolean, place: number) {
    const id = `YK${String(++opinions).padStart(5, '0')}`
    const subject = `opinion/${id}`
    textOf.set(id, opinions)
    const due = addDays(held, 21 + pick(10))
    const keyed = !imported
    const counted = {
      held,
      due,
      field: fields[Math.min(pick(7), pick(9))]!,
      type: opinionTypes[[0, 0, 0, 1, 1, 2][pick(6)]!]!,
      channel: channels[pick(8) === 0 ? 1 : 0]!,
      keyed,
    }
    const assigned = pick(6) === 0 ? '99S01' : unit
    let n = 0
    const say = (day: Day, by: string, fact: Partial<OpinionFact>) =>
      add(day, imported, { subject, unit, by, n: ++n, ...fact })
    const rule = imported ? 'books' : 'opinion-answer'
    say(held, imported ? 'system' : `secretary@${unit}`, {
      kind: 'opinion.raised',
      ...counted,
      meeting: `meeting/${meeting}`,
      assigned,
      rule,
      text: commitment(opinions),
      ...(keyed && { key: commitment(opinions + 7) }),
    } as never)
    // Some places answer most, some fewer: a picture needs a spread.
    if (pick(100) > 66 + ((place * 11) % 30)) return
    const resolved = addDays(held, Math.min(pick(34), pick(60)))
    const answer = { ...counted, round: 1, method: methods[pick(5)]!, published: pick(4) > 0 }
    const officer = imported ? 'system' : `leader@${assigned}`
    if (!say(resolved, officer, { kind: 'opinion.resolved', ...answer } as never)) return
    if (imported) {
      if (pick(3) === 0)
        say(addDays(resolved, 4), 'system', { kind: 'opinion.rated', rating: 1 + pick(5) } as never)
      if (pick(18) === 0) {
        const back = { ...counted, round: 1, resolved }
        say(addDays(resolved, 12), 'system', { kind: 'opinion.reopened', ...back } as never)
      }
      return
    }
    const said = { ...counted, resolved, ref: 0, refh: commitment(1), sig: `${'x'.repeat(85)}A` }
    const mood = pick(10)
    if (mood < 5)
      say(addDays(resolved, 2 + pick(9)), 'citizen', { kind: 'opinion.confirmed', ...said } as never)
    else if (mood === 5)
      say(addDays(resolved, 2 + pick(9)), 'citizen', { kind: 'opinion.disputed', ...said } as never)
  }

  const established = [province, ...belowProvince].map(({ id, kind }) => ({
    day: '2024-01-01',
    act: {
      kind: 'unit.established',
      subject: `unit/${id}`,
      n: 1,
      unit: id,
      by: 'system' as const,
      level: kind,
      ...(id !== province.id && { parent: province.id }),
      name: commitment(1),
      on: '2024-01-01',
      src: 'import' as const,
    },
  }))
  pending.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const acts = [...established, ...pending].map(
    ({ act, day }, i): Act => ({ ...act, t: startOf(day > NOW ? NOW : day) + 9 * 3_600 + (i % 600) }),
  )
  return { acts, topics: topicOf, texts: textOf }
}
