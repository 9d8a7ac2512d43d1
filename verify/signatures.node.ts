/** Citizens' signatures, checked beside the reading: they are nine tenths of the work (record.md §5.4). */

import { createPublicKey, verify } from 'node:crypto'
import { type Act, asSigned } from '@goc/domain/act.ts'
import { fromBase64url } from '@goc/record/bytes.ts'
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
      under.set(index, holds(fromBase64url(key), actMessage(origin, asSigned(act)), fromBase64url(act.sig)))
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

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

function holds(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
  return new Promise((resolve) => {
    verify(null, message, key, signature, (error, valid) => resolve(!error && valid))
  })
}
