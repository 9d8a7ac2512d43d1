import type { Home } from './cluster.ts'
import { readPostmaster, whatIs } from './postmaster.ts'

/** Looks after the server every second and has it started again when it is gone, ever more patiently while that fails. */
export function keepRunning(home: Home, revive: () => Promise<void>): { end(): void } {
  let ended = false
  let timer: NodeJS.Timeout
  const lookLater = (pause: number) => {
    timer = setTimeout(look, pause, pause).unref()
  }
  const look = async (pause: number) => {
    const postmaster = readPostmaster(home)
    if (postmaster && whatIs(postmaster.pid, home) === 'ours') return lookLater(1000)
    const next = await revive().then(
      () => 1000,
      () => Math.min(2 * pause, 60_000),
    )
    if (!ended) lookLater(next)
  }
  lookLater(1000)
  return {
    end() {
      ended = true
      clearTimeout(timer)
    },
  }
}
