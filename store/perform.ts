/** The one way anything changes. Every feature's every change passes through here. */

import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { asSigned } from '@goc/domain/act.ts'
import { type Day, dayOf, type Moment } from '@goc/domain/day.ts'
import type { Actor } from '@goc/domain/people.ts'
import { fromBase64url } from '@goc/record/bytes.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { actMessage } from '@goc/record/receipt.ts'
import { append, decideAll, type Feature, type SignedAct } from './append.ts'
import { now } from './clock.ts'
import type { Database, Store } from './database.ts'
import { holdDay } from './day.ts'
import { originOf } from './identity.ts'
import { recall } from './recall.ts'

export type Options = {
  /** The clock; only the day of it reaches the rules. */
  now?: () => Moment
  /** The asker's own id of this request: when it comes again, the first answer is given again. */
  requestId?: string
  /** An act from older books, and the day that they claim for it. It knows no `requestId`. */
  books?: { on: Day }
  /** Done in the same transaction once the rules have allowed it: what is kept beside the record, such as letters. */
  along?: (db: Database) => Promise<unknown>
}

/** A request, or how it is made from the moment and from what is known by then. */
export type Asked<State, Request> = Request | ((t: Moment, state: State | undefined) => Request)

/** What was done, as the ids of its acts (see `entriesOf` in record.ts), or why not. */
export type Outcome<Refusal extends string> =
  | { acts: number[] }
  | { refusal: Refusal | 'signature-does-not-hold' }

const RECORD_MUST_MOVE_WITHIN = 30_000

/**
 * Recall, decide, append, show: in one transaction. When two act on the same subject at once, the rules are
 * asked again about the later one. An act counts on the record's day (day.ts): in the moments after midnight it waits
 * for that day to turn.
 */
export async function perform<
  State,
  Request extends object,
  Fact extends { kind: string },
  Refusal extends string,
>(
  store: Store,
  feature: Feature<State, Request, Fact, Refusal>,
  id: string,
  actor: Actor,
  asked: Asked<State, Request>,
  options: Options = {},
): Promise<Outcome<Refusal>> {
  const subject = `${feature.name}/${id}`
  const requested = options.requestId
    ? createHash('sha256').update(`${subject}\n${options.requestId}`).digest()
    : undefined
  const clock = (options.now ?? now)()

  const attempt = async (db: Database): Promise<Outcome<Refusal> | 'wait'> => {
    // Books bring their own day.
    const held = options.books ? { t: clock, earlier: undefined } : await holdDay(db, clock, requested)
    if (held.earlier !== undefined) return { acts: [held.earlier] }
    const { t } = held
    if (t === undefined) return 'wait'
    const known = await recall<Fact>(db, [subject], t)
    // A receipt speaks of an answer by its place in the record: that place must be known.
    if (actor.by === 'citizen' && !known.every(({ entry }) => entry)) return 'wait'

    const { on } = options.books ?? {}
    const request =
      typeof asked === 'function'
        ? asked(
            t,
            known.reduce<State | undefined>(
              (so, { act, entry }) => feature.rules.evolve(so, act, entry),
              undefined,
            ),
          )
        : asked
    const command = { ...request, actor, day: on ?? dayOf(t), ...(on && { src: 'import' as const }) }
    const decided = decideAll(feature, id, known, [command], t)
    if ('refusal' in decided) return { refusal: decided.refusal }
    if (!(await signaturesHold(db, decided.signed))) return { refusal: 'signature-does-not-hold' }

    await options.along?.(db)
    const acts = await append(db, decided.acts, requested)
    if (decided.state) await feature.show(db, [{ id, state: decided.state, acts: decided.acts }])
    return { acts }
  }

  for (const deadline = Date.now() + RECORD_MUST_MOVE_WITHIN; ; ) {
    try {
      const outcome = await store.db.transaction().execute(attempt)
      if (outcome !== 'wait') {
        if ('acts' in outcome) store.kept?.()
        return outcome
      }
      if (Date.now() > deadline) throw new Error(`the record has not moved on for ${subject}`)
      await sleep(25)
    } catch (error) {
      if (!isCollision(error)) throw error
    }
  }
}

/** Acts that carry a signature are the receipt's own: the office has no such key (record.md §4.3). */
async function signaturesHold(db: Database, signed: readonly SignedAct[]): Promise<boolean> {
  if (signed.length === 0) return true
  const origin = await originOf(db)
  return signed.every(
    ({ act, key }) =>
      key && verifyEd25519(fromBase64url(key), actMessage(origin, asSigned(act)), fromBase64url(act.sig)),
  )
}

const isCollision = (error: unknown): boolean =>
  ['act_subject_n_key', 'act_request_key'].includes((error as { constraint?: string }).constraint ?? '')
