/** One year of a province's books: staged, checked whole, and entered in one transaction or not at all. */

import type { Moment } from '@goc/domain/day.ts'
import { sql } from 'kysely'
import type { Database, Store } from '../database.ts'
import type { MasterKeys } from '../keys.ts'
import { meetings } from '../meetings.ts'
import { opinions } from '../opinions.ts'
import { checkBooks } from './checks.ts'
import { dialoguesAfter, tellDialogue } from './dialogues.ts'
import { add, type Count, type Entering, enter, none } from './enter.ts'
import type { Faults } from './fault.ts'
import { opinionsAfter, tellOpinion } from './opinions.ts'
import type { Rows } from './rows.ts'
import { indexStage, makeStage, type Staged, stage } from './stage.ts'
import { allOrNothing } from './transaction.ts'
import { enterUnits, type ToldUnit } from './units.ts'

export type Year = {
  /** The units that the books bring, without those at fault; and the ids of all that they name. */
  units(): Promise<{ told: ToldUnit[]; ids: string[] }>
  /** The rows of one book, in batches. Undefined when the file could not be read at all. */
  read<Name extends Staged>(name: Name): Promise<AsyncIterable<Rows[Name][]> | undefined>
}

export type YearOptions = {
  master: MasterKeys
  faults: Faults
  now: Moment
  dryRun?: boolean
  /** Opinions' texts may be read by everyone. */
  publishTexts?: boolean
  /** How many subjects are done, and of how many. */
  progress?(done: number, total: number): void
}

export type Entered = Record<'units' | 'dialogues' | 'opinions', Count>

/** So many subjects are decided and written at once. */
const BATCH = 500

/** Enters the year, unless there is a fault: `faults` says so, and nothing is kept. Counts what is or would be new. */
export const enterYear = (store: Store, year: Year, options: YearOptions): Promise<Entered> =>
  allOrNothing(store, options, (db) => enterAll(db, year, options))

async function enterAll(db: Database, year: Year, options: YearOptions): Promise<Entered> {
  const { master, faults, now, dryRun = false, publishTexts = false } = options
  await makeStage(db)
  const { told, ids } = await year.units()
  const readable = new Set<Staged>()
  for (const name of ['dialogues', 'opinions', 'resolutions'] as const)
    if (await load(db, year, name)) readable.add(name)

  await indexStage(db, ids)
  await checkBooks(db, readable, now, faults)

  const entering: Entering = { db, master, faults, now, dry: dryRun }
  const units = await enterUnits(entering, told, undefined)
  const { rows } = await sql<{ all: number }>`
    select (select count(*) from book_dialogues) + (select count(*) from book_opinions) as all`.execute(db)
  const total = rows[0]!.all
  let done = 0
  const progress = (more: number) => {
    done += more
    options.progress?.(done, total)
  }

  const dialogues = await inBatches(
    (after) => dialoguesAfter(db, after, BATCH),
    async (rows) => {
      progress(rows.length)
      return enter(entering, meetings, rows.map(tellDialogue))
    },
  )
  const said = await inBatches(
    (after) => opinionsAfter(db, after, BATCH),
    async (rows) => {
      progress(rows.length)
      return enter(
        entering,
        opinions,
        rows.map((row) => tellOpinion(row, publishTexts)),
      )
    },
  )
  return { units, dialogues, opinions: said }
}

async function load<Name extends Staged>(db: Database, year: Year, name: Name): Promise<boolean> {
  const batches = await year.read(name)
  if (!batches) return false
  for await (const rows of batches) await stage(db, name, rows)
  return true
}

async function inBatches<Row extends { line: number }>(
  after: (line: number) => Promise<Row[]>,
  each: (rows: Row[]) => Promise<Count>,
): Promise<Count> {
  let count = none
  for (let rows = await after(0); rows.length > 0; rows = await after(rows.at(-1)!.line))
    count = add(count, await each(rows))
  return count
}
