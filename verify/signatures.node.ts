/** Citizens' signatures, checked beside the reading: they are nine tenths of the work (record.md §5.4). */

import { webcrypto } from 'node:crypto'
import { type Act, asSigned } from '@goc/domain/act.ts'
import { actMessage } from '@goc/record/receipt.ts'
import { Fault } from './fault.ts'

/** What a receipt has signed; its key and signature in base64url, as their schema has them. */
export type SignedMessage = { index: number; key: string; sig: string; message: Uint8Array }

/** Gives the index of the first that does not hold; undefined where all do. */
export type CheckAll = (batch: readonly SignedMessage[]) => Promise<number | undefined>

export type Signatures = {
  check(act: Act & { sig: string }, key: string, index: number): void
  /** Waits until few are under way; with `all`, until none. Throws `bad-citizen-signature` of the first that fails. */
  settle(all?: boolean): Promise<void>
  count(): number
}

const BATCH = 64
/** More batches than this under way, and the reading waits. */
const AT_ONCE = 32

/** Signatures of the record of this origin, checked in batches, here or wherever `checkAll` does it. */
export function makeSignatures(origin: string, checkAll: CheckAll = checkHere): Signatures {
  const under: Promise<number | undefined>[] = []
  let batch: SignedMessage[] = []
  let count = 0
  function send() {
    const checked = checkAll(batch)
    // Whoever stops at another fault may never ask for this one: it must not end the process.
    checked.catch(() => {})
    under.push(checked)
    batch = []
  }
  return {
    check(act, key, index) {
      count++
      batch.push({ index, key, sig: act.sig, message: actMessage(origin, asSigned(act)) })
      if (batch.length === BATCH) send()
    },
    async settle(all = false) {
      if (all && batch.length > 0) send()
      // In the order of their indices, so that the first fault is named, however often one asks.
      while (under.length > (all ? 0 : AT_ONCE)) {
        const wrong = await under[0]
        if (wrong !== undefined)
          throw new Fault('bad-citizen-signature', "the signature is not that of the matter's receipt", wrong)
        under.shift()
      }
    },
    count: () => count,
  }
}

/**
 * On Node's pool of threads, by OpenSSL: what is valid is what it says everywhere else. WebCrypto takes a raw key at
 * less than half of what a KeyObject costs.
 */
export const checkHere: CheckAll = async (batch) => {
  const valid = await Promise.all(batch.map(holds))
  return batch[valid.indexOf(false)]?.index
}

const { subtle } = webcrypto

/** Whatever OpenSSL does not take is not valid. */
async function holds({ key, sig, message }: SignedMessage): Promise<boolean> {
  try {
    const bytes = Buffer.from(key, 'base64url')
    const imported = await subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
    return await subtle.verify('Ed25519', imported, Buffer.from(sig, 'base64url'), message)
  } catch {
    return false
  }
}
