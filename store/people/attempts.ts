/**
 * Guessing is slowed down where it happens, so that nobody can shut another out by guessing wrongly on purpose: tries
 * are counted for an account together with where they come from. A browser that has signed in before carries a proof
 * of it and is counted alone, whatever strangers do. Nothing here says whether an account exists.
 */

import { createHash, randomBytes } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import { sql } from 'kysely'
import { isOneOf, type Means, macs } from './means.ts'

/** So many tries within so many seconds from the first. */
export type Allowance = { key: string; tries: number; within: number }

const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/**
 * Counts a try before it is looked at, so that many at once are no way around. Gives the moment from which one may
 * try again when there were too many, else undefined.
 */
export async function countTry(
  { db, now }: Means,
  allowances: readonly Allowance[],
): Promise<number | undefined> {
  const t = now()
  let again: number | undefined
  for (const { key, tries, within } of allowances) {
    const { rows } = await sql<{ n: number; until: number }>`
      insert into attempt as kept (digest, n, until) values (${digestOf(key)}, 1, ${t + within})
      on conflict (digest) do update set
        n = case when kept.until <= ${t} then 1 else kept.n + 1 end,
        until = case when kept.until <= ${t} then ${t + within} else kept.until end
      returning n, until`.execute(db)
    const { n, until } = rows[0]!
    if (n > tries) again = Math.max(again ?? 0, until)
  }
  // A little is swept away with each, so that it never grows.
  if (Math.random() < 0.05) await db.deleteFrom('attempt').where('until', '<=', t).execute()
  return again
}

/** The try was good: the count begins anew. */
export async function forgetTries({ db }: Means, key: string): Promise<void> {
  await db.deleteFrom('attempt').where('digest', '=', digestOf(key)).execute()
}

/** The try was good: it does not count against others from the same place. */
export async function giveTryBack({ db }: Means, key: string): Promise<void> {
  await db
    .updateTable('attempt')
    .set((eb) => ({ n: eb('n', '-', 1) }))
    .where('digest', '=', digestOf(key))
    .where('n', '>', 0)
    .execute()
}

/** The network that an address belongs to, as far as one household or office has it: /24 of IPv4, /56 of IPv6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.')
  if (!isIPv6(plain)) return 'unknown'
  const [head = '', tail = ''] = plain.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = plain.includes('::') ? tail.split(':').filter(Boolean) : []
  const whole = [...groups, ...Array(8 - groups.length - rest.length).fill('0'), ...rest].map((group) =>
    group.padStart(4, '0'),
  )
  return whole.join('').slice(0, 14)
}

/** A proof that somebody once signed in to this account from this browser. It opens nothing. */
export function deviceProof({ master }: Pick<Means, 'master'>, account: string): string {
  const nonce = randomBytes(16).toString('base64url')
  return `${nonce}.${macs(master, 'known device', `${account} ${nonce}`)[0]!.toString('base64url')}`
}

/** The name of a known browser; undefined when the proof is none, or of another account. */
export function knownDevice(
  { master }: Pick<Means, 'master'>,
  account: string | undefined,
  proof: string | undefined,
): string | undefined {
  const [nonce, mac] = proof?.split('.') ?? []
  if (!account || !nonce || !mac) return undefined
  const given = Buffer.from(mac, 'base64url')
  return isOneOf(macs(master, 'known device', `${account} ${nonce}`), given) ? nonce : undefined
}
