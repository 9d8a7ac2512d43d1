import { dayOfAct } from '@goc/domain/act.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import {
  type Opinion,
  type OpinionRefusal,
  type OpinionRequest,
  opinionRules,
} from '@goc/domain/opinions/rules.ts'
import { sql } from 'kysely'
import type { Change, Feature } from './append.ts'
import type { Database, Tables } from './database.ts'

export const opinions: Feature<Opinion, OpinionRequest, OpinionFact, OpinionRefusal> = {
  name: 'opinion',
  rules: opinionRules,
  show,
}

type Row = Tables['opinion']

async function show(db: Database, changes: Change<Opinion, OpinionFact>[]): Promise<void> {
  const rows = changes.map(({ id, state }) => rowOf(id, state))
  const column = <Name extends keyof Row>(name: Name) => rows.map((row) => row[name])
  await sql`
    insert into opinion (id, unit, meeting, assigned, held, due, field, type, channel, keyed, imported, text, status,
                         rating)
    select * from unnest(${column('id')}::text[], ${column('unit')}::text[], ${column('meeting')}::text[],
      ${column('assigned')}::text[], ${column('held')}::date[], ${column('due')}::date[], ${column('field')}::text[],
      ${column('type')}::text[], ${column('channel')}::text[], ${column('keyed')}::boolean[],
      ${column('imported')}::boolean[], ${column('text')}::text[], ${column('status')}::text[],
      ${column('rating')}::int[])
    on conflict (id) do update set status = excluded.status, rating = excluded.rating`.execute(db)

  const answers = changes.flatMap(({ id, acts }) => acts.flatMap((act) => answerOf(id, act)))
  const answer = <Name extends keyof Tables['answer']>(name: Name) => answers.map((row) => row[name])
  if (answers.length > 0) {
    await sql`
      insert into answer (opinion, round, resolved, resolved_n)
      select * from unnest(${answer('opinion')}::text[], ${answer('round')}::int[], ${answer('resolved')}::date[],
                           ${answer('resolvedN')}::int[])
      on conflict do nothing`.execute(db)
  }
  const taken = changes.flatMap(({ id, acts }) =>
    acts.flatMap((act) => (act.kind === 'opinion.reopened' ? [{ id, ...act, day: dayOfAct(act) }] : [])),
  )
  if (taken.length > 0) {
    await sql`
      update answer set reopened = taken.day, reopened_n = taken.n
        from unnest(${taken.map((act) => act.id)}::text[], ${taken.map((act) => act.round)}::int[],
                    ${taken.map((act) => act.day)}::date[], ${taken.map((act) => act.n)}::int[])
             as taken (opinion, round, day, n)
       where answer.opinion = taken.opinion and answer.round = taken.round`.execute(db)
  }
  const said = changes.flatMap(({ id, state, acts }) => verdictsOf(id, state, acts))
  if (said.length > 0) {
    await db
      .insertInto('verdict')
      .values(said)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** What was said of which answer: of the one that stood then, which need not be the last. */
function verdictsOf(opinion: string, state: Opinion, acts: Change<Opinion, OpinionFact>['acts']) {
  let round = state.rounds - acts.filter((act) => act.kind === 'opinion.resolved').length
  const verdicts: Tables['verdict'][] = []
  for (const act of acts) {
    if (act.kind === 'opinion.resolved') round = act.round
    if (act.kind !== 'opinion.confirmed' && act.kind !== 'opinion.disputed') continue
    const verdict = act.kind.slice('opinion.'.length)
    verdicts.push({ opinion, n: act.n, round, verdict, onDay: dayOfAct(act) })
  }
  return verdicts
}

function answerOf(opinion: string, act: Change<Opinion, OpinionFact>['acts'][number]) {
  if (act.kind !== 'opinion.resolved') return []
  return [
    { opinion, round: act.round, resolved: dayOfAct(act), resolvedN: act.n, reopened: null, reopenedN: null },
  ]
}

const rowOf = (id: string, opinion: Opinion): Row => ({
  id,
  unit: opinion.unit,
  meeting: opinion.meeting,
  assigned: opinion.assigned,
  held: opinion.held,
  due: opinion.due,
  field: opinion.field,
  type: opinion.type,
  channel: opinion.channel,
  keyed: opinion.key !== undefined,
  imported: opinion.imported,
  text: opinion.text,
  status: opinion.status,
  rating: opinion.rating ?? null,
})

export type OpinionRow = Omit<Row, 'text'> & { text: string | null }

const withText = (db: Database) =>
  db
    .selectFrom('opinion')
    .leftJoin('letter', 'letter.commitment', 'opinion.text')
    .select([
      'opinion.id',
      'unit',
      'meeting',
      'assigned',
      'held',
      'due',
      'field',
      'type',
      'channel',
      'keyed',
      'imported',
      'status',
      'rating',
      'letter.public as text',
    ])

/** The opinions raised at a meeting, from the one after `after` on. The text only where it is for everyone. */
export function opinionsOf(
  db: Database,
  meeting: string,
  after: string,
  limit: number,
): Promise<OpinionRow[]> {
  return withText(db)
    .where('meeting', '=', `meeting/${meeting}`)
    .where('opinion.id', '>', after)
    .orderBy('opinion.id')
    .limit(limit)
    .execute()
}

export const findOpinion = (db: Database, id: string): Promise<OpinionRow | undefined> =>
  withText(db).where('opinion.id', '=', id).executeTakeFirst()
