/** For tests: plays requests through a feature's rules, as the hall does, and gives the acts that come of them. */

import { type Act, type Decider, dayOfAct, type Entry } from '../act.ts'
import { type Day, startOf } from '../day.ts'
import type { Actor, By, UnitId } from '../people.ts'

/** What somebody asks, which may depend on what is known by then. */
export type Step<State, Request> = {
  ask: Request | ((state: State | undefined) => Request)
  actor: Actor
  /** The day on which it is done; from older books, the day they claim. */
  day: Day
  src?: 'import'
}

export type Played<State, Fact extends { kind: string }> = {
  acts: Act<Fact>[]
  /** What the rules said to each step: a kind of act, or a refusal. */
  said: string[]
  state: State | undefined
}

/** Someone whose office reaches these units; every unit, when none is named. */
export const actor = (by: By, ...units: UnitId[]): Actor => ({
  by,
  reaches: (unit) => units.length === 0 || units.includes(unit),
})

/** A stand-in for a digest or a key of 32 bytes, different for each number. */
export const digest = (n: number): string => `${String(n).padStart(42, '0')}A`

/** Where the n-th act of a subject is entered. */
export const entryOf = (n: number): Entry => ({ index: 100 + n, hash: () => digest(n) })

export function play<State, Request extends object, Fact extends { kind: string }, Refusal extends string>(
  rules: Decider<State, Request, Fact, Refusal>,
  subject: string,
  steps: readonly Step<State, Request>[],
): Played<State, Fact> {
  const acts: Act<Fact>[] = []
  const said: string[] = []
  let state: State | undefined
  for (const { ask, actor, day, src } of steps) {
    const request = typeof ask === 'function' ? ask(state) : ask
    const decision = rules.decide(state, { ...request, actor, day, ...(src && { src }) })
    if ('refusal' in decision) {
      said.push(decision.refusal)
      continue
    }
    for (const fact of decision.facts) {
      const n = acts.length + 1
      // What books claim is entered long after the day they claim.
      const when = src ? { t: startOf('2027-06-01'), on: day, src } : { t: startOf(day) + 9 * 3600 }
      const act: Act<Fact> = {
        ...fact,
        subject,
        n,
        unit: rules.unitOf(state, request),
        by: actor.by,
        ...when,
      }
      acts.push(act)
      state = rules.evolve(state, act, entryOf(n))
      said.push(fact.kind)
    }
  }
  return { acts, said, state }
}

/** Asks the rules again what each act answers, as the auditor does; the acts that they would not say again. */
export function notSaidAgain<
  State,
  Request extends object,
  Fact extends { kind: string },
  Refusal extends string,
>(
  rules: Decider<State, Request, Fact, Refusal>,
  acts: readonly Act<Fact>[],
  who: (by: By) => Actor,
): Act<Fact>[] {
  let state: State | undefined
  return acts.filter((act) => {
    const request = rules.requestOf(act)
    const day = dayOfAct(act)
    const { src } = act
    const decision = rules.decide(state, { ...request, actor: who(act.by), day, ...(src && { src }) })
    const unit = rules.unitOf(state, request)
    state = rules.evolve(state, act, entryOf(act.n))
    return 'refusal' in decision || unit !== act.unit || !sameFact(act, decision.facts)
  })
}

const envelope = new Set(['subject', 'n', 'unit', 'by', 't', 'on', 'src'])

function sameFact(act: object, facts: readonly object[]): boolean {
  const plain = (fact: object) =>
    JSON.stringify(
      Object.entries(fact)
        .filter(([name]) => !envelope.has(name))
        .sort(),
    )
  return facts.length === 1 && plain(act) === plain(facts[0]!)
}
