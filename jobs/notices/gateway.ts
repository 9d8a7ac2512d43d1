/**
 * Messages to telephones, through whoever sends them for the operator: a webhook that takes a text for a number. Signed as
 * Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.body`.
 */

import { createHmac } from 'node:crypto'
import { request } from '../request.ts'
import { type Carrier, sent } from './carrier.ts'

export type GatewaySettings = { url: string; secret: string }

const AT_ONCE = 4
const TIMEOUT = 20_000

/** What the receiver computes itself and compares. */
export const signatureOf = (secret: string, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`

export function gatewayCarrier(
  { url, secret }: GatewaySettings,
  clock = () => Math.floor(Date.now() / 1000),
): Carrier {
  const stopped = new AbortController()
  return {
    channel: 'phone',
    atOnce: AT_ONCE,
    async send({ key, address, lang, message }) {
      const { short, link, stop } = message
      const body = JSON.stringify({ to: address, text: short, lang, link, stop })
      const timestamp = clock()
      let status: number
      try {
        const answer = await request(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': key,
            'webhook-id': key,
            'webhook-timestamp': String(timestamp),
            'webhook-signature': signatureOf(secret, key, timestamp, body),
          },
          body,
          within: TIMEOUT,
          stopped: stopped.signal,
        })
        status = answer.status
      } catch (error) {
        return { delivery: 'down', why: (error as Error).message }
      }
      if (status >= 200 && status < 300) return sent
      const why = `it answered ${status}`
      // 409: it has this key already, and has sent it.
      if (status === 409) return sent
      if (status === 400 || status === 410 || status === 422) return { delivery: 'refused', why }
      return { delivery: 'down', why }
    },
    close: () => stopped.abort(),
  }
}
