/** Joining someone else's matter: one person more is counted, with a receipt of their own. */

import type { PetitionRefusal } from '@goc/domain/petitions/rules.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { codeOf } from './code.ts'
import { citizen, type Means } from './means.ts'
import { type Raised, receiptFor } from './raise.ts'

/** `key`: as in `Raising`. The same request joins once. */
export async function join(
  { store, master }: Means,
  id: string,
  { key: own, request }: { key?: string; request: string },
): Promise<Raised | { refusal: PetitionRefusal | 'signature-does-not-hold' }> {
  const made = own === undefined ? receiptFor(master.byId.get(master.current)!, request) : undefined
  const key = own ?? toBase64url(made!.publicKey)
  const asked = { do: 'join', key, ...(made && { keyBy: 'server' as const }) } as const
  const outcome = await perform(store, petitions, id, citizen, asked, { requestId: request })
  if ('refusal' in outcome) return { refusal: outcome.refusal }
  return { id, code: codeOf(id), acts: outcome.acts, ...(made && { secret: made.secret }) }
}
