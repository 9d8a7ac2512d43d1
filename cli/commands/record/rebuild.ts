import { parseArgs } from 'node:util'
import { openStore } from '@goc/store/database.ts'
import { rebuild } from '@goc/store/publish/rebuild.ts'
import { withDatabase } from '../../instance.ts'
import { showProgress } from '../../progress.ts'

export const summary = 'makes rows and figure cells anew from acts, and proves them equal'
export const usage = `goc record rebuild [--check] [--data DIR]

Says every kind of difference between what is kept and what the acts say, and mends it. Exit 1 when there was any.

  --check  only compares`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { check: { type: 'boolean', default: false }, data: { type: 'string' } },
  })
  return withDatabase(values, async (url) => {
    const store = openStore(url, { connections: 2 })
    const progress = showProgress('rebuild')
    try {
      const differences = await rebuild(store, { replace: !values.check, onProgress: progress.at })
      progress.end()
      for (const difference of differences) console.log(difference)
      console.log(
        differences.length === 0
          ? 'Rows, cells and tiles are what the acts say.'
          : values.check
            ? 'They differ.'
            : 'They differed, and were made anew.',
      )
      return differences.length === 0 ? 0 : 1
    } finally {
      await store.close()
    }
  })
}
