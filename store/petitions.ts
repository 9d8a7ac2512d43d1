/** Matters as rows: what pages and queues read, and where each act has left a matter for whoever counts. */

import { dayOfAct } from '@goc/domain/act.ts'
import { dayOf } from '@goc/domain/day.ts'
import type { PetitionAct, PetitionFact } from '@goc/domain/petitions/acts.ts'
import {
  type Petition,
  type PetitionRefusal,
  type PetitionRequest,
  petitionRules,
} from '@goc/domain/petitions/rules.ts'
import { isKeyed, isOpen, joinedOf, standingOf } from '@goc/domain/petitions/state.ts'
import { sql } from 'kysely'
import type { Change, Feature } from './append.ts'
import type { Database, Tables } from './database.ts'

export const petitions: Feature<Petition, PetitionRequest, PetitionFact, PetitionRefusal> = {
  name: 'petition',
  rules: petitionRules,
  show,
}

type Row = Tables['petition']
const bringsKey = new Set<string>(['petition.received', 'petition.joined', 'petition.rekeyed'])
type Step = Tables['petitionStep']

async function show(db: Database, changes: Change<Petition, PetitionFact>[]): Promise<void> {
  const rows = changes.map(({ id, state }) => rowOf(id, state))
  await db
    .insertInto('petition')
    .columns(columns)
    .expression(
      sql`select ${sql.join(columns.map(named))} from jsonb_populate_recordset(null::petition, ${asJson(rows)}::jsonb)`,
    )
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => Object.fromEntries(columns.map((name) => [name, eb.ref(`excluded.${name}`)]))),
    )
    .execute()
  await sql`
    insert into petition_step
    select * from jsonb_populate_recordset(null::petition_step, ${asJson(changes.flatMap(stepsOf))}::jsonb)
    on conflict (petition, n) do nothing`.execute(db)
  // Only open matters are offered to whoever raises one like them.
  await sql`
    update similar_matter set open = petition.open from petition
     where petition.id = similar_matter.id and similar_matter.open <> petition.open
       and petition.id = any(${changes.map(({ id }) => id)}::text[])`.execute(db)
  const keys = changes.filter(({ acts }) => acts.some(({ kind }) => bringsKey.has(kind))).flatMap(keysOf)
  if (keys.length === 0) return
  await db
    .insertInto('petitionKey')
    .values(keys)
    .onConflict((conflict) =>
      conflict.columns(['petition', 'who']).doUpdateSet({ key: (eb) => eb.ref('excluded.key') }),
    )
    .execute()
}

/** The keys of receipts, as they are after these changes. */
const keysOf = ({ id, state }: Change<Petition, PetitionFact>): Tables['petitionKey'][] =>
  state.behind.flatMap(({ key }, who) => (key === undefined ? [] : [{ petition: id, who, key }]))

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const named = (name: string) => sql.ref(name)
const asJson = (rows: readonly object[]): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]))),
  )

/** A row for each act: of one act the state is at hand, of more the whole history must be. */
function stepsOf({ id, state, acts }: Change<Petition, PetitionFact>): Step[] {
  if (acts.length === 1) return [stepOf(id, state, acts[0]!)]
  if (acts[0]?.n !== 1)
    throw new Error(`petition/${id}: some of its acts and not the first: no way to lay out each`)
  let at: Petition | undefined
  return acts.map((act) => {
    at = petitionRules.evolve(at, act)
    return stepOf(id, at, act)
  })
}

const stepOf = (petition: string, state: Petition, act: PetitionAct): Step => ({
  petition,
  n: act.n,
  kind: act.kind,
  byUnit: act.unit,
  onDay: dayOfAct(act),
  unit: state.unit,
  stage: state.stage,
  due: state.due,
  joined: joinedOf(state),
  keyed: state.answer?.keyed ?? isKeyed(state),
  verdict: standingOf(state.behind) ?? null,
  answeredOn: state.answer?.on ?? null,
  answeredN: state.answer?.n ?? null,
})

const rowOf = (id: string, state: Petition): Row => ({
  id,
  n: state.n,
  unit: state.unit,
  received: dayOf(state.receivedAt),
  due: state.due,
  rule: state.rule,
  calendar: state.calendar,
  field: state.field,
  type: state.type,
  channel: state.channel,
  stage: state.stage,
  open: isOpen(state),
  unitSince: dayOf(state.unitSince),
  waitingSince: state.waitingSince ?? null,
  extended: state.extended,
  transferred: state.transferred,
  joined: joinedOf(state),
  keyed: isKeyed(state),
  rounds: state.rounds,
  reopened: state.reopened,
  verdict: standingOf(state.behind) ?? null,
  answeredOn: state.answer?.on ?? null,
  ground: state.decline?.ground ?? null,
  text: state.text,
  place: state.place ?? null,
  answer: state.answer?.words ?? null,
  answerPublic: state.answer?.published ?? false,
  erased: state.erased ?? false,
})

const columns = [
  'id',
  'n',
  'unit',
  'received',
  'due',
  'rule',
  'calendar',
  'field',
  'type',
  'channel',
  'stage',
  'open',
  'unitSince',
  'waitingSince',
  'extended',
  'transferred',
  'joined',
  'keyed',
  'rounds',
  'reopened',
  'verdict',
  'answeredOn',
  'ground',
  'text',
  'place',
  'answer',
  'answerPublic',
  'erased',
] as const satisfies readonly (keyof Row)[]
