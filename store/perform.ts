/** The one way anything changes. Every feature's every change passes through here. */

import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Act, asSigned } from '@goc/domain/act.ts'
import { type Day, dayOf, type Moment } from '@goc/domain/day.ts'
import type { Actor } from '@goc/domain/people.ts'
import { fromBase64url } from '@goc/record/bytes.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { actMessage } from '@goc/record/receipt.ts'
import { append, decideAll, type Feature, type Recalled, remembered } from './append.ts'
import { now } from './clock.ts'
import type { Database, Store } from './database.ts'
import { originOf } from './identity.ts'

export type Options = {
  /** The clock; only the day of it reaches the rules. */
  now?: () => Moment
  /** The asker's own id of this request: when it comes again, the first answer is given again. */
  requestId?: string
  /** An act from older books, and the day that they claim for it. */
  books?: { on: Day }
}

/** What was done, as the ids of its acts (see `entriesOf` in record.ts), or why not. */
export type Outcome<Refusal extends string> =
  | { acts: number[] }
  | { refusal: Refusal | 'signature-does-not-hold' }

const RECORD_MUST_MOVE_WITHIN = 30_000

/**
 * Recall, decide, append, show: in one transaction. When two act on the same subject at once, the rules are
 * asked again about the later one. An act counts on the day that the sequencer gives it; so an act on a subject
 * whose last act still waits for its day waits with it, a fraction of a second.
 */
export async function perform<State, Request, Fact extends { kind: string }, Refusal extends string>(
  store: Store,
  feature: Feature<State, Request, Fact, Refusal>,
  id: string,
  actor: Actor,
  request: Request,
  options: Options = {},
): Promise<Outcome<Refusal>> {
  const subject = `${feature.name}/${id}`
  const requested = options.requestId
    ? createHash('sha256').update(`${subject}\n${options.requestId}`).digest()
    : undefined
  const t = (options.now ?? now)()

  const attempt = async (db: Database): Promise<Outcome<Refusal> | 'wait'> => {
    if (requested) {
      const earlier = await db
        .selectFrom('act')
        .select('id')
        .where('request', '=', requested)
        .executeTakeFirst()
      if (earlier) return { acts: [earlier.id] }
    }
    const known = await recall<Fact>(db, subject, t)
    // A receipt speaks of an answer by its place in the record: that place must be known.
    const settled = (one: Recalled<Fact>) => one.entry || (one.act.on !== undefined && actor.by !== 'citizen')
    if (!known.every(settled)) return 'wait'

    const { on } = options.books ?? {}
    const command = { ...request, actor, day: on ?? dayOf(t), ...(on && { src: 'import' as const }) }
    const decided = decideAll(feature, id, known, [command], t)
    if ('refusal' in decided) return { refusal: decided.refusal }
    if (!(await signaturesHold(db, known, decided.acts))) return { refusal: 'signature-does-not-hold' }

    const acts = await append(db, decided.acts, requested)
    if (decided.state) await feature.show(db, [{ id, state: decided.state, acts: decided.acts }])
    return { acts }
  }

  for (const deadline = Date.now() + RECORD_MUST_MOVE_WITHIN; ; ) {
    try {
      const outcome = await store.db.transaction().execute(attempt)
      if (outcome !== 'wait') return outcome
      if (Date.now() > deadline) throw new Error(`the sequencer has not entered the last act on ${subject}`)
      await sleep(25)
    } catch (error) {
      if (!isCollision(error)) throw error
    }
  }
}

/** The acts on a subject, in their order. One that is not entered yet is given the moment `t`. */
export async function recall<Fact extends { kind: string }>(
  db: Database,
  subject: string,
  t: Moment,
): Promise<Recalled<Fact>[]> {
  const rows = await db
    .selectFrom('act')
    .leftJoin('entry', 'entry.actId', 'act.id')
    .select(['body', 'entry.index', 'entry.t', 'entry.leaf'])
    .where('subject', '=', subject)
    .orderBy('n')
    .execute()
  return rows.map(({ t: enteredAt, ...row }) => remembered<Fact>({ ...row, t: enteredAt ?? t }))
}

/** Acts that carry a signature are the receipt's own: the office has no such key (record.md §4.3). */
async function signaturesHold<Fact extends { kind: string }>(
  db: Database,
  known: readonly Recalled<Fact>[],
  acts: readonly Act<Fact>[],
): Promise<boolean> {
  const signed = acts.filter((act): act is Act<Fact> & { sig: string } => 'sig' in act)
  if (signed.length === 0) return true
  const key = (known[0]?.act as { key?: string } | undefined)?.key
  const origin = await originOf(db)
  return signed.every(
    (act) =>
      key && verifyEd25519(fromBase64url(key), actMessage(origin, asSigned(act)), fromBase64url(act.sig)),
  )
}

const isCollision = (error: unknown): boolean =>
  ['act_subject_n_key', 'act_request_key'].includes((error as { constraint?: string }).constraint ?? '')
