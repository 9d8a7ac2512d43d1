/** A journey to an identity provider and back, kept sealed in the browser that began it, for ten minutes. */

import { type Means, seal, unseal } from '@goc/store/people/means.ts'
import type { RequestEvent } from '@sveltejs/kit'
import * as v from 'valibot'
import { dropCookie, readCookie, setCookie } from './cookies.ts'

const WITHIN = 600
const kept = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  lang: v.picklist(['vi', 'en']),
  back: v.optional(v.string()),
  until: v.number(),
})
type Kept = v.InferOutput<typeof kept>

export function keepJourney(event: RequestEvent, means: Means, journey: Omit<Kept, 'until'>): void {
  const text = JSON.stringify({ ...journey, until: means.now() + WITHIN })
  const sealed = seal(means.master, 'handed to a browser', 'journey', Buffer.from(text))
  setCookie(event, 'sso', sealed.toString('base64url'), WITHIN)
}

/** Taken once: whoever comes back a second time begins anew. */
export function takeJourney(event: RequestEvent, means: Means): Kept | undefined {
  const sealed = readCookie(event, 'sso')
  dropCookie(event, 'sso')
  const bytes =
    sealed && unseal(means.master, 'handed to a browser', 'journey', Buffer.from(sealed, 'base64url'))
  if (!bytes) return undefined
  const { success, output } = v.safeParse(kept, JSON.parse(bytes.toString()))
  return success && output.until > means.now() ? output : undefined
}
