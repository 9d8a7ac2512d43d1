/**
 * `npm test`: formatter, types, walls, then every test, on one PostgreSQL that is started for them. Prints one
 * closing line a runner, and last the sum of tests. `npm test -- store` runs only the tests under `store/`;
 * GOC_TEST_DATABASE_URL names a server to use instead of the embedded one.
 */

import { globSync } from 'node:fs'
import { testServer } from '@goc/store/testing.ts'
import { root, run } from './run.ts'

const only = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const counts = { passed: 0, failed: 0, skipped: 0 }

function closing(name: string, code: number): void {
  const passed = code === 0
  counts[passed ? 'passed' : 'failed']++
  console.log(`${passed ? 'ok' : 'FAILED'}  ${name}`)
}

if (only.length === 0) {
  closing('formatter and lint', await run('biome', ['check', '--error-on-warnings', '.']))
  closing('types', await run('node', ['tools/types.ts']))
  const rooms = ['record', 'domain', 'store', 'jobs', 'cli', 'verify', 'web/src', 'web/server', 'bench']
  closing('walls', await run('depcruise', ['--output-type', 'err', ...rooms]))
  closing('pages built', await run('node', ['tools/build.ts']))
}

const files = globSync('{record,domain,store,jobs,cli,verify,web,bench,tests}/**/*.test.ts', {
  cwd: root,
  exclude: (path) => path.includes('node_modules') || path.includes('/build/'),
})
  .filter((path) => only.length === 0 || only.some((word) => path.startsWith(word)))
  .sort()

const server = process.env.GOC_TEST_DATABASE_URL ? undefined : await testServer()
try {
  const env = { GOC_TEST_DATABASE_URL: process.env.GOC_TEST_DATABASE_URL ?? server!.url }
  // Two cores: more files at once would only make each wait, and time-outs flake.
  const code = await run('node', ['--test', '--test-concurrency=2', '--test-timeout=240000', ...files], {
    env,
    onLine: read,
  })
  if (code !== 0 && counts.failed === 0) counts.failed++
} finally {
  await server?.stop()
}

function read(line: string): void {
  const [, what, number] = /^(?:ℹ|#) (pass|fail|cancelled|skipped|todo) (\d+)$/.exec(line) ?? []
  if (what === 'pass') counts.passed += Number(number)
  if (what === 'fail' || what === 'cancelled') counts.failed += Number(number)
  if (what === 'skipped' || what === 'todo') counts.skipped += Number(number)
}

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exitCode = counts.failed > 0 ? 1 : 0
