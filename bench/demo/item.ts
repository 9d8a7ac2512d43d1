/** One subject on its way into the record: what is asked of the rules, how far it has come, and what it waits for. */

import { type Act, asSigned, type Command } from '@goc/domain/act.ts'
import { type Actor, system } from '@goc/domain/people.ts'
import { toBase64url, utf8 } from '@goc/record/bytes.ts'
import { signEd25519 } from '@goc/record/ed25519.node.ts'
import { actMessage } from '@goc/record/receipt.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import { type Change, decideAll, type Feature } from '@goc/store/append.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import { type CaseKey, type KeyRow, keyRow, type LetterRow, letterRow } from '@goc/store/letters.ts'
import type { Recalled } from '@goc/store/recall.ts'
import type { Told } from './tell.ts'

// Items of all features go through one pass, so the features' own types end here.
type Fact = { kind: string }
export type AnyFeature = Feature<unknown, object, Fact, string>

export type Item = {
  feature: AnyFeature
  subject: string
  told: Told<object>
  /** Its acts so far. */
  known: Recalled<Fact>[]
}

export type Fresh = {
  feature: AnyFeature
  change: Change<unknown, Fact>
  letters: LetterRow[]
  key?: KeyRow
}

export type With = { seed: string; origin: string; master: MasterKeys }

export function itemOf<Request>(feature: unknown, told: Told<Request>): Item {
  const any = feature as AnyFeature
  return { feature: any, subject: `${any.name}/${told.id}`, told: told as unknown as Told<object>, known: [] }
}

/** Each step makes one act, so the acts say how far it has come. */
export const isDone = ({ told, known }: Item): boolean => known.length >= told.steps.length

/** The answer that a receipt is about to speak of, when the record does not hold it yet. */
export function waitsFor({ told, known }: Item): Recalled<Fact> | undefined {
  const step = told.steps[known.length]
  const answer = step && 'speak' in step ? lastAnswer(known) : undefined
  return answer?.entry ? undefined : answer
}

const lastAnswer = (known: readonly Recalled<Fact>[]) =>
  known.findLast(({ act }) => act.kind === 'opinion.resolved')

const citizen: Actor = { by: 'citizen', reaches: () => false }

/** Goes as far as can be gone now; undefined when that is nowhere. */
export function advance(item: Item, { seed, origin, master }: With): Fresh | undefined {
  const { feature, subject, told, known } = item
  const caseKey = demoCaseKey(seed, subject)
  const isNew = known.length === 0
  const acts: Act[] = []
  const letters: LetterRow[] = []
  let state: unknown
  while (!isDone(item) && !waitsFor(item)) {
    const { on, words = [], ...step } = told.steps[known.length]!
    const rows = words.map((one) => letterRow(caseKey, one))
    const said = rows.map((row) => row.commitment)
    const signed = 'speak' in step
    const request = signed ? step.speak(said, speaksOf(known)) : step.ask(said)
    const command: Command<object> = { ...request, actor: signed ? citizen : system, day: on, src: 'import' }
    const decided = decideAll(feature, told.id, known, [command], 0)
    if ('refusal' in decided) throw new Error(`demo: ${subject}: ${decided.refusal}`)
    const act = decided.acts[0]! as Act & { sig?: string }
    if (signed) act.sig = toBase64url(signEd25519(told.receipt!, actMessage(origin, asSigned(act))))
    known.push({ act })
    acts.push(act)
    letters.push(...rows)
    state = decided.state
  }
  if (acts.length === 0) return undefined
  const change = { id: told.id, state, acts }
  return { feature, change, letters, ...(isNew && { key: keyRow(master, caseKey) }) }
}

function speaksOf(known: readonly Recalled<Fact>[]) {
  const { index, hash } = lastAnswer(known)!.entry!
  // The signature is over the act, which the rules have yet to make.
  return { n: known.length + 1, ref: index, refh: hash(), sig: '' }
}

/** It follows from the seed, so that the same words have the same commitments. What is private has a random one. */
const demoCaseKey = (seed: string, subject: string): CaseKey => ({
  subject,
  key: sha256(utf8(`${seed}\ncase\n${subject}`)),
})
