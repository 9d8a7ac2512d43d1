import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '@goc/store/database.ts'
import { proofOf } from '@goc/store/publish/proof.ts'
import { latestPublished } from '@goc/store/witnesses.ts'
import { withDatabase } from '../../instance.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = 'writes the proof that an entry is in the record'
export const usage = `goc record proof INDEX --out FILE.tlog-proof --leaf FILE.leaf [--data DIR]

  --out   the proof at the latest checkpoint (C2SP tlog-proof)
  --leaf  the entry's bytes`

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { out: { type: 'string' }, leaf: { type: 'string' }, data: { type: 'string' } },
  })
  const [index, ...more] = positionals
  if (!index || more.length > 0 || !/^(0|[1-9]\d{0,14})$/.test(index))
    throw new UsageError('one index is needed')
  const { out, leaf } = values
  if (!out || !leaf || resolve(out) === resolve(leaf))
    throw new UsageError('--out and --leaf: name the two files to write')
  return withDatabase(values, async (url) => {
    const store = openStore(url, { connections: 2 })
    try {
      const found = await proofOf(store.db, Number(index))
      if (!found) {
        const size = (await latestPublished(store.db))?.size ?? 0
        throw new Error(
          `the published record has no entry ${index}: ${size === 0 ? 'it is empty' : `its last one is ${size - 1}`}`,
        )
      }
      await writeFile(out, found.proof)
      await writeFile(leaf, found.leaf)
      console.log(`entry ${index}: ${out}, ${leaf}`)
      return 0
    } finally {
      await store.close()
    }
  })
}
