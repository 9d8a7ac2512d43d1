/**
 * What binds uploads to the person who sends them before there is a matter to attach them to: a word that we signed,
 * good for a day. The form carries it; the database keeps only its hash.
 */

import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { now } from '../clock.ts'
import type { MasterKeys } from '../keys.ts'

/** Seconds that a token, and what was sent with it, is kept unless it is attached. */
export const TOKEN_LASTS = 86_400

/** A fresh token, for a form that takes files. Nothing is written down until a file is sent with it. */
export function newUploadToken(master: MasterKeys, at = now()): string {
  const said = `${randomBytes(16).toString('base64url')}.${(at + TOKEN_LASTS).toString(36)}`
  return `${said}.${sign(master.byId.get(master.current)!, said).toString('base64url')}`
}

/** Its hash and when it ends; undefined when it is not ours, or has ended. */
export function readUploadToken(
  master: MasterKeys,
  token: string,
  at = now(),
): { hash: Buffer; expiresAt: number } | undefined {
  const [, said, expiry, mac] = /^([\w-]{22}\.([0-9a-z]{1,8}))\.([\w-]{22})$/.exec(token) ?? []
  if (!said || !expiry || !mac) return undefined
  const given = Buffer.from(mac, 'base64url')
  if (![...master.byId.values()].some((key) => timingSafeEqual(sign(key, said), given))) return undefined
  const expiresAt = Number.parseInt(expiry, 36)
  if (expiresAt <= at) return undefined
  return { hash: createHash('sha256').update(token).digest(), expiresAt }
}

function sign(master: Uint8Array, said: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', master, '', 'goc/upload-token/v1', 32))
  return createHmac('sha256', key).update(said).digest().subarray(0, 16)
}
