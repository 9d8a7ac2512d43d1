import { parseArgs } from 'node:util'
import { openStore } from '@goc/store/database.ts'
import { exportRecord } from '@goc/store/publish/export.ts'
import { withDatabase } from '../../instance.ts'
import { showProgress } from '../../progress.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = 'writes the record as static files'
export const usage = `goc record export DIR [--data DATA]

Checkpoint, tiles and bundles in the paths of C2SP tlog-tiles: any web server can serve them as a mirror. Run again,
it adds what is new.`

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { data: { type: 'string' } },
  })
  const [folder, ...more] = positionals
  if (!folder || more.length > 0) throw new UsageError('one folder is needed')
  return withDatabase(values, async (url) => {
    const store = openStore(url, { connections: 4 })
    const progress = showProgress('export')
    try {
      const { size, files } = await exportRecord(store, folder, progress.at)
      progress.end()
      console.log(`${size} entries in ${folder}: ${files} files written`)
      return 0
    } finally {
      await store.close()
    }
  })
}
