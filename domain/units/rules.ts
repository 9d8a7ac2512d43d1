/** When the tree of units may change. Who decides it is the law; the platform only keeps what was decided. */

import { accept, type Command, type Decider, type Decision, refuse } from '../act.ts'
import type { Day } from '../day.ts'
import { holds, type UnitId } from '../people.ts'
import type { UnitAct, UnitFact, UnitKind } from './acts.ts'

export type UnitRequest =
  | { do: 'establish'; id: UnitId; level: UnitKind; parent?: UnitId; from?: Day; code?: string; name: string }
  | { do: 'rename'; from: Day; name: string }
  | { do: 'move'; from: Day; parent: UnitId }
  | { do: 'abolish'; until: Day }
  | { do: 'succeed'; successor: UnitId; share: 'whole' | 'part'; from: Day }

export type UnitRefusal =
  | 'unit-already-established'
  | 'no-such-unit'
  | 'only-the-administrator-of-units'
  | 'unit-has-ended'
  | 'unit-cannot-be-its-own-parent'
  | 'unit-has-not-ended'

export type Unit = {
  id: UnitId
  code: string
  level: UnitKind
  from?: Day
  /** Its last day, once it is known. */
  until?: Day
  /** Who it belongs to, each from a day on; the first without a day. */
  parents: { parent: UnitId; from?: Day }[]
  names: { name: string; from?: Day }[]
  successors: { successor: UnitId; share: 'whole' | 'part'; from: Day }[]
}

function whyNot(unit: Unit | undefined, command: Command<UnitRequest>): UnitRefusal | undefined {
  const fromBooks = command.src === 'import' && command.actor.by === 'system'
  const mayKeepTheTree = (id: UnitId) => fromBooks || holds(command.actor, ['admin'], id)
  if (command.do === 'establish') {
    if (!mayKeepTheTree(command.id)) return 'only-the-administrator-of-units'
    if (unit) return 'unit-already-established'
    return command.parent === command.id ? 'unit-cannot-be-its-own-parent' : undefined
  }
  if (!unit) return 'no-such-unit'
  if (!mayKeepTheTree(unit.id)) return 'only-the-administrator-of-units'
  switch (command.do) {
    case 'rename':
      return unit.until ? 'unit-has-ended' : undefined
    case 'move':
      if (unit.until) return 'unit-has-ended'
      return command.parent === unit.id ? 'unit-cannot-be-its-own-parent' : undefined
    case 'abolish':
      return unit.until ? 'unit-has-ended' : undefined
    case 'succeed':
      return unit.until ? undefined : 'unit-has-not-ended'
  }
}

const unitOf = (unit: Unit | undefined, request: UnitRequest): UnitId =>
  request.do === 'establish' ? request.id : (unit?.id ?? '')

function decide(unit: Unit | undefined, command: Command<UnitRequest>): Decision<UnitFact, UnitRefusal> {
  const reason = whyNot(unit, command)
  if (reason) return refuse(reason)
  switch (command.do) {
    case 'establish': {
      const { level, parent, from, code, name } = command
      return accept({
        kind: 'unit.established',
        level,
        ...(parent !== undefined && { parent }),
        ...(from !== undefined && { from }),
        ...(code !== undefined && { code }),
        name,
      })
    }
    case 'rename':
      return accept({ kind: 'unit.renamed', from: command.from, name: command.name })
    case 'move':
      return accept({ kind: 'unit.moved', from: command.from, parent: command.parent })
    case 'abolish':
      return accept({ kind: 'unit.abolished', until: command.until })
    case 'succeed': {
      const { successor, share, from } = command
      return accept({ kind: 'unit.succeeded', successor, share, from })
    }
  }
}

function evolve(unit: Unit | undefined, act: UnitAct): Unit {
  if (act.kind === 'unit.established') {
    const { unit: id, level, parent, from, code, name } = act
    return {
      id,
      code: code ?? id,
      level,
      ...(from !== undefined && { from }),
      parents: parent === undefined ? [] : [{ parent }],
      names: [{ name }],
      successors: [],
    }
  }
  if (!unit) throw new Error(`${act.subject}: ${act.kind} before unit.established`)
  switch (act.kind) {
    case 'unit.renamed':
      return { ...unit, names: [...unit.names, { name: act.name, from: act.from }] }
    case 'unit.moved':
      return { ...unit, parents: [...unit.parents, { parent: act.parent, from: act.from }] }
    case 'unit.abolished':
      return { ...unit, until: act.until }
    case 'unit.succeeded': {
      const { successor, share, from } = act
      return { ...unit, successors: [...unit.successors, { successor, share, from }] }
    }
  }
}

function requestOf(act: UnitAct): UnitRequest {
  switch (act.kind) {
    case 'unit.established': {
      const { unit: id, level, parent, from, code, name } = act
      return {
        do: 'establish',
        id,
        level,
        ...(parent !== undefined && { parent }),
        ...(from !== undefined && { from }),
        ...(code !== undefined && { code }),
        name,
      }
    }
    case 'unit.renamed':
      return { do: 'rename', from: act.from, name: act.name }
    case 'unit.moved':
      return { do: 'move', from: act.from, parent: act.parent }
    case 'unit.abolished':
      return { do: 'abolish', until: act.until }
    case 'unit.succeeded':
      return { do: 'succeed', successor: act.successor, share: act.share, from: act.from }
  }
}

export const unitRules: Decider<Unit, UnitRequest, UnitFact, UnitRefusal> = {
  unitOf,
  decide,
  evolve,
  requestOf,
}
