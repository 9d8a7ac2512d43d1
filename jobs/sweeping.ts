/** Tidies up what files leave behind: bytes of erased cases, uploads that nobody attached, files that waited for the scanner. */

import type { Store } from '@goc/store/database.ts'
import type { Files } from '@goc/store/files/files.ts'
import { settleWaiting } from '@goc/store/files/receive.ts'
import { sweepFiles } from '@goc/store/files/sweep.ts'

const EVERY = 60_000

export type Sweeping = { stop(): Promise<void> }

/** Sweeps now and then, one round at a time; says what stands in the way, each trouble once. */
export function startSweeping(
  store: Store,
  files: Files,
  { every = EVERY, log = console.error }: { every?: number; log?: (line: string) => void } = {},
): Sweeping {
  let said = ''
  let round = Promise.resolve()
  const say = (trouble: string | undefined) => {
    if (trouble !== undefined && trouble !== said) log(`files: ${trouble}`)
    said = trouble ?? ''
  }
  async function sweep(): Promise<void> {
    try {
      await settleWaiting(store, files)
      const { trouble } = await sweepFiles(store, files)
      say(trouble ?? files.scanner?.trouble)
    } catch (fault) {
      say((fault as Error).message)
    }
  }
  const timer = setInterval(() => {
    round = round.then(sweep)
  }, every)
  round = sweep()
  return {
    async stop() {
      clearInterval(timer)
      await round
    },
  }
}
