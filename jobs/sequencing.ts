/** The loop that keeps the record moving: at once when idle, else once a period (record.md §2.1). */

import { setTimeout as sleep } from 'node:timers/promises'
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

/** Milliseconds between batches under load. */
const PERIOD = 200

export function startSequencing(
  sequencer: Sequencer,
  { period = PERIOD, log = console.error }: { period?: number; log?: (line: string) => void } = {},
): Sequencing {
  let stopped = false
  let trouble: Error | undefined
  let called: () => void = () => undefined

  const ended = (async () => {
    let lastBatch = 0
    while (!stopped) {
      let worked = false
      try {
        const batch = await sequencer.step()
        worked = typeof batch === 'object'
        if (worked) lastBatch = Date.now()
        trouble = undefined
      } catch (error) {
        if (trouble?.message !== (error as Error).message) log(`sequencer: ${(error as Error).message}`)
        trouble = error as Error
        // A person must act first. Look again now and then: catch-up may run beside us.
        if (error instanceof RecordBehind) await nap(5_000)
      }
      const rest = worked ? period - (Date.now() - lastBatch) : period
      if (!stopped && rest > 0) await nap(rest, !worked && !trouble)
    }
  })()

  /** Rests; a call ends it early where `mayBeWoken`. */
  async function nap(ms: number, mayBeWoken = false): Promise<void> {
    const wait = new AbortController()
    const woken = new Promise<void>((resolve) => {
      called = () => resolve()
    })
    await Promise.race([
      sleep(ms, undefined, { signal: wait.signal }).catch(() => undefined),
      mayBeWoken || stopped
        ? woken
        : new Promise<void>((resolve) => {
            if (stopped) resolve()
          }),
    ])
    wait.abort()
  }

  return {
    wake: () => called(),
    get trouble() {
      return trouble
    },
    async stop() {
      stopped = true
      called()
      await ended
    },
  }
}
