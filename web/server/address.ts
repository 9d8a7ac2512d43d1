/** Where a request really comes from, when proxies stand before us. */

import type { IncomingMessage } from 'node:http'

/**
 * The client's address. Each proxy adds the one that it was asked from to `X-Forwarded-For`, so with `proxies` of ours
 * in front the one that counts is that many from the end: what a client wrote there itself stands before it. Unless
 * told how many, one on this machine is believed, and no other.
 */
export function addressOf(request: IncomingMessage, proxies?: number): string {
  const peer = request.socket.remoteAddress ?? ''
  const isHere = /^(?:::ffff:)?127\.|^::1$/.test(peer)
  const hops = proxies ?? (isHere ? 1 : 0)
  if (hops === 0) return peer
  const told = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
  return told.at(-hops) ?? peer
}

/** GOC_PROXIES: how many proxies stand in front. */
export function proxiesOf(env: Record<string, string | undefined>): number | undefined {
  const given = env.GOC_PROXIES
  if (!given) return undefined
  if (/^\d$/.test(given)) return Number(given)
  throw new Error('GOC_PROXIES: is the number of proxies in front, from 0 to 9')
}
