/** Ten codes on paper, for whoever has lost their app or passkey. Each opens once; they are shown when made and never again. */

import { randomInt } from 'node:crypto'
import { type Means, macs } from './means.ts'
import { noteChange } from './trail.ts'

const HOW_MANY = 10
/** Crockford's letters: none is mistaken for another. Ten of them hold 50 bits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const randomCode = (): string => Array.from({ length: 10 }, () => LETTERS[randomInt(32)]).join('')

const normal = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')

/** Makes new codes in place of all older ones. */
export async function makeRecoveryCodes(means: Means, account: string): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, randomCode)
  await means.db.transaction().execute(async (db) => {
    await db.deleteFrom('recoveryCode').where('account', '=', account).execute()
    const rows = codes.map((code) => ({
      digest: macs(means.master, 'recovery code', `${account} ${code}`)[0]!,
      account,
      usedAt: null,
    }))
    await db.insertInto('recoveryCode').values(rows).execute()
    await noteChange({ ...means, db }, account, account, 'recovery-codes-made')
  })
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** Whether this is one of the account's codes that was not used before; it is used now. */
export async function takeRecoveryCode(means: Means, account: string, code: string): Promise<boolean> {
  const given = normal(code)
  if (given.length !== 10) return false
  const { numUpdatedRows } = await means.db
    .updateTable('recoveryCode')
    .set({ usedAt: means.now() })
    .where('digest', 'in', macs(means.master, 'recovery code', `${account} ${given}`))
    .where('account', '=', account)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await noteChange(means, account, account, 'recovery-code-used')
  return true
}

export async function recoveryCodesLeft({ db }: Pick<Means, 'db'>, account: string): Promise<number> {
  const { n } = await db
    .selectFrom('recoveryCode')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('account', '=', account)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}
