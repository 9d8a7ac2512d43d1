/** What the desk enters for someone present, on the telephone or on paper: with a receipt that is flagged as not their own making. */

import type { Actor } from '@goc/domain/people.ts'
import type { deskChannels, PetitionType, Preset } from '@goc/domain/petitions/acts.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { codeOf } from './code.ts'
import { type EnvelopeRefusal, useEnvelope } from './envelopes.ts'
import type { Means } from './means.ts'
import { type Raised, type RaiseRefusal, raise, receiptFor } from './raise.ts'

export type TakingIn = {
  /** The office that takes it in. */
  actor: Actor
  unit: string
  field: string
  type: PetitionType
  channel: (typeof deskChannels)[number]
  preset: Preset
  text: string
  place?: string
  contact?: string
  publish: boolean
  /** The public key of a receipt that the officer's device made; absent, one is made here. Either is flagged. */
  key?: string
  /** The code outside an envelope that the person holds: what is inside is their receipt, and no office has seen it. */
  envelope?: string
  request: string
}

export type DeskRefusal = RaiseRefusal | EnvelopeRefusal

/** Takes a matter in. The same request takes it in once, and gives the same receipt again. */
export const takeIn = (
  means: Means,
  { envelope, ...taking }: TakingIn,
): Promise<Raised | { refusal: DeskRefusal }> =>
  envelope === undefined
    ? raise(means, { ...taking, keyBy: 'office' })
    : useEnvelope(means.store.db, envelope, taking.request, (key) =>
        raise(means, { ...taking, key, keyBy: 'envelope' }),
      )

/** Joins someone to a matter in their name. The same request joins once. */
export async function joinFor(
  { store, master }: Means,
  id: string,
  { actor, key: given, envelope, request }: Pick<TakingIn, 'actor' | 'key' | 'envelope' | 'request'>,
): Promise<Raised | { refusal: DeskRefusal }> {
  const joined = async (key: string, keyBy: 'office' | 'envelope', secret?: Uint8Array) => {
    const asked = { do: 'join', key, keyBy } as const
    const outcome = await perform(store, petitions, id, actor, asked, { requestId: request })
    if ('refusal' in outcome) return outcome
    return { id, code: codeOf(id), acts: outcome.acts, ...(secret && { secret }) }
  }
  if (envelope !== undefined)
    return useEnvelope(store.db, envelope, request, (key) => joined(key, 'envelope'))
  if (given !== undefined) return joined(given, 'office')
  const { publicKey, secret } = receiptFor(master.byId.get(master.current)!, request)
  return joined(toBase64url(publicKey), 'office', secret)
}
