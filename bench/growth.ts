/**
 * Growth: what an act and a figure cost when the record has 10⁴, 10⁵, 10⁶ acts. The ceiling of each size is the
 * cost at the smallest one: flat means a ratio near 1.
 */

import type { Act } from '@goc/domain/act.ts'
import { addDays } from '@goc/domain/day.ts'
import type { OpinionFact } from '@goc/domain/opinions/acts.ts'
import type { Opinion } from '@goc/domain/opinions/rules.ts'
import { append, type Change } from '@goc/store/append.ts'
import { listCounted } from '@goc/store/counted.ts'
import { readFigures } from '@goc/store/figures.ts'
import { opinions } from '@goc/store/opinions.ts'
import { addActs, type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { units } from '@goc/store/units.ts'
import { type Line, quantile, rate, round } from './measure.ts'

const COMMUNES = 148
const digest = `${'0'.repeat(42)}A`
const commune = (i: number) => `C${(i % COMMUNES) + 1}`

export async function benchGrowth(sizes = [10_000, 100_000, 1_000_000]): Promise<Line[]> {
  const record = await testRecord()
  try {
    for (let i = -1; i < COMMUNES; i++) {
      const id = i < 0 ? '25' : commune(i)
      await addActs(record, units, [unitAct(id, i < 0 ? undefined : '25')])
    }
    const lines: Line[] = []
    let made = COMMUNES + 1
    let first: { batch: number; figures: number; list: number } | undefined
    for (const size of sizes) {
      for (; made < size; made += 2_000)
        await addOpinions(record, made, Math.min(1_000, Math.ceil((size - made) / 2)))
      while (await record.sequencer.step());
      const costs = await measure(record, made)
      made += costs.added
      first ??= costs
      const against = (now: number, then: number) => (now / then).toFixed(2)
      lines.push(
        {
          what: `${round(size)} acts: entering one more (in batches of 200)`,
          value: `${round(costs.batch * 1000)} µs`,
          ratio: against(costs.batch, first.batch),
        },
        {
          what: `${round(size)} acts: the province's year, p50`,
          value: `${round(costs.figures, 1)} ms`,
          ratio: against(costs.figures, first.figures),
        },
        {
          what: `${round(size)} acts: a page of what it counts, p50`,
          value: `${round(costs.list, 1)} ms`,
          ratio: against(costs.list, first.list),
        },
      )
    }
    return lines
  } finally {
    await record.close()
  }
}

async function measure(record: TestRecord, made: number) {
  let added = 0
  const batches: number[] = []
  for (let i = 0; i < 20; i++) {
    await addOpinions(record, made + added, 100)
    added += 200
    const start = performance.now()
    await record.sequencer.step()
    batches.push((performance.now() - start) / 200)
  }
  const year = { unit: '25', from: '2025-01-01', to: '2025-12-31' }
  const figures = await rate(1, 1_500, () => readFigures(record.store, year))
  const list = await rate(1, 1_500, () =>
    listCounted(record.store, { ...year, feature: 'opinions.resolved' }),
  )
  return {
    added,
    batch: quantile(batches, 0.5),
    figures: quantile(figures.durations, 0.5),
    list: quantile(list.durations, 0.5),
  }
}

const unitAct = (id: string, parent?: string): Act<never> =>
  ({
    kind: 'unit.established',
    level: parent ? 'commune' : 'province',
    ...(parent && { parent }),
    name: digest,
    subject: `unit/${id}`,
    n: 1,
    unit: id,
    by: 'system',
    t: 0,
    on: '2025-01-01',
    src: 'import',
  }) as unknown as Act<never>

/** `count` opinions, each raised and resolved: two acts each, spread over communes and the days of two years. */
async function addOpinions({ store }: TestRecord, from: number, count: number): Promise<void> {
  await store.db.transaction().execute(async (db) => {
    const changes: Change<Opinion, OpinionFact>[] = []
    for (let i = from; i < from + count; i++) {
      const held = addDays('2024-01-01', (i * 7) % 730)
      const counted = {
        held,
        due: addDays(held, 30),
        field: 'dat_dai',
        type: 'kien_nghi',
        channel: 'tai_phong',
        keyed: false,
      } as const
      const common = {
        subject: `opinion/G${i}`,
        unit: commune(i),
        by: 'system',
        t: 0,
        src: 'import',
        ...counted,
      } as const
      const acts: Act<OpinionFact>[] = [
        {
          kind: 'opinion.raised',
          n: 1,
          on: held,
          meeting: `meeting/M${i % 500}`,
          assigned: commune(i),
          rule: 'books',
          text: digest,
          ...common,
        },
        {
          kind: 'opinion.resolved',
          n: 2,
          on: addDays(held, i % 45),
          round: 1,
          method: 'van_ban',
          published: true,
          ...common,
        },
      ]
      const state = acts.reduce<Opinion | undefined>((so, act) => opinions.rules.evolve(so, act), undefined)
      changes.push({ id: `G${i}`, state: state!, acts })
    }
    await append(
      db,
      changes.flatMap((change) => change.acts),
    )
    await opinions.show(db, changes)
  })
}
