import { parseArgs } from 'node:util'
import { openStore } from '@goc/store/database.ts'
import { readIdentity } from '@goc/store/identity.ts'
import { withDatabase } from '../../instance.ts'

export const summary = "prints the record's verifier key"
export const usage = `goc record vkey [--data DIR]

Give it to those who verify; they should not have to take it from this server.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { data: { type: 'string' } } })
  return withDatabase(values, async (url) => {
    const store = openStore(url, { connections: 1 })
    try {
      const identity = await readIdentity(store.db)
      if (!identity)
        throw new Error('this database has no record yet: it begins with the first start or import')
      console.log(identity.vkey)
      return 0
    } finally {
      await store.close()
    }
  })
}
