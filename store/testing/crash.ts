/** For tests: kills a working process, and its database, at random moments, and looks at what is left. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { encodeBundle } from '@goc/record/bundle.ts'
import { toBase64 } from '@goc/record/bytes.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { emptyEdge, grow } from '@goc/record/tile.ts'
import { openStore } from '../database.ts'

const program = fileURLToPath(new URL('./load-process.ts', import.meta.url))

export type Acknowledged = Map<string, number>

/**
 * Starts the process `kills` times on one record and kills it with SIGKILL, after a random time under load. Where
 * `postmaster` is given, every fourth time the database is killed first and the process a little later.
 */
export async function crashRepeatedly(
  { data, where, kills }: { data: string; where: string; kills: number },
  postmaster?: () => Promise<number | undefined>,
): Promise<Acknowledged> {
  const acknowledged: Acknowledged = new Map()
  for (let kill = 0; kill < kills; kill++) {
    const child = spawn(process.execPath, [program, data, where], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ready = collect(child, acknowledged)
    await ready
    await sleep(20 + Math.random() * 250)
    if (kill % 4 === 3) {
      const pid = await postmaster?.()
      if (pid !== undefined) {
        process.kill(pid, 'SIGKILL')
        await sleep(Math.random() * 600)
      }
    }
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  return acknowledged
}

/** Reads what the process acknowledges, as long as it lives; resolves when it is ready. */
function collect(child: ChildProcess, acknowledged: Acknowledged): Promise<void> {
  const lines = createInterface(child.stdout!)
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      if (line === 'ready') return resolve()
      // A line cut by the kill was never read whole by anyone.
      const [, subject, index] = /^(unit\/[\w-]+) (\d+)$/.exec(line) ?? []
      if (subject) acknowledged.set(subject, Number(index))
    })
    child.once('exit', () => reject(new Error('the process ended before it was ready')))
  })
}

/** What does not hold of the record that is left; nothing when all is well. */
export async function lookAt(
  { data, url }: { data: string; url: string },
  acknowledged: Acknowledged,
): Promise<string[]> {
  const faults: string[] = []
  const store = openStore(url, { connections: 2 })
  try {
    const entries = await store.db
      .selectFrom('entry')
      .innerJoin('act', 'act.id', 'entry.actId')
      .select(['entry.index', 'leaf', 'subject'])
      .orderBy('index')
      .execute()
    const found = new Map(entries.map(({ subject, index }) => [subject, index]))
    if (found.size !== entries.length) faults.push('an act is entered twice')
    for (const [subject, index] of acknowledged) {
      if (found.get(subject) !== index)
        faults.push(`${subject} was acknowledged at ${index} and is at ${found.get(subject)}`)
    }
    const published = new Map(
      (await readFile(join(data, 'record', 'ratchet'), 'utf8'))
        .split('\n')
        .slice(0, -1)
        .map((line) => [Number(line.split(' ')[0]), line.split(' ')[1]]),
    )
    if (Math.max(0, ...published.keys()) > entries.length) faults.push('more was published than there is')
    let edge = emptyEdge()
    for (const { leaf, index } of entries) {
      const grown = grow(fastHasher, edge, fastHasher.leaves(encodeBundle([leaf]), 1))
      edge = grown.edge
      const root = published.get(index + 1)
      if (root && root !== toBase64(grown.root))
        faults.push(`another root was published for ${index + 1} entries`)
    }
    return faults
  } finally {
    await store.close()
  }
}
