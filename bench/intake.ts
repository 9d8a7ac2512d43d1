/**
 * Intake: a durable act with its proof, against the ceiling of the same run: raw single-row inserts by the same
 * driver on the same server, as many at once.
 */

import { system } from '@goc/domain/people.ts'
import { startSequencing } from '@goc/jobs/sequencing.ts'
import { perform } from '@goc/store/perform.ts'
import { testRecord } from '@goc/store/testing/record.ts'
import { units } from '@goc/store/units.ts'
import { listen } from '@goc/store/waiting.ts'
import { type Line, quantile, rate, round } from './measure.ts'

const CLIENTS = 20
const name = `${'0'.repeat(42)}A`

export async function benchIntake(ms = 6_000): Promise<Line[]> {
  const record = await testRecord()
  const { store } = record
  const published = listen(store)
  let sequencing: ReturnType<typeof startSequencing> | undefined
  try {
    await store.pool.query('create table raw (id bigint generated always as identity primary key, body text)')
    const raw = await rate(CLIENTS, ms / 2, () =>
      store.pool.query('insert into raw (body) values ($1)', ['x'.repeat(250)]),
    )

    sequencing = startSequencing(record.sequencer)
    const establish = (id: string) =>
      perform(
        store,
        units,
        id,
        system,
        { do: 'establish', id, level: 'commune', name },
        { books: { on: '2025-01-01' } },
      )
    const kept = await rate(CLIENTS, ms, (client, i) => establish(`A${client}-${i}`))
    const proved = await rate(CLIENTS, ms, async (client, i) => {
      const outcome = await establish(`B${client}-${i}`)
      if ('refusal' in outcome) throw new Error(outcome.refusal)
      sequencing!.wake()
      await published.entered(outcome.acts)
    })
    const times = proved.durations
    return [
      { what: `raw inserts of one row, ${CLIENTS} clients`, value: `${round(raw.perSecond)}/s`, ratio: '1' },
      {
        what: 'acts kept: rules, act, pending leaf, row for pages',
        value: `${round(kept.perSecond)}/s`,
        ratio: (kept.perSecond / raw.perSecond).toFixed(2),
      },
      {
        what: 'acts answered with their place in a signed checkpoint',
        value: `${round(proved.perSecond)}/s`,
        ratio: (proved.perSecond / raw.perSecond).toFixed(2),
      },
      {
        what: 'wait for it, p50 / p99',
        value: `${round(quantile(times, 0.5))} / ${round(quantile(times, 0.99))} ms`,
      },
    ]
  } finally {
    await sequencing?.stop()
    await published.close()
    await record.close()
  }
}
