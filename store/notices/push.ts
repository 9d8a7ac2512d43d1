/** What a browser gives to be told by: an address at its maker's push service, and keys that only it can open. */

export type PushAddress = { endpoint: string; keys: { p256dh: string; auth: string } }

/** The services of the browsers there are. The address comes from outside, and nothing else is ever asked. */
export const PUSH_HOSTS: readonly string[] = [
  'fcm.googleapis.com',
  'android.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.push.apple.com',
  '*.notify.windows.com',
]

/** Whether messages may go there: https, and one of these hosts; `host:port` of a host that is named so may be plain. */
export function isPushEndpoint(endpoint: string, hosts: readonly string[] = PUSH_HOSTS): boolean {
  const url = URL.parse(endpoint)
  if (url?.username !== '' || url.password !== '') return false
  if (hosts.includes(url.host) && url.port !== '') return true
  const isKnown = hosts.some((host) =>
    host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : host === url.hostname,
  )
  return url.protocol === 'https:' && url.port === '' && isKnown
}

/** What was kept, as it was given; undefined when it is none. */
export function readPushAddress(text: string): PushAddress | undefined {
  try {
    const { endpoint, keys } = JSON.parse(text) as PushAddress
    const whole = [endpoint, keys.p256dh, keys.auth].every((part) => typeof part === 'string')
    return whole ? { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } } : undefined
  } catch {
    return undefined
  }
}
