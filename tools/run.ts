/** Runs one program of the project and gives its exit code; its output goes where ours goes. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules', '.bin')

export function run(
  command: string,
  args: string[],
  {
    cwd = root,
    env = {},
    onLine,
  }: { cwd?: string; env?: Record<string, string>; onLine?: (line: string) => void } = {},
): Promise<number> {
  const program = command === 'node' ? process.execPath : join(bin, command)
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, ...env },
    stdio: ['ignore', onLine ? 'pipe' : 'inherit', 'inherit'],
  })
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text)
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) onLine?.(line)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}
