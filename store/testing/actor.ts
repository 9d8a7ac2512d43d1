import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Another process in a test, told what to do by a few lines of code, that reports by printing lines of JSON. */
export interface Actor {
  pid: number
  /** the next line it prints */
  hear<T = unknown>(): Promise<T>
  /** lets `await told()` in its code go on */
  tell(): void
  kill(signal: NodeJS.Signals): void
  /** resolves when it has ended, to the rest of what it printed on stderr */
  ended: Promise<{ code: number | null; stderr: string }>
}

const running = new Set<ChildProcess>()

/** Ends every actor that a failed test left behind. */
export function endActors() {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts the code in a process of its own, with `say(value)` and `told()` at hand. Its imports are URLs. */
export function act(code: string): Actor {
  const prelude = `
    const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n')
    const told = () => new Promise((resolve) => process.stdin.once('data', resolve).once('end', resolve))
    process.stdin.on('end', () => process.exit(9)).resume()
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', prelude + code])
  running.add(child)
  child.once('exit', () => running.delete(child))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child as ChildProcess, 'close').then(([code]) => ({ code, stderr }))
  return {
    pid: child.pid!,
    hear: async () => {
      const { value, done } = await lines.next()
      if (done) throw new Error(`it ended without a word: ${(await ended).stderr}`)
      return JSON.parse(value)
    },
    tell: () => child.stdin.write('\n'),
    kill: (signal) => child.kill(signal),
    ended,
  }
}
