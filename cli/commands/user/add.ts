import { parseArgs } from 'node:util'
import { needsSecondFactor } from '@goc/domain/people/offices.ts'
import { addAccount } from '@goc/store/people/accounts.ts'
import { invite } from '@goc/store/people/invitations.ts'
import { dayFrom, linkTo, needed, refusals, roleOf, unitWith, withStaff } from '../../people.ts'

export const summary = 'adds a staff account and prints its one-time link'
export const usage = `goc user add --name N --email E --role R --unit CODE [--from DAY] [--until DAY] [--data DIR]

  --name   the person's name; private, and never on the record
  --email  their e-mail address, by which they sign in
  --role   reception, officer, leader, moderator, secretary, editor, reporter, supervisor, auditor or admin
  --unit   the code of the unit in which the role is held; it reaches the units below
  --from   the first day of the role (today)
  --until  its last day (none)

The link is printed once and holds for 72 hours. By it the person sets a password and a second factor; leaders and
admins need one. Hand it over yourself: whoever opens it first has the account.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      name: { type: 'string' },
      email: { type: 'string' },
      role: { type: 'string' },
      unit: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const name = needed('name', values.name, 'the name of the person')
  const email = needed('email', values.email, 'an e-mail address')
  const role = roleOf('role', values.role)
  const code = needed('unit', values.unit, "a unit's code, such as 25")
  const from = dayFrom('from', values.from)
  const until = dayFrom('until', values.until)

  return withStaff(values, async (staff) => {
    const office = {
      role,
      unit: unitWith(staff, code),
      from: from ?? staff.today,
      ...(until !== undefined && { until }),
    }
    const added = await addAccount(staff.means, { name, email, office }, null)
    if ('refusal' in added) throw new Error(refusals[added.refusal])
    const { token } = await invite(staff.means, added.id, null)
    if (needsSecondFactor(role))
      process.stderr.write(`The role ${role} can be used once a second factor is set up too.\n`)
    process.stderr.write('One-time link, for 72 hours:\n')
    console.log(linkTo(values.data, token))
    return 0
  })
}
