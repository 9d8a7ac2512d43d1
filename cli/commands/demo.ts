import { parseArgs } from 'node:util'
import { loadDemo } from '@goc/bench/demo/load.ts'
import { openPlace } from '../instance.ts'
import { showProgress } from '../progress.ts'
import { openRecord } from '../record.ts'
import { placeOf } from '../settings.ts'
import { UsageError } from '../usage-error.ts'

export const summary = 'writes the demonstration province into an empty database'
export const usage = `goc demo [--scale N] [--data DIR]

  --scale  so many times the dialogues and opinions, for load (default 1)

Refuses a database that holds anything else. Interrupted, it goes on where it ended.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { scale: { type: 'string', default: '1' }, data: { type: 'string' } },
  })
  if (!/^[1-9]\d{0,3}$/.test(values.scale)) throw new UsageError('--scale: is a whole number from 1 to 9999')
  const place = placeOf(values)
  const database = await openPlace(place)
  try {
    const record = await openRecord(place, database.url)
    try {
      const progress = showProgress('demo')
      const { acts } = await loadDemo({ ...record, scale: Number(values.scale), onProgress: progress.at })
      progress.end()
      console.log(`${acts} acts of the demonstration province`)
      return 0
    } finally {
      await record.close()
    }
  } finally {
    await database.close()
  }
}
