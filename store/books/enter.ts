/** Turns rows of the books into acts by the rules, and keeps of them what the record does not hold yet. */

import type { Command } from '@goc/domain/act.ts'
import type { Day, Moment } from '@goc/domain/day.ts'
import { system } from '@goc/domain/people.ts'
import { bodyOf, decideAll, type Feature } from '../append.ts'
import type { Database } from '../database.ts'
import type { MasterKeys } from '../keys.ts'
import { caseKeys, commitmentTo, newCaseKey, type Words } from '../letters.ts'
import type { Fault, Faults } from './fault.ts'
import { bodiesOf, openWords, type Written, withoutWords, write } from './write.ts'

export type Cell = Pick<Fault, 'file' | 'line' | 'column'>
export type Step<Request> = { on: Day; request: Request; at: Cell }

/** One subject as the books tell of it. */
export type Told<Request> = {
  id: string
  at: Cell
  words: Words[]
  /** Its whole history. `sealed` gives the commitment to one of its words. */
  steps(sealed: (kind: string, i?: number) => string): Step<Request>[]
  /** For those who may read letters; the record does not speak of it. */
  note?: string
}

export type Entering = {
  db: Database
  master: MasterKeys
  faults: Faults
  now: Moment
  /** Whether it is only asked what would happen. */
  dry: boolean
}

export type Count = { subjects: number; acts: number; unchanged: number }

/** Stands for words that were erased: nobody can make their commitment again. */
const ERASED = 'A'.repeat(43)

/**
 * What is told again must be what was told: then nothing is done, or only what has come since is added. Whatever
 * Gốc has come to know in the meantime stays.
 */
export async function enter<State, Request, Fact extends { kind: string }, Refusal extends string>(
  { db, master, faults, now, dry }: Entering,
  feature: Feature<State, Request, Fact, Refusal>,
  told: readonly Told<Request>[],
): Promise<Count> {
  const subjectOf = ({ id }: Told<Request>) => `${feature.name}/${id}`
  const subjects = told.map(subjectOf)
  const earlier = await bodiesOf(db, subjects)
  const keys = await caseKeys(db, master, [...earlier.keys()])
  const written: Written<State, Fact>[] = []
  const opened: { commitment: string; text: string }[] = []
  let unchanged = 0

  for (const one of told) {
    const subject = subjectOf(one)
    const before = earlier.get(subject)
    const key = before ? keys.get(subject) : newCaseKey(subject)
    const sealed = (kind: string, i = 0) => {
      const words = one.words.find((letter) => letter.kind === kind && letter.i === i)
      if (!words) throw new Error(`${subject}: no ${kind} ${i}`)
      return key ? commitmentTo(key, words) : ERASED
    }
    const steps = one.steps(sealed)
    const commands = steps.map(
      ({ on, request }): Command<Request> => ({ ...request, actor: system, day: on, src: 'import' }),
    )
    const decided = decideAll(feature, one.id, [], commands, now)
    if ('refusal' in decided) {
      faults.add({ ...steps[decided.command]!.at, code: 'rule', value: decided.refusal })
      continue
    }
    const { state, acts } = decided
    const known = before?.length ?? 0
    const parted = firstDifference(before ?? [], acts, key !== undefined)
    if (parted !== undefined) {
      // The rules give one act for each step, so the act's place is the step's.
      const { at } = steps[parted] ?? one
      faults.add({ ...at, code: 'differs-from-earlier', value: subject })
      continue
    }
    // Words may be made public by a later import; never closed again.
    if (before && key)
      for (const letter of one.words)
        if (letter.public) opened.push({ commitment: commitmentTo(key, letter), text: letter.text })
    const added = acts.slice(known)
    if (added.length === 0) {
      unchanged++
      continue
    }
    const bodies = added.map(bodyOf).join('\n')
    const words = key ? one.words.filter((letter) => bodies.includes(commitmentTo(key, letter))) : []
    if (one.note !== undefined && key) words.push({ kind: 'note', i: known, text: one.note })
    written.push({ id: one.id, state: state!, acts: added, isNew: !before, words, ...(key && { key }) })
  }
  if (!dry && faults.count === 0) {
    await write(db, master, feature, written)
    await openWords(db, opened)
  }
  const acts = written.reduce((sum, one) => sum + one.acts.length, 0)
  return { subjects: written.length, acts, unchanged }
}

/** The place of the first act that was told otherwise before; undefined when one history goes on from the other. */
function firstDifference(
  before: readonly string[],
  acts: readonly Parameters<typeof bodyOf>[0][],
  readable: boolean,
): number | undefined {
  for (const [index, act] of acts.entries()) {
    const earlier = before[index]
    if (earlier === undefined) return undefined
    const same = readable
      ? bodyOf(act) === earlier
      : withoutWords(act) === withoutWords({ ...JSON.parse(earlier), t: 0 })
    if (!same) return index
  }
  return undefined
}

export const add = (a: Count, b: Count): Count => ({
  subjects: a.subjects + b.subjects,
  acts: a.acts + b.acts,
  unchanged: a.unchanged + b.unchanged,
})
export const none: Count = { subjects: 0, acts: 0, unchanged: 0 }
