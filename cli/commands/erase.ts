import { parseArgs } from 'node:util'
import { system } from '@goc/domain/people.ts'
import type { PetitionRefusal } from '@goc/domain/petitions/rules.ts'
import { openFiles } from '@goc/store/files/files.ts'
import { sweepFiles } from '@goc/store/files/sweep.ts'
import { findMatter } from '@goc/store/matters/read.ts'
import { eraseMatter } from '@goc/store/matters/speak.ts'
import { perform } from '@goc/store/perform.ts'
import { petitions } from '@goc/store/petitions.ts'
import { withBooks } from '../record.ts'
import { placeOf } from '../settings.ts'
import { UsageError } from '../usage-error.ts'

export const summary = "erases a person's data of a matter"
export const usage = `goc erase CASE --ground asked|kept-long-enough|law [--data DIR]

  CASE      the matter's code, such as 7K3MQ-92XDF
  --ground  why: the person asked, the time for keeping it has passed, or a law says so

Words, files, contact and the key of the case go for good. Acts, proofs and figures stay. An open matter is not erased.`

const grounds = ['asked', 'kept-long-enough', 'law'] as const
const why: Partial<Record<PetitionRefusal, string>> = {
  'petition-is-open': 'it is open: answer or decline it first, or let its sender withdraw it',
  'already-erased': 'it was erased before',
}

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { ground: { type: 'string' }, data: { type: 'string' } },
  })
  const [code, ...more] = positionals
  if (code === undefined || more.length > 0) throw new UsageError('erase: give one matter, by its code')
  const ground = grounds.find((one) => one === values.ground)
  if (!ground) throw new UsageError(`--ground: is one of ${grounds.join(', ')}`)

  return withBooks(values, false, async ({ store, master }) => {
    const id = await findMatter(store.db, code)
    if (!id) throw new Error(`there is no matter ${code}`)
    const done = await perform(
      store,
      petitions,
      id,
      system,
      { do: 'erase', ground },
      {
        along: (db) => eraseMatter(db, id),
      },
    )
    if ('refusal' in done) {
      console.error(`${code} is not erased: ${why[done.refusal as PetitionRefusal] ?? done.refusal}`)
      return 1
    }
    const files = await openFiles(placeOf(values).data, master)
    const { left } = await sweepFiles(store, files)
    console.log(
      left === 0 ? 'erased' : `erased; ${left} files are still being removed, and can no longer be read`,
    )
    return 0
  })
}
