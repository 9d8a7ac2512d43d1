/** Units as pages and rules need them: the tree, and the names that people read. */

import type { UnitFact, UnitKind } from '@goc/domain/units/acts.ts'
import { type Unit, type UnitRefusal, type UnitRequest, unitRules } from '@goc/domain/units/rules.ts'
import { type Tree, treeOf } from '@goc/domain/units/tree.ts'
import { sql } from 'kysely'
import type { Change, Feature } from './append.ts'
import type { Database } from './database.ts'

export const units: Feature<Unit, UnitRequest, UnitFact, UnitRefusal> = {
  name: 'unit',
  rules: unitRules,
  show,
}

async function show(db: Database, changes: Change<Unit, UnitFact>[]): Promise<void> {
  const states = new Map(changes.map(({ id, state }) => [id, state]))
  const ids = [...states.keys()]
  const names = [...states.values()].map((unit) => unit.names.at(-1)!.name)
  await sql`
    insert into unit (id, state, name)
    select id, state, coalesce(letter.public, id)
      from unnest(${ids}::text[], ${[...states.values()].map((state) => JSON.stringify(state))}::jsonb[],
                  ${names}::text[]) as shown (id, state, commitment)
      left join letter using (commitment)
    on conflict (id) do update set state = excluded.state, name = excluded.name,
                                   rev = default`.execute(db)
}

export type UnitLabel = { id: string; code: string; kind: UnitKind; name: string }

/** The tree with its names. */
export type NamedTree = Tree & {
  label(id: string): UnitLabel | undefined
  labels(): UnitLabel[]
  rev: number
}

const kept = new WeakMap<Database, NamedTree>()

/** The tree of units, kept in memory until a unit changes. `keeper` is what it is kept for: the store's database. */
export async function readTree(db: Database, keeper: Database = db): Promise<NamedTree> {
  const newest = await db
    .selectFrom('unit')
    .select((eb) => eb.fn.max('rev').as('rev'))
    .executeTakeFirst()
  const rev = Number(newest?.rev ?? 0)
  const known = kept.get(keeper)
  if (known?.rev === rev) return known

  const rows = await db.selectFrom('unit').select(['id', 'state', 'name']).orderBy('rev').execute()
  const tree = treeOf(rows.map((row) => row.state))
  const labels = new Map<string, UnitLabel>(
    rows.map(({ id, name, state }) => [id, { id, code: state.code, kind: state.level, name }]),
  )
  const named: NamedTree = {
    ...tree,
    rev,
    label: (id) => labels.get(id),
    labels: () => [...labels.values()],
  }
  kept.set(keeper, named)
  return named
}
