/**
 * Receipts in the browser: the secret is made here and stays here. Where the browser knows no Ed25519, forms go as they
 * are, and the server makes the receipt.
 */

import { toDigits, withCheck, writeDigits } from '@goc/record/base32.ts'
import { fromBase64url, toBase64url } from '@goc/record/bytes.ts'
import { canonicalize } from '@goc/record/canonical.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20)

export type Keys = { key: string; sign(message: Uint8Array): Promise<string> }

export const newSecret = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16))
export const readSecret = (text: string): Uint8Array | undefined => {
  try {
    const secret = fromBase64url(text)
    return secret.length === 16 ? secret : undefined
  } catch {
    return undefined
  }
}

/** The keys that a receipt's secret makes (record.md §4.3). Rejects where the browser has no Ed25519. */
export async function keysOf(secret: Uint8Array): Promise<Keys> {
  const material = await crypto.subtle.importKey('raw', secret as BufferSource, 'HKDF', false, ['deriveBits'])
  const info = encode('goc/receipt/v1')
  const seed = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    256,
  )
  const pkcs8 = new Uint8Array(48)
  pkcs8.set(PKCS8)
  pkcs8.set(new Uint8Array(seed), 16)
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const { x } = await crypto.subtle.exportKey('jwk', key)
  return {
    key: x!,
    sign: async (message) =>
      toBase64url(new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as BufferSource))),
  }
}

export const lettersOf = (secret: Uint8Array): string => writeDigits(withCheck(toDigits(secret)))

/** See `actMessage` and `openMessage` on the server: what is signed there is verified there. */
export const actMessage = (origin: string, act: object): Uint8Array =>
  encode(`goc/act/v1\n${origin}\n${canonicalize({ ...act, sig: undefined })}`)
export const openMessage = (origin: string, key: string, time: number): Uint8Array =>
  encode(`goc/open/v1\n${origin}\n${key}\n${time}`)

/** Where the secret of this tab's receipts is, by the request that made each. */
export const kept = {
  put: (name: string, secret: Uint8Array) => sessionStorage.setItem(`goc-b ${name}`, toBase64url(secret)),
  get: (name: string) => readSecret(sessionStorage.getItem(`goc-b ${name}`) ?? ''),
  /** At a desk the next person's form forgets the receipts of those before. */
  forget: () => {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith('goc-b ')) sessionStorage.removeItem(name)
  },
}
