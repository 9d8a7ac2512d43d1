/**
 * Figures belong to a checkpoint, and nothing but a newer one can change them: what one visitor's page read is kept for
 * the next, until the record grows. What people said is never kept here: it may be erased at any moment.
 */

import type { Day } from '@goc/domain/day.ts'
import type { CheckpointView, Readers } from './read.ts'

/** The newest checkpoint is looked up again after this, or as soon as there is another `generation`. */
const OLDEST_MS = 1_000
/** How many units' figures are kept at most; a province's breakdown is one for each place in it. */
const MOST = 5_000
/** A question that is longer was not asked by a page of ours. */
const LONGEST = 200

type Answers = { weight: number; by: Map<string, Promise<unknown>> }
type Kept = { head: CheckpointView | undefined; today: Day; answers: Answers }
type Looked = { until: number; generation: number; kept: Promise<Kept> }

const looked = new WeakMap<Readers, Looked>()

async function look(read: Readers, today: Day, before: Promise<Kept> | undefined): Promise<Kept> {
  const [head, old] = await Promise.all([read.checkpoint(), before?.catch(() => undefined)])
  const same = old?.head !== undefined && old.head.root === head?.root && old.today === today
  return { head, today, answers: same ? old.answers : { weight: 0, by: new Map() } }
}

function keptNow(read: Readers, today: Day, generation: number): Promise<Kept> {
  const last = looked.get(read)
  if (last && last.generation === generation && last.until > Date.now()) return last.kept
  const kept = look(read, today, last?.kept)
  looked.set(read, { until: Date.now() + OLDEST_MS, generation, kept })
  kept.catch(() => looked.delete(read))
  return kept
}

/** Readers that remember. `generation` is another one whenever the record has grown. */
export function keeping(read: Readers, today: Day, generation: number): Readers {
  function keep<Args extends unknown[], Answer>(name: string, ask: (...args: Args) => Promise<Answer>) {
    return async (...args: Args): Promise<Answer> => {
      const key = `${name} ${JSON.stringify(args)}`
      const { head, answers } = await keptNow(read, today, generation)
      if (!head || key.length > LONGEST) return ask(...args)
      const found = answers.by.get(key) as Promise<Answer> | undefined
      if (found) return found
      const answer = ask(...args)
      answers.by.set(key, answer)
      answer.then(
        (value) => weigh(answers, Array.isArray(value) ? value.length : 1),
        () => answers.by.delete(key),
      )
      return answer
    }
  }

  return {
    ...read,
    checkpoint: async () => (await keptNow(read, today, generation)).head,
    claim: keep('claim', read.claim),
    breakdown: keep('breakdown', read.breakdown),
    root: keep('root', read.root),
    unit: keep('unit', read.unit),
    children: keep('children', read.children),
    units: keep('units', read.units),
    years: keep('years', read.years),
    isDemo: keep('isDemo', read.isDemo),
  }
}

/** Begins anew when too much is kept: it is quickly read again. */
function weigh(answers: Answers, weight: number): void {
  answers.weight += weight
  if (answers.weight <= MOST) return
  answers.by.clear()
  answers.weight = 0
}
