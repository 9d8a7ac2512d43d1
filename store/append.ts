/** How acts are made from what the rules said, and how they are kept. Every act passes here. */

import type { Act, Command, Decider, PendingAct } from '@goc/domain/act.ts'
import { dayOf } from '@goc/domain/day.ts'
import { assertLeaf } from '@goc/domain/leaf.ts'
import { canonicalize } from '@goc/record/canonical.ts'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import type { Recalled } from './recall.ts'

/** A feature as the hall needs it: its rules, and how its states are laid out for pages to read. */
export type Feature<State, Request, Fact extends { kind: string }, Refusal extends string> = {
  /** The first half of its subjects: `opinion` of `opinion/YK00001`. */
  name: string
  rules: Decider<State, Request, Fact, Refusal>
  show(db: Database, changes: Change<State, Fact>[]): Promise<void>
}

/** One subject after some acts: its state, and those acts. */
export type Change<State, Fact extends { kind: string }> = { id: string; state: State; acts: Act<Fact>[] }

/** An act that carries a signature, and the key that it must be of; without a key nobody can have signed it. */
export type SignedAct = { act: Act & { sig: string }; key: string | undefined }

/** What came of asking the rules in turn: everything, or the first refusal and whose it was. */
export type Decided<State, Fact extends { kind: string }, Refusal extends string> =
  | { state: State | undefined; acts: Act<Fact>[]; signed: SignedAct[] }
  | { refusal: Refusal; command: number }

/**
 * Asks the rules about each command in turn, each on the state that the ones before have left.
 * `t` is the moment that the acts are taken to have until the sequencer gives them theirs.
 */
export function decideAll<State, Request, Fact extends { kind: string }, Refusal extends string>(
  { name, rules }: Feature<State, Request, Fact, Refusal>,
  id: string,
  known: readonly Recalled<Fact>[],
  commands: readonly Command<Request>[],
  t: number,
): Decided<State, Fact, Refusal> {
  let state: State | undefined
  for (const { act, entry } of known) state = rules.evolve(state, act, entry)

  const acts: Act<Fact>[] = []
  const signed: SignedAct[] = []
  for (const [index, command] of commands.entries()) {
    const decision = rules.decide(state, command)
    if ('refusal' in decision) return { refusal: decision.refusal, command: index }
    for (const fact of decision.facts) {
      const act: Act<Fact> = {
        ...fact,
        subject: `${name}/${id}`,
        n: known.length + acts.length + 1,
        unit: rules.unitOf(state, command),
        by: command.actor.by,
        t,
        ...(command.src && { on: command.day, src: command.src }),
      }
      if ('sig' in act) signed.push({ act: act as SignedAct['act'], key: rules.keyOf?.(state, act) })
      acts.push(act)
      state = rules.evolve(state, act)
    }
  }
  return { state, acts, signed }
}

/** The bytes that an act is kept as: its leaf without the time. Throws when that would be no valid leaf. */
export function bodyOf({ t: _, ...act }: Act): string {
  assertLeaf(act as PendingAct)
  return canonicalize(act)
}

/**
 * Adds acts and their pending leaves; gives their ids in the same order. `request` marks the first of them. An act
 * that claims no day of its own will be entered on the day of its `t` (day.ts).
 */
export async function append(db: Database, acts: readonly Act[], request?: Buffer): Promise<number[]> {
  const subjects = acts.map((act) => act.subject)
  const ns = acts.map((act) => act.n)
  const bodies = acts.map(bodyOf)
  const requests = acts.map((_, i) => (i === 0 ? (request ?? null) : null))
  const days = acts.map(({ on, t }) => (on === undefined ? dayOf(t) : null))
  const { rows } = await sql<{ actId: number }>`
    with added as (
      insert into act (subject, n, body, request)
      select * from unnest(${subjects}::text[], ${ns}::int[], ${bodies}::text[], ${requests}::bytea[])
      returning id, subject, n)
    insert into pending (act_id, day)
    select id, day from added
      join unnest(${subjects}::text[], ${ns}::int[], ${days}::date[]) as kept (subject, n, day) using (subject, n)
     order by id
    returning act_id`.execute(db)
  return rows.map((row) => row.actId)
}
