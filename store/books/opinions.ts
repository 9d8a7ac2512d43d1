/** Opinions of the books with their answers, as requests to the rules. */

import { type Day, dayOf, type Moment } from '@goc/domain/day.ts'
import type { channels, opinionTypes } from '@goc/domain/opinions/acts.ts'
import type { OpinionRequest } from '@goc/domain/opinions/rules.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Words } from '../letters.ts'
import type { Step, Told } from './enter.ts'
import { fileOf } from './rows.ts'

type Raised = {
  line: number
  id: string
  dialogue: string
  unit: string
  received: Moment
  channel: (typeof channels)[number]
  field: string
  type: (typeof opinionTypes)[number]
  text: string
  assigned: string
  due: Day
  note: string | null
  starts: Moment
  answers: Answered[] | null
}
type Answered = {
  line: number
  seq: number
  resolved: Moment
  method: string
  document: string | null
  published: boolean
  rating: number | null
  reopened: Moment | null
}

/** Those that have no fault, nor their dialogue, nor any of their answers; in the order of their lines. */
export async function opinionsAfter(db: Database, after: number, limit: number): Promise<Raised[]> {
  const { rows } = await sql<Raised>`
    select opinion.*, dialogue.starts,
           (select json_agg(row order by seq) from book_resolutions as row where row.opinion = opinion.id) as answers
      from book_opinions as opinion
      join book_dialogues as dialogue on dialogue.id = opinion.dialogue and not dialogue.bad
     where opinion.line > ${after} and not opinion.bad
       and not exists (select from book_resolutions as row where row.opinion = opinion.id and row.bad)
     order by opinion.line limit ${limit}`.execute(db)
  return rows
}

const inOpinions = (line: number, column: string) => ({ file: fileOf('opinions'), line, column })
const inResolutions = (line: number, column: string) => ({ file: fileOf('resolutions'), line, column })

export function tellOpinion(row: Raised, publishTexts: boolean): Told<OpinionRequest> {
  const { line, id, text, note } = row
  const answers = row.answers ?? []
  const words: Words[] = [{ kind: 'text', i: 0, text, ...(publishTexts && { public: true }) }]
  // The number of a paper that is public anyway may be read by everyone.
  for (const { document, seq, published } of answers)
    if (document !== null)
      words.push({ kind: 'document', i: seq - 1, text: document, ...(published && { public: true }) })
  return {
    id,
    at: inOpinions(line, 'id'),
    words,
    ...(note !== null && { note }),
    steps: (sealed) => [
      { on: dayOf(row.received), request: raise(row, sealed('text')), at: inOpinions(line, 'due_date') },
      ...answers.flatMap((answer) => stepsOf(answer, sealed)),
    ],
  }
}

function raise(row: Raised, text: string): OpinionRequest {
  const { unit, dialogue, starts, due, assigned, field, type, channel } = row
  const held = dayOf(starts)
  const filed = { field, type, channel }
  return {
    do: 'raise',
    unit,
    meeting: `meeting/${dialogue}`,
    held,
    due,
    rule: 'books',
    assigned,
    text,
    ...filed,
  }
}

function stepsOf(answer: Answered, sealed: (kind: string, i?: number) => string): Step<OpinionRequest>[] {
  const { line, seq, resolved, method, document, published, rating, reopened } = answer
  const on = dayOf(resolved)
  const steps: Step<OpinionRequest>[] = [
    {
      on,
      request: {
        do: 'resolve',
        method,
        published,
        ...(document !== null && { document: sealed('document', seq - 1) }),
      },
      at: inResolutions(line, 'resolved_at'),
    },
  ]
  if (rating !== null) steps.push({ on, request: { do: 'rate', rating }, at: inResolutions(line, 'rating') })
  if (reopened !== null)
    steps.push({ on: dayOf(reopened), request: { do: 'reopen' }, at: inResolutions(line, 'reopened_at') })
  return steps
}
