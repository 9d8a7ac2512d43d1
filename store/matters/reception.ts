/** What the desk enters for someone present, on the telephone or on paper: with a receipt that is flagged as not their own making. */

import type { Actor } from '@goc/domain/people.ts'
import type { deskChannels, PetitionType, Preset } from '@goc/domain/petitions/acts.ts'
import { toBase64url } from '@goc/record/bytes.ts'
import { perform } from '../perform.ts'
import { petitions } from '../petitions.ts'
import { codeOf } from './code.ts'
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
  request: string
}

export type DeskRefusal = RaiseRefusal

/** Takes a matter in. The same request takes it in once, and gives the same receipt again. */
export const takeIn = (means: Means, taking: TakingIn): Promise<Raised | { refusal: DeskRefusal }> =>
  raise(means, { ...taking, keyBy: 'office' })

/** Joins someone to a matter in their name. The same request joins once. */
export async function joinFor(
  { store, master }: Means,
  id: string,
  { actor, key: given, request }: Pick<TakingIn, 'actor' | 'key' | 'request'>,
): Promise<Raised | { refusal: DeskRefusal }> {
  const made = given === undefined ? receiptFor(master.byId.get(master.current)!, request) : undefined
  const key = given ?? toBase64url(made!.publicKey)
  const asked = { do: 'join', key, keyBy: 'office' } as const
  const outcome = await perform(store, petitions, id, actor, asked, { requestId: request })
  if ('refusal' in outcome) return outcome
  return { id, code: codeOf(id), acts: outcome.acts, ...(made && { secret: made.secret }) }
}
