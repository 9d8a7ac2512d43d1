/** The tables of staff accounts as TypeScript sees them, beside migrations/008-people.sql which makes them. */

import type { Role, UnitId } from '@goc/domain/people.ts'
import type { Generated, GeneratedAlways } from 'kysely'

export type PeopleTables = {
  account: {
    id: Generated<string>
    name: string
    email: string
    emailKey: string
    password: string | null
    totp: Buffer | null
    totpStep: Generated<number>
    handle: Buffer
    disabled: Generated<boolean>
    demo: Generated<boolean>
    createdAt: number
  }
  office: {
    id: GeneratedAlways<number>
    account: string
    role: Role
    unit: UnitId
    fromDay: string
    untilDay: string | null
  }
  accountIdentity: { issuer: string; subject: string; account: string }
  passkey: {
    id: string
    account: string
    publicKey: Buffer
    counter: number
    transports: string[]
    name: string
    addedAt: number
    usedAt: number | null
  }
  challenge: { digest: Buffer; account: string | null; until: number }
  recoveryCode: { digest: Buffer; account: string; usedAt: number | null }
  invitation: { digest: Buffer; account: string; lostFactor: boolean; until: number; usedAt: number | null }
  session: {
    id: Generated<string>
    digest: Buffer
    account: string
    assurance: 'password' | 'second-factor' | 'demonstration' | 'half'
    enrols: Generated<boolean>
    begunAt: number
    provenAt: number
    seenAt: number
    until: number
    device: string
  }
  attempt: { digest: Buffer; n: number; until: number }
  access: {
    id: GeneratedAlways<number>
    t: number
    account: string
    office: string
    unit: UnitId
    subject: string
    what: string
    reason: string | null
  }
  accountChange: {
    id: GeneratedAlways<number>
    t: number
    account: string
    by: string | null
    what: string
    detail: Generated<object>
  }
}
