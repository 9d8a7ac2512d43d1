/** What must hold between rows of the books. Each check is one query for the rows that break it. */

import type { Moment } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { type Check, later, laterDay, sequence, twice, unknownUnit } from './check.ts'
import { type Faults, LISTED } from './fault.ts'
import { fileOf } from './rows.ts'
import { dayIn, type Staged } from './stage.ts'

const held = dayIn('dialogue.starts')
const theirDialogue = sql`book_opinions as opinion join book_dialogues as dialogue on dialogue.id = opinion.dialogue`
const theirOpinion = sql`book_resolutions as row
    join book_opinions as opinion on opinion.id = row.opinion
    join book_dialogues as dialogue on dialogue.id = opinion.dialogue`
const vietnam = (moment: string) => sql`to_char(${dayIn(moment)}, 'YYYY-MM-DD')`
/** Each answer beside the one before it. */
const turns = sql`(select line, resolved, seq, lag(resolved) over turn as before, lag(reopened) over turn as reopened
    from book_resolutions where seq is not null and opinion is not null
    window turn as (partition by opinion order by seq)) as turns`

const standsOn = (unit: string) => {
  const from = sql.ref(`${unit}.from_day`)
  const until = sql.ref(`${unit}.until_day`)
  return sql`(coalesce(${from} <= ${held}, true) and coalesce(${until} >= ${held}, true))`
}

const checksAsOf = (now: Moment): Check[] => [
  // First of all: what looks up an id later finds the first row with it.
  twice('dialogues'),
  twice('opinions'),
  twice('resolutions'),
  ...unknownUnit('dialogues', 'unit_code', 'unit'),
  {
    // Codes are given anew: the unit that bears one today is not always the one that met under it.
    book: 'dialogues',
    column: 'unit_code',
    code: 'unit-did-not-stand',
    rows: sql`select line, dialogue.unit as value, (select id from book_known_unit as other
                       where other.code = unit.code and other.id <> unit.id and ${standsOn('other')} limit 1) as hint
                from book_dialogues as dialogue join book_known_unit as unit on unit.id = dialogue.unit
               where not ${standsOn('unit')}`,
  },
  later('dialogues', 'start', 'starts', now),
  laterDay('notice_date', 'notice_on', now),
  laterDay('minutes_published', 'minutes_on', now),
  {
    book: 'dialogues',
    column: 'notice_date',
    code: 'notice-after-start',
    rows: sql`select line, notice_on::text as value, ${vietnam('starts')} as hint from book_dialogues
               where notice_on > ${dayIn('starts')}`,
  },
  {
    book: 'dialogues',
    column: 'minutes_published',
    code: 'minutes-before-start',
    rows: sql`select line, minutes_on::text as value, ${vietnam('starts')} as hint from book_dialogues
               where minutes_on < ${dayIn('starts')}`,
  },
  {
    book: 'dialogues',
    column: 'minutes_published',
    code: 'minutes-without-dialogue',
    rows: sql`select line, minutes_on::text as value from book_dialogues
               where minutes_on is not null and status <> 'held'`,
  },
  {
    book: 'dialogues',
    column: 'attendees',
    code: 'attendees-without-dialogue',
    rows: sql`select line, attendees::text as value from book_dialogues where attendees > 0 and status <> 'held'`,
  },
  {
    book: 'dialogues',
    column: 'attendees',
    code: 'cell-empty',
    rows: sql`select line from book_dialogues where attendees is null and status = 'held' and not bad`,
  },
  {
    book: 'opinions',
    needs: ['dialogues'],
    column: 'dialogue_id',
    code: 'unknown-dialogue',
    rows: sql`select line, dialogue as value from book_opinions
               where dialogue is not null and not exists (select from book_dialogues where id = dialogue)`,
  },
  {
    book: 'opinions',
    needs: ['dialogues'],
    column: 'dialogue_id',
    code: 'dialogue-not-held',
    rows: sql`select opinion.line, dialogue as value, dialogue.line::text as hint from ${theirDialogue}
               where dialogue.status <> 'held'`,
  },
  {
    book: 'opinions',
    needs: ['dialogues'],
    column: 'unit_code',
    code: 'unit-differs',
    rows: sql`select opinion.line, opinion.unit as value, dialogue.unit as hint from ${theirDialogue}
               where opinion.unit <> dialogue.unit`,
  },
  ...sequence('opinions', 'dialogue'),
  later('opinions', 'received_at', 'received', now),
  ...unknownUnit('opinions', 'assigned_unit', 'assigned'),
  {
    book: 'opinions',
    needs: ['dialogues'],
    column: 'due_date',
    code: 'due-before-dialogue',
    rows: sql`select opinion.line, due::text as value, ${vietnam('dialogue.starts')} as hint from ${theirDialogue}
               where due < ${held}`,
  },
  {
    book: 'resolutions',
    needs: ['opinions'],
    column: 'opinion_id',
    code: 'unknown-opinion',
    rows: sql`select line, opinion as value from book_resolutions
               where opinion is not null and not exists (select from book_opinions where id = opinion)`,
  },
  ...sequence('resolutions', 'opinion'),
  later('resolutions', 'resolved_at', 'resolved', now),
  later('resolutions', 'reopened_at', 'reopened', now),
  {
    book: 'resolutions',
    needs: ['opinions', 'dialogues'],
    column: 'resolved_at',
    code: 'resolved-before-dialogue',
    rows: sql`select row.line, ${vietnam('row.resolved')} as value, ${vietnam('dialogue.starts')} as hint
                from ${theirOpinion} where ${dayIn('row.resolved')} < ${held}`,
  },
  {
    book: 'resolutions',
    column: 'reopened_at',
    code: 'reopened-before-resolved',
    rows: sql`select line, ${vietnam('reopened')} as value, ${vietnam('resolved')} as hint from book_resolutions
               where reopened < resolved`,
  },
  {
    book: 'resolutions',
    column: 'resolved_at',
    code: 'resolved-before-reopened',
    rows: sql`select line, ${vietnam('resolved')} as value, ${vietnam('reopened')} as hint from ${turns}
               where resolved < reopened`,
  },
  {
    book: 'resolutions',
    column: 'seq',
    code: 'resolved-again',
    rows: sql`select line, seq::text as value, ${vietnam('before')} as hint from ${turns}
               where before is not null and reopened is null`,
  },
]

/** Asks every check that can be asked of the books that could be read, and marks the rows at fault. */
export async function checkBooks(
  db: Database,
  readable: ReadonlySet<Staged>,
  now: Moment,
  faults: Faults,
): Promise<void> {
  for (const { book, column, code, needs = [], rows } of checksAsOf(now)) {
    if (![book, ...needs].every((name) => readable.has(name))) continue
    const found = await sql<{ line: number; value?: string; hint?: string; all: number }>`
      with found as materialized (select distinct on (line) * from (${rows}) as every order by line),
           marked as (update ${sql.table(`book_${book}`)} as marked set bad = true${code === 'id-twice' ? sql`, id = null` : sql``}
                        from found where marked.line = found.line)
      select *, count(*) over () as all from found order by line limit ${LISTED}`.execute(db)
    for (const { line, value, hint } of found.rows)
      faults.add({ file: fileOf(book), line, column, code, ...textOf({ value, hint }) })
    faults.addUnlisted((found.rows[0]?.all ?? 0) - found.rows.length)
  }
}

const textOf = (fields: { value?: string | null; hint?: string | null }) =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined && text !== null))
