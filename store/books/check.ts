/** One check of the books, and the kinds of it that several books need. */

import type { Moment } from '@goc/domain/day.ts'
import { type RawBuilder, sql } from 'kysely'
import type { FaultCode } from './fault.ts'
import { dayIn, type Staged } from './stage.ts'

export type Check = {
  book: Staged
  column: string
  code: FaultCode
  /** Books that it looks into besides; without them it cannot be asked. */
  needs?: Staged[]
  /** Gives `line`, `value` and, where there is one, `hint`. */
  rows: RawBuilder<unknown>
}

export const twice = (book: Staged): Check => ({
  book,
  column: 'id',
  code: 'id-twice',
  rows: sql`select line, id as value, first::text as hint
      from (select line, id, min(line) over (partition by id) as first from ${sql.table(`book_${book}`)}
             where id is not null) as ids where line > first`,
})

export const later = (book: Staged, column: string, field: string, now: Moment): Check => ({
  book,
  column,
  code: 'in-the-future',
  rows: sql`select line, to_char(${dayIn(field)}, 'YYYY-MM-DD') as value from ${sql.table(`book_${book}`)}
             where ${sql.raw(field)} > ${now}::bigint`,
})

export const laterDay = (column: string, field: string, now: Moment): Check => ({
  book: 'dialogues',
  column,
  code: 'in-the-future',
  rows: sql`select line, ${sql.raw(field)}::text as value from book_dialogues
             where ${sql.raw(field)} > ${dayIn(`${now}::bigint`)}`,
})

/** Rows that name no known unit; apart from those that do once their leading zeros are put back. */
export const unknownUnit = (book: Staged, column: string, field: string): Check[] => {
  const named = sql.raw(`named.${field}`)
  const zeros = sql`select id from book_known_unit
    where id ~ '^0' and ltrim(id, '0') = ${named} and ${named} ~ '^[1-9][0-9]*$'`
  const strangers = sql`${sql.table(`book_${book}`)} as named
    where ${named} is not null and not exists (select from book_known_unit where id = ${named})`
  return [
    {
      book,
      column,
      code: 'unknown-unit',
      rows: sql`select line, ${named} as value from ${strangers} and not exists (${zeros})`,
    },
    {
      book,
      column,
      code: 'leading-zero-lost',
      rows: sql`select line, ${named} as value, (${zeros} limit 1) as hint from ${strangers} and exists (${zeros})`,
    },
  ]
}

export const sequence = (book: Staged, by: string): Check[] => {
  const table = sql.table(`book_${book}`)
  const group = sql.raw(by)
  return [
    {
      book,
      column: 'seq',
      code: 'seq-twice',
      rows: sql`select line, seq::text as value, first::text as hint
          from (select line, seq, min(line) over (partition by ${group}, seq) as first from ${table}
                 where seq is not null and ${group} is not null) as seqs where line > first`,
    },
    {
      book,
      column: 'seq',
      code: 'seq-gap',
      rows: sql`select line, seq::text as value, (before + 1)::text as hint
          from (select line, seq, coalesce(lag(seq) over (partition by ${group} order by seq), 0) as before
                  from ${table} where seq is not null and ${group} is not null) as seqs where seq > before + 1`,
    },
  ]
}
