/** What carries messages one way. It says how it went; why is for the operator, and names nobody. */

import type { Channel } from '@goc/store/notices/channels.ts'
import type { Delivery } from '@goc/store/notices/queue.ts'
import type { Message } from './words.ts'

export type Parcel = {
  /** The same each time this message is sent: whoever has had it may drop it. */
  key: string
  address: string
  lang: string
  message: Message
}

export type Delivered = { delivery: Delivery; why?: string }

export type Carrier = {
  channel: Channel
  /** How many messages it takes at once. */
  atOnce: number
  /** Never throws, and ends in less time than a notice may be held (`LEASE`). */
  send(parcel: Parcel): Promise<Delivered>
  close(): void
}

export const sent: Delivered = { delivery: 'sent' }
