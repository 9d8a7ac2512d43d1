import { parseArgs } from 'node:util'
import { endSessions } from '@goc/store/people/sessions.ts'
import { accountWith, needed, withStaff } from '../../people.ts'

export const summary = 'signs an account out everywhere'
export const usage = `goc user revoke --email E [--data DIR]

Ends every session of the account at once. Its owner may sign in again: goc user disable prevents that.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { email: { type: 'string' }, data: { type: 'string' } },
  })
  const email = needed('email', values.email, 'the address of the account')
  return withStaff(values, async (staff) => {
    const account = await accountWith(staff, email)
    console.log(`sessions ended: ${await endSessions(staff.means, account.id, null)}`)
    return 0
  })
}
