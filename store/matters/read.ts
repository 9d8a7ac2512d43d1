/** Matters as pages show them. Words come only where they are for everyone; `openWords` is for who holds the receipt. */

import type { Act } from '@goc/domain/act.ts'
import { type Day, dayOf, type Moment } from '@goc/domain/day.ts'
import { type By, officeOf } from '@goc/domain/people.ts'
import type { PetitionAct, PetitionVerdict } from '@goc/domain/petitions/acts.ts'
import type { Petition } from '@goc/domain/petitions/rules.ts'
import { evolve, isOpen, joinedOf, type Stage, standingOf } from '@goc/domain/petitions/state.ts'
import { now } from '../clock.ts'
import type { Database } from '../database.ts'
import { momentOfPending } from '../day.ts'
import { type Kept, listFiles } from '../files/keep.ts'
import { readLetters } from '../letters.ts'
import { recall } from '../recall.ts'
import { type NamedTree, readTree, type UnitLabel } from '../units.ts'
import { codeOf, readCode } from './code.ts'
import type { Means } from './means.ts'

/** One station on a matter's way. `words` only where everyone may read them. */
export type Station = {
  n: number
  kind: PetitionAct['kind']
  t: Moment
  day: Day
  index?: number
  by: By
  /** The office that did it; absent where a receipt did. */
  office?: UnitLabel
  to?: UnitLabel
  words?: string
  ground?: string
  late?: boolean
  /** Pictures and documents that everyone may see, by their numbers in the case. */
  files?: { i: number; preview: boolean }[]
  rating?: number
  /** Said with a receipt that was made anew at a desk. */
  rekeyed?: true
}

export type MatterView = {
  id: string
  code: string
  n: number
  unit: UnitLabel
  field: string
  type: string
  channel: string
  stage: Stage
  open: boolean
  receivedAt: Moment
  due: Moment
  rule: string
  calendar: string
  waitingSince?: Day
  extended: boolean
  transferred: number
  joined: number
  reopened: number
  verdict?: PetitionVerdict
  answeredOn?: Day
  answeredLate?: boolean
  erased: boolean
  /** Declined as a matter of another procedure, and not overturned: only who has it in hand opens it. */
  sealed: boolean
  text?: string
  answer?: string
  stations: Station[]
}

/** The id that a code or an id names; undefined when none is so named, or several. */
export async function findMatter(db: Database, typed: string): Promise<string | undefined> {
  const start = readCode(typed)
  if (start === undefined) return undefined
  const rows = await db
    .selectFrom('petition')
    .select('id')
    .where('id', '>=', start)
    .where('id', '<', `${start}~`)
    .limit(2)
    .execute()
  return rows.length === 1 ? rows[0]!.id : undefined
}

/** Everything that everyone may see of a matter. */
export async function readMatter(db: Database, id: string): Promise<MatterView | undefined> {
  const known = await historyOf(db, id)
  if (!known) return undefined
  const tree = await readTree(db)
  const [words, files] = await Promise.all([publicWords(db, id), listFiles(db, `petition/${id}`)])
  return viewOf(id, known, tree, words, files)
}

type Known = { state: Petition; history: { act: PetitionAct; index?: number }[] }

async function historyOf(db: Database, id: string): Promise<Known | undefined> {
  const t = await momentOfPending(db, now())
  const known = await recall<never>(db, [`petition/${id}`], t)
  let state: Petition | undefined
  for (const { act, entry } of known) state = evolve(state, act, entry)
  const history = known.map(({ act, entry }) => ({
    act: act as PetitionAct,
    ...(entry !== undefined && { index: entry.index }),
  }))
  return state && { state, history }
}

/** Letters of the case that are for everyone, by their commitments. */
async function publicWords(db: Database, id: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('letter')
    .select(['commitment', 'public'])
    .where('subject', '=', `petition/${id}`)
    .where('public', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.commitment, row.public!]))
}

function viewOf(
  id: string,
  { state, history }: Known,
  tree: NamedTree,
  words: ReadonlyMap<string, string>,
  files: readonly Kept[],
): MatterView {
  const label = (unit: string): UnitLabel =>
    tree.label(unit) ?? { id: unit, code: unit, kind: 'commune', name: unit }
  const { answer } = state
  const verdict = standingOf(state.behind)
  const text = words.get(state.text)
  const answered = answer && words.get(answer.words)
  return {
    id,
    code: codeOf(id),
    n: state.n,
    unit: label(state.unit),
    field: state.field,
    type: state.type,
    channel: state.channel,
    stage: state.stage,
    open: isOpen(state),
    receivedAt: state.receivedAt,
    due: state.due,
    rule: state.rule,
    calendar: state.calendar,
    ...(state.waitingSince !== undefined && { waitingSince: state.waitingSince }),
    extended: state.extended,
    transferred: state.transferred,
    joined: joinedOf(state),
    reopened: state.reopened,
    ...(verdict !== undefined && { verdict }),
    ...(answer && { answeredOn: answer.on, answeredLate: answer.late }),
    erased: state.erased ?? false,
    sealed: state.decline?.ground === 'other-procedure' && state.decline.upheld !== false,
    ...(text !== undefined && { text }),
    ...(answered !== undefined && { answer: answered }),
    stations: history.map(({ act, index }) => stationOf(act, index, label, words, files)),
  }
}

function stationOf(
  act: PetitionAct,
  index: number | undefined,
  label: (unit: string) => UnitLabel,
  words: ReadonlyMap<string, string>,
  files: readonly Kept[],
): Station {
  const office = officeOf(act.by)
  const commitment = wordsOf(act)
  const said = commitment === undefined ? undefined : words.get(commitment)
  const list = act.kind === 'petition.answered' && act.files ? words.get(act.files)?.split('\n') : undefined
  const shown = files.filter((file) => list?.includes(file.commitment))
  return {
    n: act.n,
    kind: act.kind,
    t: act.t,
    day: act.on ?? dayOf(act.t),
    ...(index !== undefined && { index }),
    by: act.by,
    ...(office && { office: label(office.unit) }),
    ...('to' in act && { to: label(act.to) }),
    ...(said !== undefined && { words: said }),
    ...(shown.length > 0 && { files: shown.map(({ i, preview }) => ({ i, preview })) }),
    ...('ground' in act && { ground: act.ground }),
    ...(act.kind === 'petition.answered' && { late: act.t > act.due }),
    ...('rekeyed' in act && act.rekeyed && { rekeyed: true }),
    ...('rating' in act && act.rating !== undefined && { rating: act.rating }),
  }
}

/** The commitment to what was said in an act. A draft is nobody's word yet. */
function wordsOf(act: Act): string | undefined {
  const { answer, note, reason } = act as { answer?: string; note?: string; reason?: string }
  return answer ?? note ?? reason
}

/** All words of a case, opened, by kind and number. The caller has made sure who asks. */
export async function openWords(
  { store, master }: Means,
  id: string,
): Promise<{ kind: string; i: number; text: string }[]> {
  const letters = await store.db
    .selectFrom('letter')
    .select(['commitment', 'kind', 'i'])
    .where('subject', '=', `petition/${id}`)
    .orderBy('kind')
    .orderBy('i')
    .execute()
  const opened = await readLetters(
    store.db,
    master,
    letters.map(({ commitment }) => commitment),
  )
  return letters.flatMap(({ commitment, kind, i }) => {
    const text = opened.get(commitment)
    return text === undefined ? [] : [{ kind, i, text }]
  })
}
