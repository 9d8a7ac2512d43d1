/** What keeps a subscription private: all of it hangs on the key of the case, and goes when that key goes. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Moment } from '@goc/domain/day.ts'
import { type CaseKey, seal, unseal } from '../letters.ts'
import type { Channel } from './channels.ts'

const macOf = ({ key, subject }: CaseKey, ...said: (string | number)[]): Buffer =>
  createHmac('sha256', key)
    .update(['goc/notice/v1', subject, ...said].join('\n'))
    .digest()

const about = ({ subject }: CaseKey, channel: Channel): string => `notice ${channel} ${subject}`

export const sealAddress = (caseKey: CaseKey, channel: Channel, address: string): Buffer =>
  seal(caseKey.key, about(caseKey, channel), Buffer.from(address))

export const openAddress = (caseKey: CaseKey, channel: Channel, sealed: Uint8Array): string =>
  unseal(caseKey.key, about(caseKey, channel), sealed).toString('utf8')

/** Tells one address from another without saying which it is. */
export const markOf = (caseKey: CaseKey, channel: Channel, address: string): Buffer =>
  macOf(caseKey, 'mark', channel, address)

/** The token that ends a subscription. It is made anew for each message, and only its digest is kept. */
export const stopToken = (caseKey: CaseKey, mark: Buffer): string =>
  macOf(caseKey, 'stop', mark.toString('hex')).toString('base64url')

/** The token that confirms what was asked at this moment. */
export const confirmToken = (caseKey: CaseKey, mark: Buffer, askedAt: Moment): string =>
  macOf(caseKey, 'confirm', mark.toString('hex'), askedAt).toString('base64url')

/** What is kept of a token. It cannot be guessed, so a plain digest tells nothing. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Seconds for which whoever was shown a page with a receipt may ask from it. */
export const PERMIT_HOLDS = 86_400

/** Says that its bearer was shown this matter with its receipt. */
export const permitOf = (caseKey: CaseKey, until: Moment): string =>
  `${until}.${macOf(caseKey, 'permit', until).toString('base64url')}`

export function isPermit(caseKey: CaseKey, permit: string, now: Moment): boolean {
  const [, until = '0'] = /^(\d{1,12})\./.exec(permit) ?? []
  const [given, right] = [Buffer.from(permit), Buffer.from(permitOf(caseKey, Number(until)))]
  return Number(until) >= now && given.length === right.length && timingSafeEqual(given, right)
}
