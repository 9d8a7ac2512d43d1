/** The queue of an office: its matters by what is due first, and how many there are of each sort. */

import { addDays, type Day, startOf, weekdayOf } from '@goc/domain/day.ts'
import { SILENT_AFTER_DAYS } from '@goc/domain/petitions/figures.ts'
import type { Stage } from '@goc/domain/petitions/state.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { readLetters } from '../letters.ts'
import type { Means } from './means.ts'

/** `due-today`, `due-week`: open, and due today or by Sunday. `silent`: answered, and no word since. `any`: open or not. */
export const sorts = ['late', 'due-today', 'due-week', 'disputed', 'silent', 'any'] as const
export type Sort = (typeof sorts)[number]

export type Filter = {
  /** Without it, those that are open. */
  stage?: Stage | Sort
  field?: string
  /** The account that has them in hand; `nobody`: no one has. */
  officer?: string
  /** Received on these days, both included. */
  received?: { from: Day; to: Day }
}

export type QueueRow = {
  id: string
  unit: string
  due: number
  calendar: string
  received: Day
  field: string
  type: string
  stage: Stage
  waiting: boolean
  joined: number
  verdict: string | null
  officer: string | null
  sealed: boolean
  /** The first words of the matter; absent where they were erased or sealed. */
  text?: string
}

export type Queue = { rows: QueueRow[]; next?: string }

const PAGE = 50
const FIRST_WORDS = 140

/** Matters of these units, by deadline; `after` is where the page before ended. */
export async function readQueue(
  { store, master }: Pick<Means, 'store' | 'master'>,
  units: readonly string[],
  filter: Filter,
  today: Day,
  after?: string,
): Promise<Queue> {
  const [due, id] = /^(\d{1,12})\.([0-9A-Z]{26})$/.exec(after ?? '')?.slice(1) ?? []
  const { rows } = await sql<Omit<QueueRow, 'text'> & { text: string }>`
    select p.id, p.unit, p.due, p.calendar, p.received, p.field, p.type, p.stage, p.joined, p.verdict,
           p.waiting_since is not null as waiting, m.officer, coalesce(p.ground = 'other-procedure', false) as sealed, p.text
      from petition p left join matter m on m.petition = p.id
     where p.unit = any(${units}::text[]) and ${matching(filter, today)}
       and (p.due, p.id) > (${due ?? 0}::bigint, ${id ?? ''}::text)
     order by p.due, p.id limit ${PAGE + 1}`.execute(store.db)
  const page = rows.slice(0, PAGE)
  const opened = await readLetters(
    store.db,
    master,
    page.flatMap(({ sealed, text }) => (sealed ? [] : [text])),
  )
  const last = page.at(-1)
  return {
    rows: page.map(({ text, ...row }) => {
      const words = opened.get(text)
      return words === undefined ? row : { ...row, text: firstWords(words) }
    }),
    ...(rows.length > PAGE && last && { next: `${last.due}.${last.id}` }),
  }
}

/** Those of the queue, without their words and all at once, but never more than `most`. */
export async function idsInQueue(
  db: Database,
  units: readonly string[],
  filter: Filter,
  today: Day,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from petition p left join matter m on m.petition = p.id
     where p.unit = any(${units}::text[]) and ${matching(filter, today)}
     order by p.due, p.id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Accounts that have open matters of these units in hand, also those who hold no office any more. */
export async function handsIn(db: Database, units: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ officer: string }>`
    select distinct m.officer from matter m join petition p on p.id = m.petition
     where m.officer is not null and p.open and p.unit = any(${units}::text[])`.execute(db)
  return rows.map(({ officer }) => officer)
}

const always = sql`true`

const matching = ({ stage, field, officer, received }: Filter, today: Day) => sql`
  ${condition(stage, today)}
  and ${field === undefined ? always : sql`p.field = ${field}`}
  and ${officer === undefined ? always : officer === 'nobody' ? sql`m.officer is null` : sql`m.officer = ${officer}::uuid`}
  and ${received === undefined ? always : sql`p.received between ${received.from}::date and ${received.to}::date`}`

/** The Monday of a day's week, and that of the next. */
export const weekOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7))
export const weekAfter = (day: Day): Day => addDays(weekOf(day), 7)

/** The last day whose answers count as silent when nobody has said a word. */
export const silentBy = (today: Day): Day => addDays(today, -(SILENT_AFTER_DAYS + 1))

function condition(stage: Filter['stage'], today: Day) {
  const from = startOf(today)
  switch (stage) {
    case undefined:
      return sql`p.open`
    case 'any':
      return always
    case 'late':
      return sql`p.open and p.due < ${from}::bigint`
    case 'due-today':
      return sql`p.open and p.due >= ${from}::bigint and p.due < ${startOf(addDays(today, 1))}::bigint`
    case 'due-week':
      return sql`p.open and p.due >= ${from}::bigint and p.due < ${startOf(weekAfter(today))}::bigint`
    case 'disputed':
      return sql`p.verdict = 'disputed'`
    case 'silent':
      return sql`p.stage = 'answered' and p.verdict is null and p.keyed and p.answered_on <= ${silentBy(today)}::date`
    default:
      return sql`p.stage = ${stage}`
  }
}

const firstWords = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= FIRST_WORDS ? line : `${line.slice(0, line.lastIndexOf(' ', FIRST_WORDS))}…`
}

export type QueueCounts = { open: number; late: number; soon: number; disputed: number }

/** How much there is to do. `soon`: due within three days. */
export async function countQueue(db: Database, units: readonly string[], today: Day): Promise<QueueCounts> {
  const { rows } = await sql<QueueCounts>`
    select count(*) filter (where open) as open,
           count(*) filter (where open and due < ${startOf(today)}::bigint) as late,
           count(*) filter (where open and due >= ${startOf(today)}::bigint and due < ${startOf(addDays(today, 4))}::bigint) as soon,
           count(*) filter (where verdict = 'disputed') as disputed
      from petition where unit = any(${units}::text[]) and (open or verdict = 'disputed')`.execute(db)
  return rows[0]!
}
