import { choose } from '@goc/domain/people/offices.ts'
import { holds } from '@goc/domain/people.ts'
import { readTree } from '@goc/store/units.ts'
import { unsent } from '#lib/unsent.ts'
import type { LayoutServerLoad } from './$types'

/** Who is here, and which of the pages that depend on an office may be linked to. */
export const load: LayoutServerLoad = async ({ locals }) => {
  const { person, people, today } = locals
  if (!person || !people) return { me: undefined }
  const tree = await readTree(people.db)
  const mayAs = (...roles: Parameters<typeof holds>[1][number][]) =>
    person.offices.some(({ unit }) => {
      const asked = choose(person, tree, today, (actor) => (holds(actor, roles, unit) ? undefined : 'no'))
      return 'actor' in asked
    })
  return unsent({
    me: {
      name: person.name,
      leads: mayAs('leader'),
      takesIn: mayAs('reception', 'secretary', 'moderator'),
      seesMatters: mayAs('reception', 'officer', 'leader', 'supervisor'),
      seesLog: mayAs('supervisor', 'auditor'),
      keepsAccounts: mayAs('admin'),
    },
  })
}
