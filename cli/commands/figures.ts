import { parseArgs } from 'node:util'
import { isDay } from '@goc/domain/day.ts'
import { perMille } from '@goc/domain/figures.ts'
import { openStore } from '@goc/store/database.ts'
import { readFigures } from '@goc/store/figures.ts'
import { withDatabase } from '../instance.ts'
import { UsageError } from '../usage-error.ts'

export const summary = 'prints the figures of a unit and a period'
export const usage = `goc figures --unit CODE --from 2025-01-01 --to 2025-12-31 [--json] [--data DIR]

  --unit  a unit's code; a province includes its offices and all units below
  --from  first day of the period
  --to    last day of the period
  --json  the same object as GET /api/v1/figures`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      unit: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      json: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  })
  const { unit, from, to } = values
  if (!unit) throw new UsageError('--unit: names the unit, such as 25')
  if (!isDay(from)) throw new UsageError('--from: is a day such as 2025-01-01')
  if (!isDay(to)) throw new UsageError('--to: is a day such as 2025-12-31')
  if (from > to) throw new UsageError('--from: must not be after --to')

  return withDatabase(values, async (url) => {
    const store = openStore(url)
    try {
      const claim = await readFigures(store, { unit, from, to })
      if (!claim) throw new Error(`there is no unit ${unit} in this record`)
      console.log(values.json ? JSON.stringify(claim) : inLines(claim))
      return 0
    } finally {
      await store.close()
    }
  })
}

function inLines({
  unit,
  from,
  to,
  checkpoint,
  dialogues,
  opinions,
}: NonNullable<Awaited<ReturnType<typeof readFigures>>>): string {
  const rate = perMille(opinions.resolved, opinions.received)
  return [
    `unit ${unit}, ${from} to ${to}`,
    `record ${checkpoint.origin}, ${checkpoint.size} entries, ${checkpoint.root}`,
    `dialogues held ${dialogues.held}: ${dialogues.periodic} periodic, ${dialogues.extraordinary} extraordinary`,
    `opinions resolved ${opinions.resolved} of ${opinions.received}${rate === undefined ? '' : ` (${(rate / 10).toFixed(1)}%)`}`,
    `  on time ${opinions.resolvedOnTime}, late ${opinions.resolvedLate}; open ${opinions.open}, overdue ${opinions.openOverdue}`,
    `  confirmed ${opinions.confirmed}, disputed ${opinions.disputed}, silent ${opinions.silent}; reopened ${opinions.reopened}; from books ${opinions.imported}`,
  ].join('\n')
}
