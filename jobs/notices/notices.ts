/** Whoever asked to be told is told: reads acts, and sends what is due by every way there is. */

import type { Store } from '@goc/store/database.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import type { Published } from '@goc/store/waiting.ts'
import type { Carrier } from './carrier.ts'
import { type LoopOptions, startSending } from './loop.ts'
import { startReading } from './reading.ts'

export type Notices = { stop(): Promise<void> }

export type NoticesOptions = LoopOptions & {
  store: Store
  master: MasterKeys
  published: Pick<Published, 'onPublished'>
  carriers: readonly Carrier[]
}

/** Starts all of it. What is being sent when it is stopped is sent to its end. */
export function startNotices(options: NoticesOptions): Notices {
  const { carriers, ...rest } = options
  const loops = carriers.map((carrier) => startSending(carrier, rest))
  const reading = startReading({
    ...rest,
    digests: carriers.some(({ channel }) => channel === 'email'),
    made: () => {
      for (const loop of loops) loop.wake()
    },
  })
  return {
    async stop() {
      await reading.stop()
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
