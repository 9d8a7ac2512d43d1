import { parseArgs } from 'node:util'
import { invite } from '@goc/store/people/invitations.ts'
import { accountWith, linkTo, needed, withStaff } from '../../people.ts'

export const summary = 'prints a one-time link to set a new password'
export const usage = `goc user reset --email E [--lost-factor] [--data DIR]

  --lost-factor  using the link also takes away the second factor, the recovery codes and the link to an identity
                 provider, because their owner has lost them

The link holds for 24 hours, and any link given before holds no longer. Using it ends every session of the account.
Be sure whom you give it to.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      email: { type: 'string' },
      'lost-factor': { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  })
  const email = needed('email', values.email, 'the address of the account')
  return withStaff(values, async (staff) => {
    const account = await accountWith(staff, email)
    if (account.demo) throw new Error('a demonstration account has no password of its own')
    const lostFactor = values['lost-factor']
    const { token } = await invite(staff.means, account.id, null, { reset: true, lostFactor })
    process.stderr.write('One-time link, for 24 hours:\n')
    console.log(linkTo(values.data, token))
    return 0
  })
}
