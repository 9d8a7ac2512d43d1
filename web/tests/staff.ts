/** For tests of staff pages: a real store with a few units, the front door before it, and people to sign in. */

import type { Office } from '@goc/domain/people/offices.ts'
import { type Role, system } from '@goc/domain/people.ts'
import { keepLetters } from '@goc/store/letters.ts'
import { addAccount } from '@goc/store/people/accounts.ts'
import { invite } from '@goc/store/people/invitations.ts'
import type { Means } from '@goc/store/people/means.ts'
import { beginSession } from '@goc/store/people/sessions.ts'
import { perform } from '@goc/store/perform.ts'
import { makeReaders } from '@goc/store/readers.ts'
import { type TestRecord, testRecord } from '@goc/store/testing/record.ts'
import { units } from '@goc/store/units.ts'
import { type Front, type FrontOptions, startFront } from '../server/front.ts'

/** Seen from commune A: V lies below, the province above, B beside. */
export const unitAt = { own: 'A', below: 'V', above: '25', beside: 'B' } as const
const tree = [
  ['25', 'province'],
  ['A', 'commune', '25'],
  ['B', 'commune', '25'],
  ['V', 'village', 'A'],
] as const

export type Staff = {
  front: Front
  means: Means
  record: TestRecord
  at(path: string): string
  /** A new account's one-time link. */
  linkFor(email: string, office?: Office): Promise<string>
  /** A new account with an office in this unit. */
  accountIn(unit: string): Promise<string>
  /** The cookie of someone who is signed in with this role in this unit. */
  cookieOf(role: Role | undefined, unit: string): Promise<string>
  close(): Promise<void>
}

export const office = (role: Role, unit: string = 'A'): Office => ({ role, unit, from: '2025-07-01' })

export async function startStaff(
  options: Partial<FrontOptions> = {},
  more: (record: TestRecord) => Partial<FrontOptions> = () => ({}),
): Promise<Staff> {
  const record = await testRecord()
  const { store, master } = record
  for (const [id, level, parent] of tree) {
    const [name] = await keepLetters(store.db, master, `unit/${id}`, [
      { kind: 'name', i: 0, text: `đơn vị ${id}`, public: true },
    ])
    const establish = { do: 'establish', id, level, name: name!, ...(parent && { parent }) } as const
    await perform(store, units, id, system, establish, { books: { on: '2025-07-01' } })
  }
  const means: Means = { db: store.db, master, now: () => Math.floor(Date.now() / 1000) }
  const front = await startFront({
    port: 0,
    host: '127.0.0.1',
    store: makeReaders(store),
    people: means,
    ...options,
    ...more(record),
  })

  let made = 0
  async function accountOf(email: string, held?: Office): Promise<string> {
    const asked = { name: `Người thử ${++made}`, email, ...(held && { office: held }) }
    const added = await addAccount(means, asked, null)
    if ('refusal' in added) throw new Error(added.refusal)
    return added.id
  }

  return {
    front,
    means,
    record,
    at: (path) => new URL(path, front.url).href,
    async linkFor(email, held) {
      const { token } = await invite(means, await accountOf(email, held), null)
      return new URL(`/can-bo/moi/${token}`, front.url).href
    },
    accountIn: (unit) => accountOf(`in-${unit}-${made}@xa.example`, office('secretary', unit)),
    async cookieOf(role, unit) {
      const account = await accountOf(`${role}-${unit}-${made}@xa.example`, role && office(role, unit))
      const assurance = 'second-factor'
      return `goc-phien=${await beginSession(means, { account, assurance, device: 'test' })}`
    },
    async close() {
      await front.close()
      await record.close()
    },
  }
}
