/**
 * Acts, and the shape that every feature's rules share.
 *
 *   command = request + who and when          "may this be done?"
 *   act     = fact + who, when, about what    "this was done"
 */

import { type Day, dayOf, type Moment } from './day.ts'
import type { Actor, By, UnitId } from './people.ts'

/** One entry of the public record: added once, never changed, free of anyone's private words. */
export type Act<Fact extends { kind: string } = { kind: string }> = Fact & {
  subject: string
  /** Counts the acts on one subject, from 1. */
  n: number
  unit: UnitId
  by: By
  /** When the sequencer entered it, in Unix seconds; never decreasing along the record. */
  t: Moment
  /** The day that older books claim for it; only with `src`. */
  on?: Day
  src?: 'import'
}

/** An act that waits for the sequencer: everything but its time. */
export type PendingAct<Fact extends { kind: string } = { kind: string }> = Omit<Act<Fact>, 't'> & {
  t?: Moment
}

/** The day on which an act counts: the one that the books claim, else the one on which it was entered. */
export const dayOfAct = (act: { t: Moment; on?: Day }): Day => act.on ?? dayOf(act.t)

/** Where the record holds an act. `hash` is its leaf hash in base64url, worked out when asked for. */
export type Entry = { index: number; hash(): string }

/** An act as its author signed it: before the sequencer gave it its time. */
export const asSigned = ({ t: _, ...act }: Act): Omit<Act, 't'> => act

/** A request with who asks, and the day on which it is done. */
export type Command<Request> = Request & {
  actor: Actor
  day: Day
  src?: 'import'
}

export type Decision<Fact, Refusal extends string> = { facts: Fact[] } | { refusal: Refusal }

export const accept = <Fact>(...facts: Fact[]): { facts: Fact[] } => ({ facts })
export const refuse = <Refusal extends string>(refusal: Refusal): { refusal: Refusal } => ({ refusal })

/** `decide` holds the rules; `evolve` only remembers. Neither reads a clock, a file or a database. */
export type Decider<State, Request, Fact extends { kind: string }, Refusal extends string> = {
  /** The unit that an act on this subject belongs to. */
  unitOf(state: State | undefined, request: Request): UnitId
  decide(state: State | undefined, command: Command<Request>): Decision<Fact, Refusal>
  evolve(state: State | undefined, act: Act<Fact>, entry?: Entry): State
  /** The request that an act answers: the auditor asks the rules again and must hear the same fact. */
  requestOf(act: Act<Fact>): Request
  /** The public key that the signature of an act must be of; absent where nobody signs. */
  keyOf?(state: State | undefined, act: Act<Fact>): string | undefined
}
