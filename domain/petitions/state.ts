/** What is remembered of a matter, act by act. */

import type { Entry } from '../act.ts'
import { type Day, dayOf, type Moment } from '../day.ts'
import { officeOf, type UnitId } from '../people.ts'
import type { DeclineGround, PetitionAct, PetitionChannel, PetitionType, PetitionVerdict } from './acts.ts'

export type Filed = { field: string; type: PetitionType; channel: PetitionChannel }

/** Where a matter stands. What is late, silent or settled follows from it and the day, and is never set. */
export type Stage =
  | 'received'
  | 'accepted'
  | 'assigned'
  | 'drafted'
  | 'answered'
  | 'declined'
  | 'withdrawn'
  | 'merged'

/** One of those who stand behind a matter. */
export type Behind = {
  key?: string
  keyBy?: string
  verdict?: PetitionVerdict
  /** Took back what they raised or joined. */
  left?: true
  /** A new key that one office asked for, and that another must grant; without one, the other has it made. */
  rekeying?: { key?: string; by: string }
  /** The key was made anew at a desk: what it signs is counted apart. */
  rekeyed?: true
}

export type PetitionAnswer = {
  round: number
  /** The number of the act that gave it. */
  n: number
  at: Moment
  on: Day
  late: boolean
  /** Whether a receipt could speak for the matter when it was answered: silence counts then. */
  keyed: boolean
  words: string
  files?: string
  published: boolean
  entry?: Entry
}

export type Petition = Filed & {
  unit: UnitId
  stage: Stage
  /** How many acts it has had. */
  n: number
  receivedAt: Moment
  due: Moment
  rule: string
  calendar: string
  text: string
  place?: string
  files?: string
  from?: string
  behind: Behind[]
  /** Since when the office in charge has had it: its own clock, which restarts with each. */
  unitSince: Moment
  /** Whoever had it first has chosen how long it may take. */
  accepted?: true
  transferred: number
  extended: boolean
  /** The day on which the office asked for more and has had no word since: the clock stands still. */
  waitingSince?: Day
  /** When it stood still, from the day of asking to the day of the word. */
  waits: [from: Day, to: Day][]
  draft?: string
  rounds: number
  reopened: number
  /** Whose dispute reopened it, until it is answered again. */
  reopenedBy?: number
  answer?: PetitionAnswer
  decline?: {
    on: Day
    ground: DeclineGround
    note: string
    by: UnitId
    from: Stage
    objected?: string
    upheld?: boolean
  }
  withdrawn?: { on: Day; from: Stage }
  mergedInto?: string
  erased?: true
}

export const isOpen = ({ stage }: Pick<Petition, 'stage'>): boolean =>
  stage === 'received' || stage === 'accepted' || stage === 'assigned' || stage === 'drafted'

/** How many joined and have not left. */
export const joinedOf = ({ behind }: Pick<Petition, 'behind'>): number =>
  Math.max(0, behind.filter(({ left }) => !left).length - 1)

/** Whether any receipt can speak for the matter. */
export const isKeyed = ({ behind }: Pick<Petition, 'behind'>): boolean =>
  behind.some(({ key, left }) => key !== undefined && !left)

/** What stands of an answer, of all who spoke: one dispute outweighs any number of confirmations. Who left has spoken. */
export function standingOf(behind: readonly Behind[]): PetitionVerdict | undefined {
  const said = behind.flatMap(({ verdict }) => (verdict ? [verdict] : []))
  return said.includes('disputed') ? 'disputed' : said[0]
}

const changed = (behind: readonly Behind[], who: number, change: Partial<Behind>): Behind[] =>
  behind.map((one, i) => (i === who ? { ...one, ...change } : one))

