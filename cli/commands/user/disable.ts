import { parseArgs } from 'node:util'
import { setDisabled } from '@goc/store/people/accounts.ts'
import { accountWith, needed, withStaff } from '../../people.ts'

export const summary = 'closes an account'
export const usage = `goc user disable --email E [--data DIR]

Its owner is signed out everywhere at once and cannot sign in. What they did stays; goc user enable opens it again.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { email: { type: 'string' }, data: { type: 'string' } },
  })
  const email = needed('email', values.email, 'the address of the account')
  return withStaff(values, async (staff) => {
    const account = await accountWith(staff, email)
    await setDisabled(staff.means, account.id, true, null)
    console.log('disabled')
    return 0
  })
}
