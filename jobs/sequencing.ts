/** The loop that keeps the record moving: at once when idle, else once a period (record.md §2.1). */

import { RecordBehind } from '@goc/store/ratchet.ts'
import type { Sequencer } from '@goc/store/sequencer.ts'

export type Sequencing = {
  /** Says that something may be pending; otherwise the loop looks once a period. */
  wake(): void
  /** Why nothing is being signed; undefined while the record moves. */
  readonly trouble: Error | undefined
  /** Ends after the batch under way. */
  stop(): Promise<void>
}

/** Milliseconds between batches under load, and between looks when idle. */
const PERIOD = 200
/** Milliseconds after which a record that a person must mend is looked at again. */
const MENDING = 5_000

export function startSequencing(
  sequencer: Sequencer,
  { period = PERIOD, log = console.error }: { period?: number; log?: (line: string) => void } = {},
): Sequencing {
  let stopped = false
  let trouble: Error | undefined
  let wakeUp: () => void = () => undefined

  /** Rests, unless stopped; being woken ends it only where it may. */
  function rest(ms: number, mayBeWoken: boolean): Promise<void> {
    if (stopped || ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(end, ms)
      wakeUp = () => {
        if (mayBeWoken || stopped) end()
      }
    })
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      const began = performance.now()
      try {
        const batch = await sequencer.step()
        trouble = undefined
        const worked = typeof batch === 'object'
        // A batch that came soon after the last waits for company; an idle record answers at once.
        await rest(worked ? period - (performance.now() - began) : period, !worked)
      } catch (error) {
        if (trouble?.message !== (error as Error).message) log(`sequencer: ${(error as Error).message}`)
        trouble = error as Error
        await rest(error instanceof RecordBehind ? MENDING : period, false)
      }
    }
  }

  const ended = loop()
  return {
    wake: () => wakeUp(),
    get trouble() {
      return trouble
    },
    async stop() {
      stopped = true
      wakeUp()
      await ended
    },
  }
}
