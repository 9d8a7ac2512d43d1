/**
 * Makes rows for pages and figure cells anew from acts, in temporary tables, and compares them with those kept: a view
 * that cannot be made again from acts is no view. Entries, tiles and checkpoints are compared besides (tree.ts).
 */

import { sql } from 'kysely'
import { addCells, cellsOf } from '../cells.ts'
import { now } from '../clock.ts'
import type { Database, Store } from '../database.ts'
import { momentOfPending } from '../day.ts'
import { remembered } from '../recall.ts'
import { checkTree } from './tree.ts'
import { cellTables, changesOf, featureNamed, featureOfSubject, type View, views } from './views.ts'

export type RebuildOptions = {
  /** Puts what was made anew in the place of what differs. */
  replace?: boolean
  onProgress?: (done: number, total: number) => void
}

/** What is not as it would be made anew: rows and cells, which `replace` puts right, and the record itself, which nothing may. */
export type Differences = { rows: string[]; record: string[] }

/** So many differences of one table are told; the first of each says what kind it is. */
const TOLD = 3

/**
 * Compares all that is kept with what acts and entries say. Looking only takes one snapshot and holds up nobody.
 * Replacing keeps everyone from writing until it is done.
 */
export const rebuild = (
  store: Store,
  { replace = false, onProgress }: RebuildOptions = {},
): Promise<Differences> =>
  store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      // Before the snapshot, and in the order in which others take them: or it would lack what they are about to write.
      if (replace) await sql`lock table act, entry, pending in share mode`.execute(db)
      for (const { table } of [...views, ...cellTables])
        await sql`create temp table ${sql.table(table)} (like ${sql.table(`public.${table}`)} including all)
                  on commit drop`.execute(db)

      // From here on, the tables' own names mean the temporary ones; also to statements that were prepared before.
      await sql`discard plans`.execute(db)
      const record = await checkTree(db, async (acts, done, total) => {
        await addCells(db, cellsOf(acts))
        onProgress?.(done, total * 2)
      })
      await layOutAll(db, onProgress)
      await sql`create temp table waiting on commit drop as
                select distinct subject from pending join act on act.id = pending.act_id`.execute(db)
      const rows: string[] = []
      for (const view of [...views, ...cellTables]) rows.push(...(await compare(db, view)))
      // Cells are folded from entries: where those are not right, nothing right can be made of them.
      if (replace && rows.length > 0 && record.length === 0) await replaceRows(db)
      return { rows, record }
    })

const AT_ONCE = 4_000

/** Every subject's whole history, one after the other: only a few states are held at a time. */
async function layOutAll(db: Database, onProgress: RebuildOptions['onProgress']): Promise<void> {
  const t = await momentOfPending(db, now())
  const { rows } = await sql<{ n: number }>`select count(*) as n from act`.execute(db)
  const total = rows[0]!.n
  let done = 0
  for (let after = ''; ; ) {
    const subjects = await sql<{ subject: string }>`
      select distinct subject from (select subject from act where subject > ${after} order by subject limit ${AT_ONCE}) part
       order by subject`.execute(db)
    if (subjects.rows.length === 0) return
    const last = subjects.rows.at(-1)!.subject
    const acts = await sql<{ body: string; index: number | null; leaf: Buffer | null; t: number | null }>`
      select act.body, entry.index, entry.leaf, entry.t
        from act left join entry on entry.act_id = act.id
       where act.subject > ${after} and act.subject <= ${last}
       order by act.subject, act.n`.execute(db)
    const all = acts.rows.map((row) => remembered({ ...row, t: row.t ?? t }))
    const byFeature = Map.groupBy(all, ({ act }) => featureOfSubject(act.subject))
    for (const [name, some] of byFeature) await featureNamed(name).show(db, changesOf(some))
    done += acts.rows.length
    after = last
    onProgress?.(total + done, total * 2)
  }
}

type Table = Pick<View, 'table' | 'key'> & Partial<View>

/** Which columns are compared, and the two sides of it. */
async function sidesOf(db: Database, { table, feature, id, own = [] }: Table) {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
     where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped
       and attname <> all(${[...own]}::text[])
     order by attnum`.execute(db)
  const names = rows.map(({ name }) => name)
  const columns = namesIn(names)
  // What waits has no day yet: its rows are as the day on which it was done made them.
  const settled = id
    ? sql`where not exists (select from waiting where waiting.subject = ${`${feature}/`} || ${sql.ref(id)})`
    : sql``
  return {
    names,
    settled,
    kept: sql`select ${columns} from ${sql.table(`public.${table}`)} ${settled}`,
    anew: sql`select ${columns} from ${sql.table(`pg_temp.${table}`)} ${settled}`,
  }
}

async function compare(db: Database, view: Table): Promise<string[]> {
  const { kept, anew } = await sidesOf(db, view)
  const { rows } = await sql<{ side: string; row: object }>`
    (select 'kept' as side, row_to_json(k) as row from (${kept} except ${anew} limit ${TOLD}) k)
    union all
    (select 'made anew', row_to_json(m) from (${anew} except ${kept} limit ${TOLD}) m)`.execute(db)
  return rows.map(({ side, row }) => `${view.table}: only ${side}: ${JSON.stringify(row)}`)
}

/** Those that refer go first and come last. Rows that only differ keep their place. */
async function replaceRows(db: Database): Promise<void> {
  for (const view of [...views, ...cellTables].reverse()) {
    const { settled } = await sidesOf(db, view)
    const keys = namesIn(view.key)
    await sql`
      delete from ${sql.table(`public.${view.table}`)} where (${keys}) in (
        select ${keys} from ${sql.table(`public.${view.table}`)} ${settled}
        except select ${keys} from ${sql.table(`pg_temp.${view.table}`)})`.execute(db)
  }
  for (const view of [...views, ...cellTables] as Table[]) {
    const { names, kept, anew } = await sidesOf(db, view)
    const changed = [
      ...names.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`),
      ...(view.own ?? []).map((name) => sql`${sql.ref(name)} = default`),
    ]
    await sql`
      insert into ${sql.table(`public.${view.table}`)} (${namesIn(names)})
      select * from (${anew} except ${kept}) changed
      on conflict (${namesIn(view.key)}) do update set ${sql.join(changed)}`.execute(db)
  }
}

const namesIn = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)))
