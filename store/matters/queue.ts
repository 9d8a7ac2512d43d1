/** The queue of an office: its matters by what is due first, and how many there are of each sort. */

import { addDays, type Day, startOf } from '@goc/domain/day.ts'
import type { Stage } from '@goc/domain/petitions/state.ts'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { readLetters } from '../letters.ts'
import type { Means } from './means.ts'

export type Filter = {
  /** Without it, those that are open. */
  stage?: Stage | 'late' | 'disputed'
  field?: string
  /** The account that has them in hand. */
  officer?: string
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
  { stage, field, officer }: Filter,
  today: Day,
  after?: string,
): Promise<Queue> {
  const [due, id] = /^(\d{1,12})\.([0-9A-Z]{26})$/.exec(after ?? '')?.slice(1) ?? []
  const { rows } = await sql<Omit<QueueRow, 'text'> & { text: string }>`
    select p.id, p.unit, p.due, p.calendar, p.received, p.field, p.type, p.stage, p.joined, p.verdict,
           p.waiting_since is not null as waiting, m.officer, coalesce(p.ground = 'other-procedure', false) as sealed, p.text
      from petition p left join matter m on m.petition = p.id
     where p.unit = any(${units}::text[]) and ${condition(stage, today)}
       and ${field === undefined ? sql`true` : sql`p.field = ${field}`}
       and ${officer === undefined ? sql`true` : sql`m.officer = ${officer}::uuid`}
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

function condition(stage: Filter['stage'], today: Day) {
  if (stage === undefined) return sql`p.open`
  if (stage === 'late') return sql`p.open and p.due < ${startOf(today)}::bigint`
  if (stage === 'disputed') return sql`p.verdict = 'disputed'`
  return sql`p.stage = ${stage}`
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
