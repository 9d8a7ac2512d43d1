/** Sends what is due by one carrier, and rests ever longer while nothing goes that way. Other carriers do not wait for it. */

import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '@goc/store/clock.ts'
import type { Store } from '@goc/store/database.ts'
import type { MasterKeys } from '@goc/store/keys.ts'
import { countDigest } from '@goc/store/notices/digests.ts'
import { finish, type Taken, takeDue } from '@goc/store/notices/queue.ts'
import type { Carrier, Delivered } from './carrier.ts'
import { digestMessage, type Message, messageOf } from './words.ts'

export type LoopOptions = {
  store: Pick<Store, 'db'>
  master: MasterKeys
  /** The public address of the pages. */
  origin: string
  log: (line: string) => void
  /** Milliseconds between looks when idle, and the first rest after a failure. */
  period?: number
  clock?: () => number
}

export type Loop = { wake(): void; stop(): Promise<void> }

const PERIOD = 1_000
const LONGEST_REST = 300_000
/** Milliseconds for which what is being sent is waited for when all of it stops. */
const GRACE = 3_000

export function startSending(carrier: Carrier, options: LoopOptions): Loop {
  const { store, master, origin, log, period = PERIOD, clock = now } = options
  const stopped = new AbortController()
  let wake = new AbortController()
  let failures = 0
  let said = ''

  async function compose(taken: Taken): Promise<Message | undefined> {
    if (taken.about !== 'digest') return messageOf(taken, origin)
    const counts = await countDigest(store.db, taken.account, taken.day)
    const isQuiet = counts.today + counts.late + counts.disputed === 0
    return isQuiet ? undefined : digestMessage(counts, origin)
  }

  async function deliver(taken: Taken): Promise<Delivered> {
    const { key, address, lang, notice } = taken
    const message = await compose(taken)
    // Nothing to say is said by saying nothing.
    const delivered: Delivered = message
      ? await carrier.send({ key, address, lang, message })
      : { delivery: 'sent' }
    await finish(store, notice, delivered.delivery, clock())
    return delivered
  }

  /** Takes and sends once; gives whether there may be more. While it is down, one message tries the way. */
  async function step(): Promise<boolean> {
    const most = failures > 0 ? 1 : carrier.atOnce
    const taken = await takeDue({ store, master }, carrier.channel, most, clock())
    const delivered = await Promise.all(taken.map(deliver))
    const down = delivered.find(({ delivery }) => delivery === 'down')
    if (down) throw new Error(down.why ?? 'it is down')
    if (taken.length > 0) {
      failures = 0
      said = ''
    }
    return taken.length === most
  }

  const ended = (async () => {
    while (!stopped.signal.aborted) {
      wake = new AbortController()
      let rest = period
      try {
        rest = (await step()) ? 0 : period
      } catch (error) {
        failures++
        const line = `notices by ${carrier.channel}: ${(error as Error).message}`
        if (line !== said) log(line)
        said = line
        rest = Math.min(LONGEST_REST, period * 2 ** Math.min(failures - 1, 20))
      }
      if (rest === 0) continue
      const signal = failures === 0 ? AbortSignal.any([stopped.signal, wake.signal]) : stopped.signal
      await sleep(rest, undefined, { signal }).catch(() => undefined)
    }
  })()
  return {
    wake: () => wake.abort(),
    async stop() {
      stopped.abort()
      const soon = () => Promise.race([ended, sleep(GRACE, undefined, { ref: false })])
      await soon()
      // What still hangs is let go: it goes again after the next start, under the same key.
      carrier.close()
      await soon()
    },
  }
}
