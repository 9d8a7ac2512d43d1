/** Keeps asking the configured witnesses to cosign what is published (record.md §1.7). */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@goc/store/database.ts'
import type { Published } from '@goc/store/waiting.ts'
import { keepWitnesses } from '@goc/store/witnesses.ts'
import { type Configured, witnessesFrom } from './configured.ts'
import { askWitness } from './cosigning.ts'

export type Witnessing = { stop(): Promise<void> }

/** A quiet record is cosigned anew so often, so that people see how fresh it is. */
const FRESH = 600_000
const FIRST_RETRY = 1_000

export type WitnessingOptions = {
  store: Store
  published: Pick<Published, 'onPublished'>
  configured?: Configured[]
  log: (line: string) => void
  /** Milliseconds after which a quiet record is cosigned anew, and a witness that failed is first asked again. */
  fresh?: number
  retry?: number
}

export async function startWitnessing(options: WitnessingOptions): Promise<Witnessing> {
  const { configured = witnessesFrom(process.env.GOC_WITNESSES) } = options
  await keepWitnesses(options.store.db, configured)
  const loops = configured.map((witness) => keepAsking(witness, options))
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** One witness, one request at a time: after each publication, and now and then when nothing happens. */
function keepAsking(witness: Configured, options: WitnessingOptions): Witnessing {
  const { store, published, log, fresh = FRESH, retry = FIRST_RETRY } = options
  const stopped = new AbortController()
  let news = false
  let wake = new AbortController()
  const off = published.onPublished(() => {
    news = true
    wake.abort()
  })
  const ended = (async () => {
    for (let failures = 0, said = ''; !stopped.signal.aborted; ) {
      news = false
      wake = new AbortController()
      try {
        await askWitness(store, witness, stopped.signal)
        failures = 0
        said = ''
      } catch (error) {
        if (stopped.signal.aborted) return
        failures++
        const line = `witness ${witness.name}: ${(error as Error).message}`
        if (line !== said) log(line)
        said = line
      }
      // What came while it was asked is asked for at once; but one that fails is left alone, ever longer.
      const rest = failures === 0 ? (news ? 0 : fresh) : Math.min(fresh, retry * 2 ** (failures - 1))
      const signal = failures === 0 ? AbortSignal.any([stopped.signal, wake.signal]) : stopped.signal
      await sleep(rest, undefined, { signal }).catch(() => undefined)
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
