/**
 * Stands in for `@goc/verify/recount.ts` until that is there: one line of worker.ts imports it. It never says that
 * anything agrees.
 */

import type { Figures } from '@goc/domain/figures.ts'

export type Recount = (of: {
  fetchBytes(path: string): Promise<Uint8Array>
  vkey: string
  unit: string
  from: string
  to: string
  sha256(bytes: Uint8Array): Uint8Array
  verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  onProgress(done: number, size: number): void
}) => Promise<{ size: number; root: string; time: string; figures: Figures; acts: number; ms: number }>

export const recount: Recount = async () => {
  throw new Error('no recount here yet')
}
