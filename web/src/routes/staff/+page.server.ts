import { isUsable, needsSecondFactor } from '@goc/domain/people/offices.ts'
import { readTree } from '@goc/store/units.ts'
import { served } from '#lib/server/staff/desk.ts'
import { unsent } from '#lib/unsent.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { means, person } = served(event)
  const tree = await readTree(means.db)
  return unsent({
    name: person.name,
    isDemo: person.assurance === 'demonstration',
    asksFactor: person.assurance === 'password' && person.offices.some(({ role }) => needsSecondFactor(role)),
    offices: person.offices.map((office) => ({
      role: office.role,
      unit: tree.label(office.unit)?.name ?? office.unit,
      code: tree.label(office.unit)?.code,
      isUsable: isUsable(office, person.assurance),
    })),
  })
}
