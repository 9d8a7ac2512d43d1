/** Every figure that is published. The server, the auditor and the reader's own browser all count here. */

import type { Act } from './act.ts'
import type { Day } from './day.ts'
import { count } from './features.ts'
import type { UnitId } from './people.ts'
import type { Span } from './period.ts'
import { addCounts, type Counts } from './tally.ts'
import type { UnitKind } from './units/acts.ts'
import type { Tree } from './units/tree.ts'

type Part = { received: number; resolved: number }

/** The numbers of interfaces.md §5, which defines each. */
export type Figures = {
  dialogues: {
    held: number
    periodic: number
    extraordinary: number
    byMode: { inPerson: number; online: number; hybrid: number }
    cancelled: number
    postponed: number
    minutesPublished: number
    attendees: number
    communesWithDialogue: number
  }
  opinions: {
    received: number
    resolved: number
    resolvedOnTime: number
    resolvedLate: number
    open: number
    openOverdue: number
    reopened: number
    confirmed: number
    disputed: number
    silent: number
    byField: Record<string, Part>
    byKind: Record<string, Part>
    byChannel: Record<string, Part>
    imported: number
  }
  petitions: {
    received: number
    answered: number
    answeredOnTime: number
    answeredLate: number
    open: number
    openOverdue: number
    confirmed: number
    disputed: number
    silent: number
    joined: number
    declined: number
    transferred: number
    /** Verdicts that were given with receipts made anew at a desk: counted apart (record.md §4.3). */
    rekeyed: number
  }
}

const communeKinds: ReadonlySet<UnitKind> = new Set(['commune', 'ward', 'special-zone'])
export const isCommune = (kind: UnitKind | undefined): boolean => kind !== undefined && communeKinds.has(kind)

/** The sums of a span, unit by unit. */
export type UnitCounts = ReadonlyMap<UnitId, Counts>

/** Adds up acts for one span: those that belong to it, as they stood at the end of its last day. */
export function countActs(acts: Iterable<Act>, span: Span): Map<UnitId, Counts> {
  const sums = new Map<UnitId, Counts>()
  for (const act of acts) countAct(sums, act, span)
  return sums
}

/** One act of `countActs`, for those who count a stream. */
export function countAct(sums: Map<UnitId, Counts>, act: Act, { from, to }: Span): void {
  for (const { unit, on, at, counts } of count(act)) {
    if (on < from || on > to || at > to) continue
    const sum = sums.get(unit)
    if (sum) addCounts(sum, counts)
    else sums.set(unit, addCounts({}, counts))
  }
}

/** The figures of `unit` with all that counts in it, as the tree stood on `day`, the span's last. */
export function figuresOf(sums: UnitCounts, tree: Tree, unit: UnitId, day: Day): Figures {
  const total: Counts = {}
  let communesWithDialogue = 0
  for (const id of tree.countedIn(unit, day)) {
    const counts = sums.get(id)
    if (!counts) continue
    addCounts(total, counts)
    if ((counts['dialogues.held'] ?? 0) > 0 && isCommune(tree.unit(id)?.level)) communesWithDialogue++
  }
  return figuresFrom(total, communesWithDialogue)
}

/** Lays sums out as figures; what was not counted is 0. */
export function figuresFrom(sums: Counts, communesWithDialogue = 0): Figures {
  const n = (feature: string): number => sums[feature] ?? 0
  const parts = (axis: string): Record<string, Part> => {
    const prefix = `opinions.${axis}.`
    const codes = new Set<string>()
    for (const feature in sums) {
      if (feature.startsWith(prefix)) codes.add(feature.slice(prefix.length, feature.lastIndexOf('.')))
    }
    const part = (code: string): Part => ({
      received: n(`${prefix}${code}.received`),
      resolved: n(`${prefix}${code}.resolved`),
    })
    return Object.fromEntries([...codes].sort().map((code) => [code, part(code)]))
  }
  return {
    dialogues: {
      held: n('dialogues.held'),
      periodic: n('dialogues.periodic'),
      extraordinary: n('dialogues.extraordinary'),
      byMode: {
        inPerson: n('dialogues.byMode.inPerson'),
        online: n('dialogues.byMode.online'),
        hybrid: n('dialogues.byMode.hybrid'),
      },
      cancelled: n('dialogues.cancelled'),
      postponed: n('dialogues.postponed'),
      minutesPublished: n('dialogues.minutesPublished'),
      attendees: n('dialogues.attendees'),
      communesWithDialogue,
    },
    opinions: {
      received: n('opinions.received'),
      resolved: n('opinions.resolved'),
      resolvedOnTime: n('opinions.resolvedOnTime'),
      resolvedLate: n('opinions.resolvedLate'),
      open: n('opinions.received') - n('opinions.resolved'),
      openOverdue: n('opinions.openOverdue'),
      reopened: n('opinions.reopened'),
      confirmed: n('opinions.confirmed'),
      disputed: n('opinions.disputed'),
      silent: n('opinions.silent'),
      byField: parts('byField'),
      byKind: parts('byKind'),
      byChannel: parts('byChannel'),
      imported: n('opinions.imported'),
    },
    petitions: {
      received: n('petitions.received'),
      answered: n('petitions.answered'),
      answeredOnTime: n('petitions.answeredOnTime'),
      answeredLate: n('petitions.answeredLate'),
      open: n('petitions.received') - n('petitions.answered') - n('petitions.declined'),
      openOverdue: n('petitions.openOverdue'),
      confirmed: n('petitions.confirmed'),
      disputed: n('petitions.disputed'),
      silent: n('petitions.silent'),
      joined: n('petitions.joined'),
      declined: n('petitions.declined'),
      transferred: n('petitions.transferred'),
      rekeyed: n('petitions.rekeyed'),
    },
  }
}

/** `part` of `all` in tenths of a percent, rounded half up: 2172 of 2631 is 826. Undefined when there is nothing. */
export function perMille(part: number, all: number): number | undefined {
  return all === 0 ? undefined : Math.floor((part * 2000 + all) / (all * 2))
}
