/** Keeps reading acts for those who asked to be told, and makes the morning's digests. */

import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '@goc/store/clock.ts'
import type { Store } from '@goc/store/database.ts'
import { makeDigests } from '@goc/store/notices/digests.ts'
import { readSteps } from '@goc/store/notices/steps.ts'
import { forgetUnconfirmed } from '@goc/store/notices/subscriptions.ts'
import type { Published } from '@goc/store/waiting.ts'

export type ReadingOptions = {
  store: Store
  published: Pick<Published, 'onPublished'>
  /** Whether there is a way to send digests. */
  digests: boolean
  /** Called when there is something to send. */
  made: () => void
  log: (line: string) => void
  clock?: () => number
}

/** Milliseconds between looks when nothing is published: news of it can be lost with a connection. */
const PERIOD = 5_000
const SWEEP_EVERY = 3_600

export function startReading(options: ReadingOptions): { stop(): Promise<void> } {
  const { store, published, digests, made, log, clock = now } = options
  const stopped = new AbortController()
  let wake = new AbortController()
  let said = ''
  let sweptAt = 0
  const off = published.onPublished(() => wake.abort())

  async function step(): Promise<boolean> {
    const t = clock()
    const read = await readSteps(store, t)
    const morning = digests ? await makeDigests(store.db, t) : 0
    if (read.made + morning > 0) made()
    if (t - sweptAt >= SWEEP_EVERY) {
      sweptAt = t
      await forgetUnconfirmed({ store, now: clock })
    }
    return read.more
  }

  const ended = (async () => {
    while (!stopped.signal.aborted) {
      wake = new AbortController()
      try {
        if (await step()) continue
        said = ''
      } catch (error) {
        const line = `notices: ${(error as Error).message}`
        if (line !== said) log(line)
        said = line
      }
      const signal = AbortSignal.any([stopped.signal, wake.signal])
      await sleep(PERIOD, undefined, { signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      off()
      stopped.abort()
      await ended
    },
  }
}
