/** Messages to browsers (Web Push: RFC 8030, encrypted by RFC 8291, signed by RFC 8292). */

/// <reference path="./web-push.d.ts" />

import { createECDH } from 'node:crypto'
import { isPushEndpoint, readPushAddress } from '@goc/store/notices/push.ts'
import webpush from 'web-push'
import { request } from '../request.ts'
import { type Carrier, type Delivered, sent } from './carrier.ts'

export type PushSettings = {
  /** The private key, 32 bytes (store/keys.ts). */
  key: Uint8Array
  /** Whom a push service may write to: `mailto:…` or an https address. */
  contact: string
  hosts?: readonly string[]
}

const AT_ONCE = 8
const TIMEOUT = 20_000
/** Seconds that a service keeps a message for a browser that is away. */
const KEPT = 3 * 86_400

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** The public key that browsers are given, in base64url. */
export function publicPushKey(key: Uint8Array): string {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(key)
  return base64url(curve.getPublicKey())
}

export function pushCarrier({ key, contact, hosts }: PushSettings): Carrier {
  const stopped = new AbortController()
  const vapidDetails = { subject: contact, publicKey: publicPushKey(key), privateKey: base64url(key) }
  return {
    channel: 'push',
    atOnce: AT_ONCE,
    async send({ key: name, address, message }) {
      const subscription = readPushAddress(address)
      if (!subscription || !isPushEndpoint(subscription.endpoint, hosts)) return { delivery: 'gone' }
      const { subject, link, stop, out } = message
      const payload = JSON.stringify({ title: 'Gốc', body: subject, link, stop, out, tag: name })
      let details: ReturnType<typeof webpush.generateRequestDetails>
      try {
        details = webpush.generateRequestDetails(subscription, payload, {
          TTL: KEPT,
          // A message that is sent again takes the place of the one that still waits.
          topic: name,
          urgency: 'normal',
          vapidDetails,
        })
      } catch {
        // Keys that are no keys: nobody could ever read it.
        return { delivery: 'gone' }
      }
      const { method, headers, body } = details
      const asked = { method, headers: plain(headers), body: new Uint8Array(body!) }
      try {
        const answer = await request(subscription.endpoint, {
          ...asked,
          within: TIMEOUT,
          stopped: stopped.signal,
        })
        return deliveredBy(answer.status)
      } catch {
        // Each browser's maker has a service of its own: one that is away says nothing of the others.
        return { delivery: 'later', why: 'no answer' }
      }
    },
    close: () => stopped.abort(),
  }
}

/** `fetch` counts the length itself. */
const plain = (headers: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.toLowerCase() === 'content-length' ? [] : [[name, String(value)]],
    ),
  )

function deliveredBy(status: number): Delivered {
  if (status >= 200 && status < 300) return sent
  const why = `it answered ${status}`
  if (status === 404 || status === 410) return { delivery: 'gone', why }
  return { delivery: status === 429 || status >= 500 ? 'later' : 'refused', why }
}
