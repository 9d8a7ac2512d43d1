/** What pages on which people ask to be told work with; and the form in which they ask, parsed at the border. */

import { now } from '@goc/store/clock.ts'
import type { Means as Matters } from '@goc/store/matters/means.ts'
import type { Channel, Offered } from '@goc/store/notices/channels.ts'
import { isPushEndpoint, readPushAddress } from '@goc/store/notices/push.ts'
import { type Means, permitFor } from '@goc/store/notices/subscriptions.ts'
import { error } from '@sveltejs/kit'
import * as v from 'valibot'
import { context } from '../../../server/context.ts'

export const offered = (): Offered => (context().notices ?? { email: false, phone: false }) as Offered

/** Throws 404 where there are no matters to be told of. */
export function noticesRoom(): Means {
  const { matters } = context()
  if (!matters) error(404)
  const { store, master } = matters as Matters
  return { store, master, now }
}

/** What a page that shows a matter with its receipt hands its holder; undefined where there is no way to be told. */
export type Offer = { id: string; permit: string; email: boolean; phone: boolean; pushKey?: string }

export async function offerFor(id: string): Promise<Offer | undefined> {
  const { email, phone, push } = offered()
  if (!email && !phone && !push) return undefined
  const permit = await permitFor(noticesRoom(), id)
  return permit === undefined ? undefined : offerWith(id, permit)
}

export function offerWith(id: string, permit: string): Offer {
  const { email, phone, push } = offered()
  return { id, permit, email, phone, ...(push && { pushKey: push.key }) }
}

const Form = v.object({
  viec: v.fallback(v.pipe(v.string(), v.regex(/^[0-9A-Z]{26}$/)), ''),
  phep: v.fallback(v.pipe(v.string(), v.maxLength(80)), ''),
  kenh: v.fallback(v.picklist(['email', 'phone', 'push']), 'email'),
  noi: v.fallback(
    v.pipe(
      v.string(),
      v.transform((text) => text.trim().slice(0, 2_000)),
    ),
    '',
  ),
})
export type AskForm = v.InferOutput<typeof Form>
export const readAskForm = (form: object): AskForm => v.parse(Form, form)

const Email = v.pipe(v.string(), v.maxLength(254), v.email())

/** The address as it is kept, or what is wrong with it. */
export function addressOf({
  kenh,
  noi,
}: Pick<AskForm, 'kenh' | 'noi'>):
  | { channel: Channel; address: string }
  | { problem: 'email' | 'phone' | 'device' } {
  const { email, phone, push } = offered()
  if (kenh === 'email') {
    const address = noi.toLowerCase()
    return email && v.is(Email, address) ? { channel: kenh, address } : { problem: 'email' }
  }
  if (kenh === 'phone') {
    const [, digits] = /^(?:\+?84|0)([235789]\d{8,9})$/.exec(noi.replace(/[\s.()-]/g, '')) ?? []
    return phone && digits ? { channel: kenh, address: `+84${digits}` } : { problem: 'phone' }
  }
  const subscription = readPushAddress(noi)
  return push && subscription && isPushEndpoint(subscription.endpoint, push.hosts)
    ? { channel: kenh, address: JSON.stringify(subscription) }
    : { problem: 'device' }
}
