/** By which ways notices go: from the environment. A mistake is one sentence that names the setting. */

import type { EmailSettings } from './email.ts'

type Environment = Record<string, string | undefined>

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
