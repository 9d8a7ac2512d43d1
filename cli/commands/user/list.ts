import { parseArgs } from 'node:util'
import { type Account, listAccounts } from '@goc/store/people/accounts.ts'
import { inWords, type Staff, unitWith, withStaff } from '../../people.ts'

export const summary = 'lists staff accounts with their roles'
export const usage = `goc user list [--unit CODE] [--json] [--data DIR]

  --unit  only accounts with a role in this unit or below it
  --json  one object for each account`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      unit: { type: 'string' },
      json: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  })
  return withStaff(values, async (staff) => {
    const { tree, today } = staff
    const top = values.unit === undefined ? undefined : unitWith(staff, values.unit)
    const units =
      top === undefined
        ? undefined
        : tree
            .all()
            .filter(({ id }) => tree.within(id, top, today))
            .map(({ id }) => id)
    const accounts = await listAccounts(staff.means, units && { units })
    for (const account of accounts) console.log(values.json ? JSON.stringify(account) : lines(staff, account))
    if (accounts.length === 0) process.stderr.write('There are no accounts.\n')
    return 0
  })
}

function lines(staff: Staff, { name, email, disabled, demo, offices, ...account }: Account): string {
  const factors = [account.hasCodeApp && 'code app', account.passkeys > 0 && 'passkey'].filter(Boolean)
  const state = [
    disabled && 'disabled',
    demo && 'demonstration',
    !account.hasPassword && 'no password yet',
    factors.length > 0 ? factors.join(' and ') : 'no second factor',
  ]
  const roles = offices.map((office) => `  ${inWords(staff, office)}`)
  return [`${name} <${email}>: ${state.filter(Boolean).join(', ')}`, ...roles].join('\n')
}
