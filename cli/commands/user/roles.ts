import { parseArgs } from 'node:util'
import { needsSecondFactor } from '@goc/domain/people/offices.ts'
import { endOffice, giveOffice, officesOf } from '@goc/store/people/offices.ts'
import { accountWith, dayFrom, inWords, needed, refusals, roleOf, unitWith, withStaff } from '../../people.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = 'shows, gives or ends the roles of an account'
export const usage = `goc user roles --email E [--give R | --end R] [--unit CODE] [--from DAY] [--until DAY] [--data DIR]

  --give   gives this role in the unit
  --end    ends this role in the unit: at once, or with --until as its last day
  --unit   the unit's code
  --from   the first day of a role that is given (today)
  --until  the last day

Prints the roles as they are afterwards.`

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      email: { type: 'string' },
      give: { type: 'string' },
      end: { type: 'string' },
      unit: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const email = needed('email', values.email, 'the address of the account')
  if (values.give !== undefined && values.end !== undefined)
    throw new UsageError('--give and --end: one of them at a time')
  const changes = values.give !== undefined || values.end !== undefined
  const role = changes
    ? roleOf(values.give === undefined ? 'end' : 'give', values.give ?? values.end)
    : undefined
  const code = changes ? needed('unit', values.unit, "a unit's code, such as 25") : undefined
  const from = dayFrom('from', values.from)
  const until = dayFrom('until', values.until)

  return withStaff(values, async (staff) => {
    const { means, today } = staff
    const account = await accountWith(staff, email)
    if (role !== undefined && code !== undefined) {
      const office = { role, unit: unitWith(staff, code) }
      const given = { ...office, from: from ?? today, ...(until !== undefined && { until }) }
      const refused =
        values.give === undefined
          ? await endOffice(means, account.id, office, null, until)
          : await giveOffice(means, account.id, given, null)
      if (refused) throw new Error(refusals[refused.refusal])
      const lacksFactor = !account.hasCodeApp && account.passkeys === 0
      if (values.give !== undefined && needsSecondFactor(role) && account.hasPassword && lacksFactor)
        process.stderr.write(
          'This role needs a second factor, which this account has not: goc user reset gives a link to set it up.\n',
        )
    }
    for (const office of await officesOf(means, account.id, today)) console.log(inWords(staff, office))
    return 0
  })
}
