/** Citizens' signatures, checked beside the reading: they are nine tenths of the work (record.md §5.4). */

import { createPublicKey, verify } from 'node:crypto'
import { type Act, asSigned } from '@goc/domain/act.ts'
import { actMessage } from '@goc/record/receipt.ts'
import { Fault } from './fault.ts'

/** More than this many under way, and the reading waits. */
const AT_ONCE = 2_000

export type Signatures = {
  check(act: Act & { sig: string }, key: string, index: number): void
  /** Waits until few are under way; with `all`, until none. Throws `bad-citizen-signature` of the first that fails. */
  settle(all?: boolean): Promise<void>
  count(): number
}

/** Node checks them on its pool of threads, by OpenSSL: what is valid is what it says everywhere else. */
export function makeSignatures(origin: string): Signatures {
  const under = new Map<number, Promise<boolean>>()
  let count = 0
  return {
    check(act, key, index) {
      count++
      under.set(index, holds(key, actMessage(origin, asSigned(act)), act.sig))
    },
    async settle(all = false) {
      if (!all && under.size < AT_ONCE) return
      // In the order of their indices, so that the first fault is named.
      for (const [index, valid] of under) {
        if (!(await valid))
          throw new Fault('bad-citizen-signature', "the signature is not that of the matter's receipt", index)
        under.delete(index)
      }
    },
    count: () => count,
  }
}

/** Key and signature in base64url, as their schema has them. Whatever OpenSSL does not take is not valid. */
function holds(x: string, message: Uint8Array, signature: string): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    verify(null, message, key, Buffer.from(signature, 'base64url'), (error, valid) =>
      resolve(!error && valid),
    )
  }).catch(() => false)
}
