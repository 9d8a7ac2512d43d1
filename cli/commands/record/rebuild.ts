import { parseArgs } from 'node:util'
import { openStore } from '@goc/store/database.ts'
import { rebuild } from '@goc/store/publish/rebuild.ts'
import { withDatabase } from '../../instance.ts'
import { showProgress } from '../../progress.ts'

export const summary = 'makes rows and figure cells anew from acts, and proves them equal'
export const usage = `goc record rebuild [--check] [--data DIR]

Says what kinds of difference there are between rows and figure cells, as they are kept, and what the acts say, and mends
them; nobody can write meanwhile. Entries, tiles, roots and signatures are compared as well, and never mended: where
they are not right, restore a backup and run \`goc record catch-up\`. Exit 1 when something is not right and was not mended.

  --check  only compares, beside a server that goes on`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { check: { type: 'boolean', default: false }, data: { type: 'string' } },
  })
  return withDatabase(values, async (url) => {
    const store = openStore(url, { connections: 2 })
    const progress = showProgress('rebuild')
    try {
      const { rows, record } = await rebuild(store, { replace: !values.check, onProgress: progress.at })
      progress.end()
      for (const difference of [...record, ...rows]) console.log(difference)
      const mended = !values.check && record.length === 0
      console.log(
        record.length > 0
          ? 'The record itself is damaged, and nothing was changed: restore a backup, then run goc record catch-up.'
          : rows.length === 0
            ? 'Rows, cells and tiles are what the acts say.'
            : mended
              ? 'They differed, and were made anew.'
              : 'They differ.',
      )
      return mended || rows.length + record.length === 0 ? 0 : 1
    } finally {
      await store.close()
    }
  })
}