/** The matter after one more act; decides nothing. */
export function evolve(petition: Petition | undefined, act: PetitionAct, entry?: Entry): Petition {
  if (act.kind === 'petition.received') return received(act)
  if (!petition) throw new Error(`${act.subject}: ${act.kind} before petition.received`)
  const on = act.on ?? dayOf(act.t)
  const { n } = act
  const now: Petition = { ...petition, n }
  const { behind } = petition
  switch (act.kind) {
    case 'petition.info-asked':
      return { ...now, waitingSince: on }
    case 'petition.info-given': {
      const { waitingSince, ...rest } = now
      return { ...rest, due: act.due, waits: [...now.waits, [waitingSince!, on]] }
    }
    case 'petition.accepted':
      return {
        ...now,
        stage: 'accepted',
        accepted: true,
        rule: act.rule,
        calendar: act.calendar,
        due: act.due,
      }
    case 'petition.assigned':
      return { ...now, stage: now.stage === 'drafted' ? 'drafted' : 'assigned' }
    case 'petition.drafted':
      return { ...now, stage: 'drafted', draft: act.draft }
    case 'petition.returned':
      return { ...now, stage: 'assigned' }
    case 'petition.answered': {
      const { waitingSince: _, draft: __, reopenedBy: ___, ...rest } = now
      const { round, answer: words, files, published } = act
      return {
        ...rest,
        stage: 'answered',
        rounds: round,
        behind: behind.map(({ verdict: _, ...one }) => one),
        answer: {
          round,
          n,
          at: act.t,
          on,
          late: act.t > act.due,
          keyed: act.keyed,
          words,
          ...(files !== undefined && { files }),
          published,
          ...(entry !== undefined && { entry }),
        },
      }
    }
    case 'petition.confirmed': {
      const { reopenedBy, ...rest } = now
      const said = changed(behind, act.who, { verdict: 'confirmed' })
      if (!act.undoes) return { ...now, behind: said }
      return { ...rest, behind: said, stage: 'answered', reopened: now.reopened - 1 }
    }
    case 'petition.disputed': {
      const said = changed(behind, act.who, { verdict: 'disputed' })
      if (!act.reopens) return { ...now, behind: said }
      const reopened = { stage: 'assigned', unitSince: act.t, reopened: now.reopened + 1 } as const
      return { ...now, behind: said, ...reopened, reopenedBy: act.who }
    }
    case 'petition.declined': {
      const { waitingSince: _, ...rest } = now
      const { ground, note, by } = act
      const decline = { on, ground, note, by: officeOf(by)?.unit ?? '', from: petition.stage }
      return { ...rest, stage: 'declined', decline }
    }
    case 'petition.objected':
      return { ...now, decline: { ...now.decline!, objected: act.note } }
    case 'petition.reviewed': {
      const decline = { ...now.decline!, upheld: act.upheld }
      if (act.upheld) return { ...now, decline }
      return { ...now, decline, stage: decline.from, unitSince: act.t }
    }
    case 'petition.transferred': {
      const { waitingSince: _, draft: __, ...rest } = now
      const { to: unit } = act
      return { ...rest, unit, stage: 'received', unitSince: act.t, transferred: now.transferred + 1 }
    }
    case 'petition.extended':
      return { ...now, due: act.due, extended: true }
    case 'petition.joined':
      return { ...now, behind: [...behind, keyOf(act)] }
    case 'petition.withdrawn': {
      const left = changed(behind, act.who, { left: true })
      if (!act.ends) return { ...now, behind: left }
      return { ...now, behind: left, stage: 'withdrawn', withdrawn: { on, from: petition.stage } }
    }
    case 'petition.resumed': {
      const { withdrawn, ...rest } = now
      const back = behind.map(({ left: _, ...one }, i) => (i === act.who ? one : behind[i]!))
      return { ...rest, behind: back, stage: withdrawn!.from }
    }
    case 'petition.merged':
      return { ...now, stage: 'merged', mergedInto: act.into }
    case 'petition.rekey-asked':
      return { ...now, behind: changed(behind, act.who, { rekeying: rekeyingOf(act) }) }
    case 'petition.rekeyed': {
      const { rekeying: _, ...one } = behind[act.who]!
      const fresh: Behind = { ...one, key: act.key, keyBy: 'office', rekeyed: true }
      return { ...now, behind: behind.map((other, i) => (i === act.who ? fresh : other)) }
    }
    case 'petition.corrected': {
      const { field, type } = act
      return { ...now, ...(field !== undefined && { field }), ...(type !== undefined && { type }) }
    }
    case 'petition.erased':
      return { ...now, erased: true }
  }
}

const rekeyingOf = ({ key, by }: { key?: string; by: string }) => ({ ...(key !== undefined && { key }), by })

const keyOf = ({ key, keyBy }: { key?: string; keyBy?: string }): Behind => ({
  ...(key !== undefined && { key }),
  ...(key !== undefined && keyBy !== undefined && { keyBy }),
})

function received(act: Extract<PetitionAct, { kind: 'petition.received' }>): Petition {
  const { unit, n, t, due, rule, calendar, text, place, files, from, field, type, channel } = act
  return {
    unit,
    n,
    stage: 'received',
    receivedAt: t,
    unitSince: t,
    due,
    rule,
    calendar,
    text,
    ...(place !== undefined && { place }),
    ...(files !== undefined && { files }),
    ...(from !== undefined && { from }),
    field,
    type,
    channel,
    behind: [keyOf(act)],
    waits: [],
    transferred: 0,
    extended: false,
    rounds: 0,
    reopened: 0,
  }
}
