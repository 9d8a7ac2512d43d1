/** One-time codes of an app (TOTP, RFC 6238): six digits, thirty seconds, each taken once. */

import { Secret, TOTP } from 'otpauth'
import { type Means, seal, unseal } from './means.ts'

const STEP = 30

const totpOf = (secret: Uint8Array, email = '') =>
  new TOTP({
    issuer: 'Gốc',
    label: email,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    period: STEP,
  })

/** What an app is told: as an address for a QR code, and as letters to type in. */
export type CodeAppOffer = { uri: string; secret: string; sealed: string }

/** A new secret for an app. Nothing is kept yet: `sealed` comes back with the first code. */
export function offerCodeApp(
  { master }: Pick<Means, 'master'>,
  { account, email }: { account: string; email: string },
): CodeAppOffer {
  const { buffer } = new Secret({ size: 20 })
  return offerOf(
    new Uint8Array(buffer),
    email,
    seal(master, 'one-time code secret', account, new Uint8Array(buffer)),
  )
}

function offerOf(secret: Uint8Array, email: string, sealed: Buffer): CodeAppOffer {
  const totp = totpOf(secret, email)
  return { uri: totp.toString(), secret: totp.secret.base32, sealed: sealed.toString('base64url') }
}

/** The same offer again, after a wrong code; undefined when it was not made by us for this account. */
export function sameOffer(
  { master }: Pick<Means, 'master'>,
  { account, email }: { account: string; email: string },
  sealed: string,
): CodeAppOffer | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  const secret = unseal(master, 'one-time code secret', account, bytes)
  return secret && offerOf(secret, email, bytes)
}

/** Takes the app when its first code is right; gives whether it was. */
export async function setCodeApp(
  means: Means,
  account: string,
  sealed: string,
  code: string,
): Promise<boolean> {
  const bytes = Buffer.from(sealed, 'base64url')
  const secret = unseal(means.master, 'one-time code secret', account, bytes)
  const step = secret && stepOf(secret, code, means.now())
  if (step === undefined) return false
  const set = { totp: bytes, totpStep: step }
  await means.db.updateTable('account').set(set).where('id', '=', account).execute()
  return true
}

/** Whether this is a code of the account's app that was not taken before. */
export async function takeCode(means: Means, account: string, code: string): Promise<boolean> {
  const row = await means.db.selectFrom('account').select('totp').where('id', '=', account).executeTakeFirst()
  const secret = row?.totp && unseal(means.master, 'one-time code secret', account, row.totp)
  const step = secret && stepOf(secret, code, means.now())
  if (!step) return false
  // Two that bring the same code at once: the database lets one through.
  const { numUpdatedRows } = await means.db
    .updateTable('account')
    .set({ totpStep: step })
    .where('id', '=', account)
    .where('totpStep', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The step that a code belongs to; a clock may be one step off either way. */
function stepOf(secret: Uint8Array, code: string, t: number): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totpOf(secret).validate({ token, timestamp: t * 1_000, window: 1 })
  return delta === null ? undefined : Math.floor(t / STEP) + delta
}

export const removeCodeApp = async ({ db }: Pick<Means, 'db'>, account: string): Promise<void> => {
  await db.updateTable('account').set({ totp: null }).where('id', '=', account).execute()
}

/** Seals every secret that an older master key seals with the current one; gives how many. */
export async function rotateCodeApps({ db, master }: Pick<Means, 'db' | 'master'>): Promise<number> {
  let rotated = 0
  const rows = await db.selectFrom('account').select(['id', 'totp']).where('totp', 'is not', null).execute()
  for (const { id, totp } of rows) {
    const secret = unseal(master, 'one-time code secret', id, totp!)
    if (!secret) throw new Error(`the secret of the one-time codes of account ${id} does not open`)
    const sealed = seal(master, 'one-time code secret', id, secret)
    if (totp!.subarray(1, 1 + totp![0]!).equals(sealed.subarray(1, 1 + sealed[0]!))) continue
    await db
      .updateTable('account')
      .set({ totp: sealed })
      .where('id', '=', id)
      .where('totp', '=', totp)
      .execute()
    rotated++
  }
  return rotated
}
