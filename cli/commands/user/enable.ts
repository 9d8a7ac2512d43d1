import { parseArgs } from 'node:util'
import { setDisabled } from '@goc/store/people/accounts.ts'
import { accountWith, needed, withStaff } from '../../people.ts'

export const summary = 'opens a disabled account again'
export const usage = `goc user enable --email E [--data DIR]

Its owner may sign in again as before.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { email: { type: 'string' }, data: { type: 'string' } },
  })
  const email = needed('email', values.email, 'the address of the account')
  return withStaff(values, async (staff) => {
    const account = await accountWith(staff, email)
    await setDisabled(staff.means, account.id, false, null)
    console.log('enabled')
    return 0
  })
}
