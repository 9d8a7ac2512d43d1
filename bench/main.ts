/** `npm run bench`: every benchmark, or those named; ratios against ceilings of the same run, as bench/RESULTS.md keeps them. */

import { cpus } from 'node:os'
import { testServer } from '@goc/store/testing.ts'
import { benchGrowth } from './growth.ts'
import { benchImport } from './import.ts'
import { benchIntake } from './intake.ts'
import { benchMatters } from './matters.ts'
import { type Line, table } from './measure.ts'
import { benchPages } from './pages.ts'
import { benchQueue } from './queue.ts'
import { benchSimilar } from './similar.ts'
import { benchVerify } from './verify.ts'

const benches: Record<string, { title: string; run: () => Promise<Line[]> }> = {
  intake: { title: 'Intake: a durable act with its proof', run: () => benchIntake() },
  verify: { title: 'Verify: over plain SHA-256 of the same bytes', run: () => benchVerify() },
  matters: { title: 'A matter: raised, proved, opened', run: () => benchMatters() },
  pages: { title: 'Pages: over an almost empty page of the same framework', run: () => benchPages() },
  import: { title: 'Import: a province’s books, over plain rows', run: () => benchImport() },
  similar: { title: 'Similar matters: told apart, and found', run: () => benchSimilar() },
  queue: { title: 'Queue and overview of 50,000 matters', run: () => benchQueue() },
  growth: { title: 'Growth: 10⁴, 10⁵, 10⁶ acts', run: () => benchGrowth() },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !benches[name])
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}\n`)
const server = process.env.GOC_TEST_DATABASE_URL ? undefined : await testServer()
if (server) process.env.GOC_TEST_DATABASE_URL = server.url
try {
  for (const [name, { title, run }] of Object.entries(benches)) {
    if (asked.length === 0 || asked.includes(name)) console.log(table(title, await run()))
  }
} finally {
  await server?.stop()
}
