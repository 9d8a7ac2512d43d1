/** Units of the books against those that stand: what is new, what has changed, and in which order it is told. */

import type { Act, Command } from '@goc/domain/act.ts'
import { addDays, type Day, dayOf, laterOf } from '@goc/domain/day.ts'
import { system, type UnitId } from '@goc/domain/people.ts'
import type { UnitFact, UnitKind } from '@goc/domain/units/acts.ts'
import { nameKey } from '@goc/domain/units/names.ts'
import type { Unit, UnitRequest } from '@goc/domain/units/rules.ts'
import { decideAll } from '../append.ts'
import type { Database } from '../database.ts'
import { caseKeys, commitmentTo, newCaseKey, type Words } from '../letters.ts'
import { units } from '../units.ts'
import type { Cell, Count, Entering } from './enter.ts'
import { parentsFirst } from './unit-order.ts'
import { bodiesOf, type Written, write } from './write.ts'

/** A unit as a list of units tells of it. `cells` says where. */
export type ToldUnit = {
  id: UnitId
  code?: string
  level: UnitKind
  name: string
  parent?: UnitId
  /** The first and the last day, where the list knows them. */
  from?: Day
  until?: Day
  successors: { successor: UnitId; share: 'whole' | 'part'; from: Day }[]
  cell(field: 'id' | 'name' | 'level' | 'parent' | 'successor'): Cell
}

export type Standing = { state: Unit; name: string }

export async function standingUnits(db: Database): Promise<Map<UnitId, Standing>> {
  const rows = await db.selectFrom('unit').select(['id', 'state', 'name']).execute()
  return new Map(rows.map(({ id, state, name }) => [id, { state, name }]))
}

type Change = { unit: ToldUnit; steps: { on: Day; request: UnitRequest; cell: Cell }[]; name?: string }

const SEALED = '\0name'
const BATCH = 500

/**
 * Enters units that are new and what has changed of others. `from` is the day from which changed names and
 * parents hold: a list of units does not say it.
 */
export async function enterUnits(
  entering: Entering,
  told: readonly ToldUnit[],
  from: Day | undefined,
): Promise<Count> {
  const { db, faults, now, dry } = entering
  const standing = await standingUnits(db)
  const inOrder = parentsFirst(told, standing, entering)
  const changes: Change[] = []
  for (const unit of inOrder) {
    const there = standing.get(unit.id)
    const change = there ? changeOf(unit, there, from, entering) : begin(unit, dayOf(now))
    if (change && change.steps.length > 0) changes.push(change)
  }
  const unchanged = inOrder.length - changes.length
  let acts = 0
  if (dry || faults.count > 0) {
    acts = changes.reduce((sum, { steps }) => sum + steps.length, 0)
    return { subjects: changes.length, acts, unchanged }
  }
  for (let at = 0; at < changes.length; at += BATCH)
    acts += await keep(entering, changes.slice(at, at + BATCH))
  return { subjects: changes.length, acts, unchanged }
}

function begin(unit: ToldUnit, today: Day): Change {
  const { id, code, level, parent, from, until } = unit
  const on = until ?? from ?? today
  const cell = unit.cell('id')
  return {
    unit,
    name: unit.name,
    steps: [
      {
        on,
        cell,
        request: {
          do: 'establish',
          id,
          level,
          name: SEALED,
          ...(parent !== undefined && { parent }),
          ...(from !== undefined && { from }),
          ...(code !== undefined && { code }),
        },
      },
      ...ending(unit, undefined),
    ],
  }
}

/** That it ended, and what came after it, as far as the record does not know. */
function ending(unit: ToldUnit, state: Unit | undefined): Change['steps'] {
  const { until } = unit
  if (until === undefined) return []
  const steps: Change['steps'] = []
  if (state?.until === undefined)
    steps.push({ on: until, cell: unit.cell('id'), request: { do: 'abolish', until } })
  for (const heir of unit.successors) {
    if (state?.successors.some(({ successor }) => successor === heir.successor)) continue
    const on = laterOf(heir.from, until)
    steps.push({ on, cell: unit.cell('successor'), request: { do: 'succeed', ...heir } })
  }
  return steps
}

function changeOf(
  unit: ToldUnit,
  { state, name }: Standing,
  from: Day | undefined,
  { faults }: Entering,
): Change | undefined {
  if (state.level !== unit.level) {
    faults.add({ ...unit.cell('level'), code: 'level-differs', value: unit.level, hint: state.level })
    return undefined
  }
  const steps = ending(unit, state)
  const renamed = nameKey(name) !== nameKey(unit.name)
  const moved = unit.parent !== undefined && state.parents.at(-1)?.parent !== unit.parent
  if (!renamed && !moved) return { unit, steps }
  const cell = unit.cell(renamed ? 'name' : 'parent')
  const [value, hint] = renamed ? [unit.name, name] : [unit.parent!, state.parents.at(-1)?.parent ?? '']
  if (state.until !== undefined) {
    faults.add({ ...cell, code: 'unit-has-ended', value, hint: state.until })
    return undefined
  }
  if (from === undefined) {
    faults.add({ ...cell, code: 'change-needs-a-day', value, hint })
    return undefined
  }
  if (state.from !== undefined && from < addDays(state.from, 1)) {
    faults.add({ ...cell, code: 'day-too-early', value: from, hint: state.from })
    return undefined
  }
  if (renamed)
    steps.unshift({ on: from, cell: unit.cell('name'), request: { do: 'rename', from, name: SEALED } })
  if (moved)
    steps.unshift({
      on: from,
      cell: unit.cell('parent'),
      request: { do: 'move', from, parent: unit.parent! },
    })
  return { unit, steps, ...(renamed && { name: unit.name }) }
}

async function keep({ db, master, faults, now }: Entering, changes: readonly Change[]): Promise<number> {
  const subjects = changes.map(({ unit }) => `unit/${unit.id}`)
  const earlier = await bodiesOf(db, subjects)
  const keys = await caseKeys(db, master, [...earlier.keys()])
  const written: Written<Unit, UnitFact>[] = []
  for (const { unit, steps, name } of changes) {
    const subject = `unit/${unit.id}`
    const before = earlier.get(subject)
    const key = before ? keys.get(subject) : newCaseKey(subject)
    const known = (before ?? []).map((body) => ({ act: { ...JSON.parse(body), t: now } as Act<UnitFact> }))
    const i = known.filter(({ act }) => 'name' in act).length
    const words: Words[] = name === undefined ? [] : [{ kind: 'name', i, text: name, public: true }]
    if (!key) throw new Error(`${subject} has no key for its name`)
    const commands = steps.map(({ on, request }): Command<UnitRequest> => {
      const asked = 'name' in request ? { ...request, name: commitmentTo(key, words[0]!) } : request
      return { ...asked, actor: system, day: on, src: 'import' }
    })
    const decided = decideAll(units, unit.id, known, commands, now)
    if ('refusal' in decided) {
      faults.add({ ...steps[decided.command]!.cell, code: 'rule', value: decided.refusal })
      continue
    }
    written.push({ id: unit.id, state: decided.state!, acts: decided.acts, key, isNew: !before, words })
  }
  await write(db, master, units, written)
  return written.reduce((sum, { acts }) => sum + acts.length, 0)
}
