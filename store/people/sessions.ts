/** Who is signed in, where, and how sure that is. A session is renewed whenever more is proven. */

import { dayOf } from '@goc/domain/day.ts'
import { type Assurance, isHeld, type Office } from '@goc/domain/people/offices.ts'
import { digestOf, type Means, newToken } from './means.ts'
import { officesOf } from './offices.ts'
import { noteChange } from './trail.ts'

/** A session ends when nothing was asked for this long, and after a working day whatever happens. */
export const IDLE = 2 * 3_600
export const LONGEST = 12 * 3_600
/** How long the second step of signing in may take. */
const HALF_WAY = 10 * 60
/** For this long after proving who one is, one may change how one signs in. */
const PROVEN = 15 * 60
/** Looking is noted once in a while only, so that a page costs no write. */
const SEEN_EVERY = 60

/** Whoever is signed in. `offices` are those held today. */
export type Person = {
  account: string
  name: string
  email: string
  offices: Office[]
  assurance: Assurance
  demo: boolean
  /** The id of the session. */
  session: string
  /** Came by a one-time link, and may set up the account's first second factor. */
  enrols: boolean
  /** Proved who they are a moment ago. */
  isProven: boolean
}

export type SessionRow = {
  id: string
  device: string
  begunAt: number
  seenAt: number
  assurance: Assurance
}

type Begin = {
  account: string
  assurance: Assurance | 'half'
  enrols?: boolean
  device: string
  /** A token that this session takes the place of. */
  replaces?: string
}

/** Begins a session and gives the token for its cookie. */
export async function beginSession(means: Means, begin: Begin): Promise<string> {
  const { db } = means
  const t = means.now()
  const token = newToken()
  const isHalf = begin.assurance === 'half'
  if (begin.replaces !== undefined)
    await db.deleteFrom('session').where('digest', '=', digestOf(begin.replaces)).execute()
  await db.deleteFrom('session').where('until', '<=', t).execute()
  await db
    .insertInto('session')
    .values({
      digest: digestOf(token),
      account: begin.account,
      assurance: begin.assurance,
      enrols: begin.enrols ?? false,
      begunAt: t,
      provenAt: t,
      seenAt: t,
      until: t + (isHalf ? HALF_WAY : LONGEST),
      device: begin.device.slice(0, 100),
    })
    .execute()
  if (!isHalf)
    await noteChange(means, begin.account, begin.account, 'signed-in', { assurance: begin.assurance })
  return token
}

/** Who holds this token now; undefined when it has ended, or the account is disabled. */
export async function personOf(means: Means, token: string | undefined): Promise<Person | undefined> {
  const found = await findSession(means, token)
  if (!found || found.assurance === 'half') return undefined
  const t = means.now()
  if (t - found.seenAt >= SEEN_EVERY)
    await means.db.updateTable('session').set({ seenAt: t }).where('id', '=', found.session).execute()
  const day = dayOf(t)
  const offices = await officesOf(means, found.account, day)
  return {
    account: found.account,
    name: found.name,
    email: found.email,
    offices: offices.filter((office) => isHeld(office, day)),
    assurance: found.assurance,
    demo: found.demo,
    session: found.session,
    enrols: found.enrols,
    isProven: t - found.provenAt < PROVEN,
  }
}

/** The account that has taken the first step of signing in. */
export async function halfWay(
  means: Means,
  token: string | undefined,
): Promise<{ account: string; email: string } | undefined> {
  const found = await findSession(means, token)
  return found?.assurance === 'half' ? found : undefined
}

async function findSession({ db, now }: Means, token: string | undefined) {
  if (token === undefined || token.length > 100) return undefined
  const t = now()
  return db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select([
      'session.id as session',
      'account',
      'assurance',
      'enrols',
      'provenAt',
      'seenAt',
      'name',
      'email',
      'demo',
    ])
    .where('digest', '=', digestOf(token))
    .where('until', '>', t)
    .where('seenAt', '>', t - IDLE)
    .where('disabled', '=', false)
    .executeTakeFirst()
}

/** Notes that the person has just proven who they are. */
export async function proveSession({ db, now }: Means, session: string): Promise<void> {
  await db.updateTable('session').set({ provenAt: now() }).where('id', '=', session).execute()
}

/** Those that are going on, the one used last first. */
export async function listSessions({ db, now }: Means, account: string): Promise<SessionRow[]> {
  const t = now()
  const rows = await db
    .selectFrom('session')
    .select(['id', 'device', 'begunAt', 'seenAt', 'assurance'])
    .where('account', '=', account)
    .where('assurance', '!=', 'half')
    .where('until', '>', t)
    .where('seenAt', '>', t - IDLE)
    .orderBy('seenAt', 'desc')
    .execute()
  return rows as SessionRow[]
}

/** Signs out of the session that holds this token. */
export async function endSession({ db }: Pick<Means, 'db'>, token: string): Promise<void> {
  await db.deleteFrom('session').where('digest', '=', digestOf(token)).execute()
}

/** Ends sessions of an account: `only` that one, or all but `except`. Gives how many. */
export async function endSessions(
  means: Means,
  account: string,
  by: string | null,
  { only, except }: { only?: string; except?: string } = {},
): Promise<number> {
  let asked = means.db.deleteFrom('session').where('account', '=', account)
  if (only !== undefined) asked = asked.where('id', '=', only)
  if (except !== undefined) asked = asked.where('id', '!=', except)
  const { numDeletedRows } = await asked.executeTakeFirstOrThrow()
  const n = Number(numDeletedRows)
  if (n > 0) await noteChange(means, account, by, 'sessions-ended', { n })
  return n
}
