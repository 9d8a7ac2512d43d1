/**
 * A process to be killed: it sequences its record and adds acts to it from several askers at once, and prints
 * `subject index` for each act only once that is entered and published. Arguments: data folder, then the url of a
 * database, or `embedded` to start one in the folder.
 */

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '@goc/domain/people.ts'
import { digest } from '@goc/domain/testing/play.ts'
import { openStore } from '../database.ts'
import { startEmbedded } from '../embedded/server.ts'
import { establishIdentity } from '../identity.ts'
import { recordSeed } from '../keys.ts'
import { migrate } from '../migrate.ts'
import { perform } from '../perform.ts'
import { openRatchet } from '../ratchet.ts'
import { makeSequencer } from '../sequencer.ts'
import { units } from '../units.ts'
import { listen } from '../waiting.ts'

const [data, where] = process.argv.slice(2) as [string, string]
const url = where === 'embedded' ? (await startEmbedded(join(data, 'postgres'))).url : where
await migrate(url)
const store = openStore(url)
const signer = await establishIdentity(store.db, 'goc.test/record', await recordSeed(data, {}))
const sequencer = makeSequencer({ store, signer, ratchet: await openRatchet(data) })
const published = listen(store)
process.stdout.write('ready\n')

async function sequence(): Promise<never> {
  for (;;) {
    // The database may be killed too: it comes back, and so do we.
    const batch = await sequencer.step().catch(() => undefined)
    await sleep(batch ? 5 : 20)
  }
}

async function ask(asker: number): Promise<never> {
  for (let i = 0; ; i++) {
    const id = `${process.pid}-${asker}-${i}-${Math.random().toString(36).slice(2, 8)}`
    try {
      const request = { do: 'establish', id, level: 'commune', name: digest(1) } as const
      const outcome = await perform(store, units, id, system, request, { books: { on: '2025-01-01' } })
      if ('refusal' in outcome) throw new Error(outcome.refusal)
      const [index] = await published.entered(outcome.acts)
      process.stdout.write(`unit/${id} ${index}\n`)
    } catch {
      await sleep(20)
    }
  }
}

await Promise.all([sequence(), ...Array.from({ length: 6 }, (_, asker) => ask(asker))])
