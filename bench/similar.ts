/**
 * Similar matters: how well duplicates are told apart on pairs that tuning never saw, and what a lookup costs among 10⁵
 * and 10⁶ open matters. The ceiling is a row by its primary key, by the same driver in the same run.
 */

import { addDays } from '@goc/domain/day.ts'
import { OFFERED } from '@goc/domain/similar/score.ts'
import { findSimilar, forgetMatter, indexMatter, similarRow } from '@goc/store/similar.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { type Line, quantile, rate, round } from './measure.ts'
import { COMMUNES, generated } from './similar/generated.ts'
import { groups, halves } from './similar/groups.ts'
import { bestThreshold, overlap, type Quality, quality, scored } from './similar/measured.ts'

export async function benchSimilar(sizes = [100_000, 1_000_000]): Promise<Line[]> {
  const record = await testRecord()
  try {
    const lines = qualityLines()
    let made = 0
    for (const size of sizes) {
      const began = performance.now()
      for (; made < size; made += BATCH) await add(record, made, Math.min(BATCH, size - made))
      const perRow = ((performance.now() - began) * 1_000) / (size - (sizes[sizes.indexOf(size) - 1] ?? 0))
      await record.store.pool.query('vacuum analyze similar_matter')
      lines.push(...(await lookups(record, size)))
      lines.push(await foundAmong(record, size))
      lines.push({ what: `${round(size)}: indexing one more, in bulk`, value: `${round(perRow)} µs` })
      lines.push({ what: `${round(size)}: table, index of keys`, value: await sizeOf(record) })
    }
    return lines
  } finally {
    await record.close()
  }
}

function qualityLines(): Line[] {
  const { tuning, heldOut } = halves()
  const threshold = bestThreshold(tuning, overlap)
  const said = ({ precision, recall, f1 }: Quality) =>
    `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`
  const same = heldOut.filter((pair) => pair.same).length
  const pairs = `${heldOut.length} held-out pairs, ${same} of them the same`
  return [
    { what: `scorer, ${pairs}`, value: said(quality(heldOut, scored, OFFERED)) },
    {
      what: `words in common, best threshold of the tuning half (${threshold})`,
      value: said(quality(heldOut, overlap, threshold)),
    },
  ]
}

const BATCH = 5_000
const LARGEST = 'C1'

async function add({ store, master }: TestRecord, from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => similarRow(master, generated(from + i)))
  // Arrays as text, so that one statement takes them all: unnest would flatten arrays of arrays.
  const text = (list: readonly (string | number)[]) => `{${list.join(',')}}`
  await store.pool.query(
    `insert into similar_matter (id, unit, field, day, x, y, tokens, sizes, keys, key_id, form)
     select id, unit, field, day, x, y, tokens::bigint[], sizes::int[], keys::bigint[], key_id, form
       from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int[], $6::int[], $7::text[], $8::text[],
                   $9::text[], $10::text[], $11::int[])
         as row (id, unit, field, day, x, y, tokens, sizes, keys, key_id, form)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ unit }) => unit),
      rows.map(({ field }) => field),
      rows.map(({ day }) => day),
      rows.map(({ x }) => x),
      rows.map(({ y }) => y),
      rows.map(({ tokens }) => text(tokens)),
      rows.map(({ sizes }) => text(sizes)),
      rows.map(({ keys }) => text(keys)),
      rows.map(({ keyId }) => keyId),
      rows.map(({ form }) => form),
    ],
  )
}

async function lookups({ store, master }: TestRecord, size: number): Promise<Line[]> {
  const { pool } = store
  const byKey = (i: number) =>
    pool.query('select * from similar_matter where id = $1', [`petition/${(i * 7_919) % size}`])
  // Drafts are not in the table: they are further on in the same list.
  const draft = (i: number, unit?: string) => {
    const { id: _, ...matter } = generated(2_000_000 + i, unit)
    return { ...matter, day: addDays('2025-12-31', -(i % 30)) }
  }
  const neighbours = Array.from({ length: 8 }, (_, i) => `C${i + 1}`)
  const ways: [string, (i: number) => Promise<unknown>][] = [
    ['a row by its primary key', byKey],
    ['similar in a commune, drawn by size', (i) => findSimilar(store, master, draft(i))],
    ['similar in the largest commune', (i) => findSimilar(store, master, draft(i, LARGEST))],
    [
      'similar in the largest and its 8 neighbours',
      (i) => findSimilar(store, master, { ...draft(i, LARGEST), neighbours }),
    ],
  ]
  const lines: Line[] = []
  let ceiling: number | undefined
  for (const [what, work] of ways) {
    await rate(1, 500, (_, i) => work(i))
    const { durations } = await rate(1, 5_000, (_, i) => work(1_000 + i))
    const [p50, p95] = [quantile(durations, 0.5), quantile(durations, 0.95)]
    ceiling ??= p50
    lines.push({
      what: `${round(size)}: ${what}`,
      value: `p50 ${round(p50, 1)} ms, p95 ${round(p95, 1)} ms`,
      ratio: round(p50 / ceiling, 1),
    })
  }
  return lines
}

/** The labelled matters among the generated ones of a middling commune: how many of their variants find them in three. */
async function foundAmong({ store, master }: TestRecord, size: number): Promise<Line> {
  const unit = `C${COMMUNES / 2}`
  let asked = 0
  let found = 0
  for (const [i, { same }] of groups.entries()) {
    const id = `petition/labelled-${i}`
    await indexMatter(store.db, master, { ...same[0]!.matter, id, unit })
    for (const { matter } of same.slice(1)) {
      asked++
      const similar = await findSimilar(store, master, { ...matter, unit })
      if (similar.some((one) => one.id === id)) found++
    }
    await forgetMatter(store.db, id)
  }
  return {
    what: `${round(size)}: found among the three, of ${asked} variants of the ${groups.length} labelled matters`,
    value: `${((100 * found) / asked).toFixed(0)} %`,
  }
}

async function sizeOf({ store }: TestRecord): Promise<string> {
  const { rows } = await store.pool.query<{ size: string }>(
    `select pg_size_pretty(pg_table_size('similar_matter')) || ', ' || pg_size_pretty(pg_relation_size('similar_by_key'))
         as size`,
  )
  return rows[0]!.size
}
