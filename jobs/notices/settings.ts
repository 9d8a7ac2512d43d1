/** By which ways notices go: from the environment. A mistake is one sentence that names the setting. */

import { isPushEndpoint, PUSH_HOSTS } from '@goc/store/notices/push.ts'
import type { EmailSettings } from './email.ts'
import type { GatewaySettings } from './gateway.ts'

type Environment = Record<string, string | undefined>

export type NoticeSettings = { email?: EmailSettings; gateway?: GatewaySettings; hosts?: string[] }

/** All of them at once, so that a mistake is found before anything is opened. */
export function noticeSettings(env: Environment): NoticeSettings {
  const [email, gateway, hosts] = [emailSettings(env), gatewaySettings(env), pushHosts(env)]
  return { ...(email && { email }), ...(gateway && { gateway }), ...(hosts && { hosts }) }
}

/** GOC_SMTP_URL and GOC_MAIL_FROM; undefined where neither is set, and no e-mail is offered. */
export function emailSettings(env: Environment): EmailSettings | undefined {
  const { GOC_SMTP_URL: url, GOC_MAIL_FROM: from } = env
  if (!url && !from) return undefined
  if (!url) throw new Error('GOC_SMTP_URL: is missing, and GOC_MAIL_FROM is there')
  // It may hold a password, so it is not repeated.
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Error('GOC_SMTP_URL: is no address such as smtp://user:password@host:587')
  if (!from) throw new Error('GOC_MAIL_FROM: is missing, and GOC_SMTP_URL is there')
  if (!/^(?:[^<>\r\n]*<)?[^\s@<>,]+@[^\s@<>,]+>?$/.test(from))
    throw new Error(`GOC_MAIL_FROM: “${from}” is no sender such as Gốc <bao-tin@tinh.example.vn>`)
  return { url, from }
}

/** GOC_GATEWAY_URL and GOC_GATEWAY_SECRET; undefined where neither is set, and no telephone is asked for. */
export function gatewaySettings(env: Environment): GatewaySettings | undefined {
  const { GOC_GATEWAY_URL: url, GOC_GATEWAY_SECRET: secret } = env
  if (!url && !secret) return undefined
  if (!/^https?:$/.test(URL.parse(url ?? '')?.protocol ?? ''))
    throw new Error('GOC_GATEWAY_URL: is no address such as https://gateway.example.vn/messages')
  if (!secret || secret.length < 16)
    throw new Error('GOC_GATEWAY_SECRET: must be at least 16 characters that the gateway knows too')
  return { url: url!, secret }
}

/**
 * GOC_PUSH: `off`, or further push services as `host` or `host:port`, separated by commas. Gives the hosts that messages
 * may go to; undefined where browsers are not asked.
 */
export function pushHosts({ GOC_PUSH: text = '' }: Environment): string[] | undefined {
  if (text.trim() === 'off') return undefined
  const more = text
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean)
  const wrong = more.find((host) => !isPushEndpoint(`https://${host.replace(/^\*/, 'x')}/`, [host]))
  if (wrong !== undefined) throw new Error(`GOC_PUSH: “${wrong}” is no host such as push.example.vn`)
  return [...PUSH_HOSTS, ...more]
}
