/** The ways by which this instance tells people, as its settings say. */

import { pushKey } from '@goc/store/keys.ts'
import type { Offered } from '@goc/store/notices/channels.ts'
import type { Carrier } from './carrier.ts'
import { emailCarrier } from './email.ts'
import { gatewayCarrier } from './gateway.ts'
import { publicPushKey, pushCarrier } from './push.ts'
import type { NoticeSettings } from './settings.ts'

export type Ways = { carriers: Carrier[]; offered: Offered }

/** `data`: where keys lie; `origin`: the public address. */
export async function waysFrom(
  { email, gateway, hosts }: NoticeSettings,
  data: string,
  origin: string,
): Promise<Ways> {
  const carriers: Carrier[] = []
  if (email) carriers.push(emailCarrier(email))
  if (gateway) carriers.push(gatewayCarrier(gateway))
  const offered: Offered = { email: email !== undefined, phone: gateway !== undefined }
  if (!hosts) return { carriers, offered }
  const key = await pushKey(data)
  const address = /([^\s<>]+)>?\s*$/.exec(email?.from ?? '')?.[1]
  const contact = `mailto:${address ?? `webmaster@${new URL(origin).hostname}`}`
  carriers.push(pushCarrier({ key, contact, hosts }))
  return { carriers, offered: { ...offered, push: { key: publicPushKey(key), hosts } } }
}
