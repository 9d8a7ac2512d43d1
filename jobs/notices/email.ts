/** Messages by e-mail, through the operator's own server (SMTP). */

import { createTransport } from 'nodemailer'
import { type Carrier, type Delivered, type Parcel, sent } from './carrier.ts'

export type EmailSettings = {
  /** `smtp://user:password@host:587` or `smtps://…`; `?requireTLS=true` refuses a server without encryption. */
  url: string
  /** `Gốc <bao-tin@tinh.example.vn>` */
  from: string
}

const AT_ONCE = 4
const TIMEOUT = 20_000

export function emailCarrier({ url, from }: EmailSettings): Carrier {
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: AT_ONCE,
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    dnsTimeout: TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  return {
    channel: 'email',
    atOnce: AT_ONCE,
    async send({ key, address, lang, message }: Parcel) {
      const { subject, text, stop } = message
      try {
        await transport.sendMail({
          from,
          // Not parsed as a list: it is one address, whatever was typed.
          to: { name: '', address },
          subject,
          text,
          messageId: `<${key}@${domain}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'Content-Language': lang,
            ...(stop && {
              'List-Unsubscribe': `<${stop}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
          },
        })
        return sent
      } catch (error) {
        return failed(error as SmtpError)
      }
    },
    close: () => transport.close(),
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string }

/** What a server says may hold the address, so only its number is told on. */
function failed({ code, responseCode, command }: SmtpError): Delivered {
  const why = responseCode === undefined ? (code ?? 'no connection') : `it answered ${responseCode}`
  const ofThisMessage =
    (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE' || command === 'DATA'
  if (!ofThisMessage || responseCode === 421) return { delivery: 'down', why }
  return { delivery: responseCode !== undefined && responseCode < 500 ? 'later' : 'refused', why }
}
