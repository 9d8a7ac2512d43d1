import { parseArgs } from 'node:util'
import { loadDemo } from '@goc/bench/demo/load.ts'
import { withDatabase } from '../instance.ts'
import { showProgress } from '../progress.ts'
import { withRecord } from '../record.ts'
import { placeOf } from '../settings.ts'
import { UsageError } from '../usage-error.ts'

export const summary = 'writes the demo province into an empty database'
export const usage = `goc demo [--scale N] [--data DIR]

  --scale  so many times the dialogues and opinions, for load (1)
  --data   the folder of this instance (GOC_DATA; default: data in the project)

Refuses on a database that holds anything. An interrupted run is continued by running it again, as it was begun.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { scale: { type: 'string', default: '1' }, data: { type: 'string' } },
  })
  const scale = /^[1-9]\d{0,3}$/.test(values.scale) ? Number(values.scale) : undefined
  if (scale === undefined) throw new UsageError('--scale: is a whole number from 1 to 9999')

  return withDatabase(values, (url) =>
    withRecord(placeOf(values), url, async (record) => {
      const progress = showProgress('demo: opinions')
      const { acts } = await loadDemo({ ...record, scale, onProgress: progress.at })
      progress.end()
      console.log(`The demo province is loaded: ${acts} acts.`)
      return 0
    }),
  )
}
