/** For tests: accounts on a record of their own, with a clock that is set by hand. */

import type { Office } from '@goc/domain/people/offices.ts'
import { Secret, TOTP } from 'otpauth'
import { type TestRecord, testRecord } from '../testing/record.ts'
import { addAccount } from './accounts.ts'
import { offerCodeApp } from './code-app.ts'
import { acceptInvitation, invite } from './invitations.ts'
import type { Means } from './means.ts'
import { enrolCodeApp } from './own.ts'
import { personOf } from './sessions.ts'

export const PASSWORD = 'gạo trắng nước trong'
export const device = 'Firefox · Linux'
export const from = (address: string, proof?: string) => ({ address, device, ...(proof && { proof }) })

export type TestPeople = {
  record: TestRecord
  means: Means
  pass(seconds: number): void
  close(): Promise<void>
}

export async function testPeople(start = 1_770_000_000): Promise<TestPeople> {
  const record = await testRecord()
  let t = start
  return {
    record,
    means: { db: record.store.db, master: record.master, now: () => t },
    pass: (seconds) => {
      t += seconds
    },
    close: record.close,
  }
}

/** An account with its password set, and the session that this began. */
export async function newAccount(means: Means, email: string, office?: Office) {
  const added = await addAccount(means, { name: 'Nguyễn Thị Lan', email, ...(office && { office }) }, null)
  if ('refusal' in added) throw new Error(added.refusal)
  const { token } = await invite(means, added.id, null)
  const accepted = await acceptInvitation(means, { token, password: PASSWORD, device })
  if ('refusal' in accepted) throw new Error(accepted.refusal)
  return { id: added.id, token: accepted.token }
}

/** What the app on someone's phone shows at a moment. */
export const codeAt = (secret: string, t: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t * 1_000 })

/** Sets up a code app in this session: gives its secret, the session's new token, and the recovery codes. */
export async function withCodeApp(means: Means, token: string) {
  const person = (await personOf(means, token))!
  const { secret, sealed } = offerCodeApp(means, person)
  const raised = await enrolCodeApp(means, person, {
    sealed,
    code: codeAt(secret, means.now()),
    token,
    device,
  })
  if ('refusal' in raised) throw new Error(raised.refusal)
  return { secret, token: raised.token, codes: raised.codes ?? [] }
}
