/**
 * A matter: raised, raised with its proof, and opened; against ceilings of the same run: one row put in, and one row
 * looked up, by the same driver on the same server, one at a time.
 */

import { randomUUID } from 'node:crypto'
import { startSequencing } from '@goc/jobs/sequencing.ts'
import { now } from '@goc/store/clock.ts'
import { citizen, type Means } from '@goc/store/matters/means.ts'
import { raise } from '@goc/store/matters/raise.ts'
import { readMatter } from '@goc/store/matters/read.ts'
import { makeSequencer } from '@goc/store/sequencer.ts'
import { testRecord } from '@goc/store/testing/record.ts'
import { listen } from '@goc/store/waiting.ts'
import { type Line, quantile, rate, round } from './measure.ts'

export async function benchMatters(ms = 4_000): Promise<Line[]> {
  const record = await testRecord()
  const { store, master } = record
  const means: Means = { store, master, published: listen(store) }
  const loop = startSequencing(makeSequencer({ ...record, clock: now }))
  store.kept = loop.wake
  try {
    await store.pool.query('create table raw (id bigint generated always as identity primary key, body text)')
    const put = await rate(1, ms / 2, () =>
      store.pool.query('insert into raw (body) values ($1)', ['x'.repeat(300)]),
    )
    const ids: string[] = []
    const one = async (): Promise<number[]> => {
      const raised = await raise(means, {
        actor: citizen,
        unit: '05128',
        field: 'moi_truong',
        type: 'phan_anh',
        channel: 'web',
        text: `Cống khu ${ids.length} tắc, mưa là ngập vào nhà, bà con đi lại rất khó`,
        place: `khu ${ids.length}`,
        publish: false,
        request: randomUUID(),
      })
      if ('refusal' in raised) throw new Error(raised.refusal)
      ids.push(raised.id)
      return raised.acts
    }
    const kept = await rate(1, ms, one)
    // With a rest in between, as people come: the record is idle and answers at once.
    const waits: number[] = []
    for (let i = 0; i < 20; i++) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      const start = performance.now()
      await means.published.entered(await one())
      waits.push(performance.now() - start)
    }
    const looked = await rate(1, ms / 2, (_, i) =>
      store.pool.query('select * from petition where id = $1', [ids[i % ids.length]]),
    )
    const opened = await rate(1, ms, (_, i) => readMatter(store.db, ids[i % ids.length]!))
    const line = (what: string, durations: number[], ceiling: number[]): Line => ({
      what,
      value: `${round(quantile(durations, 0.5), 1)} / ${round(quantile(durations, 0.95), 1)} ms`,
      ratio: (quantile(ceiling, 0.5) / quantile(durations, 0.5)).toFixed(2),
    })
    return [
      line('one row put in, p50 / p95', put.durations, put.durations),
      line('a matter raised: words sealed, rules, act, rows', kept.durations, put.durations),
      line('and its proof, on a record that was idle', waits, put.durations),
      line('one row looked up', looked.durations, looked.durations),
      line('a matter opened with all its stations', opened.durations, looked.durations),
    ]
  } finally {
    await loop.stop()
    await means.published.close()
    await record.close()
  }
}
