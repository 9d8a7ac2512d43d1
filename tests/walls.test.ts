/** Each wall is broken once, by a file that is gone again a moment later, to see that the tool notices. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

const breaches: { wall: string; file: string; says: string; rooms: string[] }[] = [
  {
    wall: 'record-stands-alone',
    file: 'record/breach.ts',
    says: `import '@goc/domain/day.ts'`,
    rooms: ['record'],
  },
  { wall: 'record-stands-alone', file: 'record/breach.ts', says: `import 'pg'`, rooms: ['record'] },
  {
    wall: 'record-runs-in-browsers',
    file: 'record/breach.ts',
    says: `import 'node:crypto'`,
    rooms: ['record'],
  },
  { wall: 'domain-is-pure', file: 'domain/breach.ts', says: `import 'node:fs'`, rooms: ['domain'] },
  {
    wall: 'domain-is-pure',
    file: 'domain/breach.ts',
    says: `import '@goc/record/bytes.ts'`,
    rooms: ['domain'],
  },
  {
    wall: 'verify-owes-the-server-nothing',
    file: 'verify/breach.ts',
    says: `import '@goc/store/database.ts'`,
    rooms: ['verify'],
  },
  {
    wall: 'verify-owes-the-server-nothing',
    file: 'verify/breach.ts',
    says: `import 'pg'`,
    rooms: ['verify'],
  },
  {
    wall: 'store-knows-no-door',
    file: 'store/breach.ts',
    says: `import '@goc/jobs/sequencing.ts'`,
    rooms: ['store'],
  },
  {
    wall: 'doors-know-no-other-door',
    file: 'jobs/breach.ts',
    says: `import '@goc/web/server/front.ts'`,
    rooms: ['jobs'],
  },
  {
    wall: 'features-keep-apart',
    file: 'domain/meetings/breach.ts',
    says: `import '../opinions/acts.ts'`,
    rooms: ['domain'],
  },
  {
    wall: 'figures-without-rules',
    file: 'domain/units/figures.ts',
    says: `import './rules.ts'`,
    rooms: ['domain'],
  },
  { wall: 'packages-are-declared', file: 'jobs/breach.ts', says: `import 'kysely'`, rooms: ['jobs'] },
  { wall: 'everything-resolves', file: 'store/breach.ts', says: `import './nowhere.ts'`, rooms: ['store'] },
  { wall: 'code-knows-no-test', file: 'domain/breach.ts', says: `import './day.test.ts'`, rooms: ['domain'] },
  { wall: 'no-circles', file: 'domain/breach.ts', says: `export * from './breach.ts'`, rooms: ['domain'] },
]

/** The names of the walls that a run of the tool finds broken. */
async function broken(rooms: string[]): Promise<Set<string>> {
  const program = join(root, 'node_modules', '.bin', 'depcruise')
  const child = spawn(program, ['--output-type', 'json', ...rooms], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  await once(child, 'close')
  const { summary } = JSON.parse(text) as { summary: { violations: { rule: { name: string } }[] } }
  return new Set(summary.violations.map((violation) => violation.rule.name))
}

for (const { wall, file, says, rooms } of breaches) {
  test(`${wall}: ${file} may not say ${says}`, async () => {
    const path = join(root, file)
    writeFileSync(path, `${says}\n`, { flag: 'wx' })
    try {
      const walls = await broken(rooms)
      assert.ok(walls.has(wall), `found ${[...walls].join(', ') || 'nothing'}`)
    } finally {
      rmSync(path)
    }
  })
}
