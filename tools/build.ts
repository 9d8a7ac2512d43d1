/** Builds the pages unless what is built is newer than everything that it is built from. */

import { existsSync, globSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.ts'

const made = join(root, 'web', 'build', 'handler.js')
const from = [
  'web/{src,server,static,vite}/**/*',
  'web/*.{ts,json}',
  '{domain,record,verify}/**/*.ts',
  'package-lock.json',
]
const age = (path: string) => statSync(join(root, path)).mtimeMs

function isFresh(): boolean {
  if (!existsSync(made)) return false
  const builtAt = statSync(made).mtimeMs
  return globSync(from, { cwd: root }).every((path) => age(path) <= builtAt)
}

if (process.argv.includes('--force') || !isFresh()) {
  console.log('building the pages …')
  rmSync(join(root, 'web', 'build'), { recursive: true, force: true })
  const quiet = process.env.GOC_DEBUG ? [] : ['--logLevel', 'warn']
  process.exitCode = await run('vite', ['build', ...quiet], { cwd: join(root, 'web') })
}
