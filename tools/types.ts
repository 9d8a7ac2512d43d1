/** Types of every room: the domain without Node or DOM, the pages by Svelte's own checker, the rest together. */

import { join } from 'node:path'
import { root, run } from './run.ts'

const web = join(root, 'web')
const codes = [
  await run('tsc', ['-p', 'domain']),
  await run('tsc', ['-p', '.']),
  await run('svelte-kit', ['sync'], { cwd: web }),
  await run('svelte-check', ['--tsgo', '--fail-on-warnings'], { cwd: web }),
]
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0
