/** The kinds of signature that a note can carry (C2SP signed-note, tlog-cosignature): a table, so a further one is an entry. */

import { concatBytes, utf8 } from './bytes.ts'
import { RecordError } from './errors.ts'
import { isSize } from './size.ts'

/** Whether a signature is the key's over the message. Handed in, one function for each algorithm it knows. */
export type Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  algorithm: Algorithm,
) => boolean

export type Algorithm = 'Ed25519'

/** What a key signs when it signs a text, and where in the note's bytes that signature lies. */
type SignatureType = {
  algorithm: Algorithm
  publicKeyBytes: number
  /** Undefined when the bytes do not have this type's form. */
  signed(text: string, bytes: Uint8Array): { message: Uint8Array; signature: Uint8Array } | undefined
}

/** Type byte of a plain Ed25519 signature. */
export const ED25519 = 0x01
/** Type byte of an Ed25519 cosignature/v1. */
export const COSIGNATURE_V1 = 0x04

export const signatureTypes: ReadonlyMap<number, SignatureType> = new Map<number, SignatureType>([
  [
    ED25519,
    {
      algorithm: 'Ed25519',
      publicKeyBytes: 32,
      signed: (text, bytes) => (bytes.length === 64 ? { message: utf8(text), signature: bytes } : undefined),
    },
  ],
  [
    COSIGNATURE_V1,
    {
      algorithm: 'Ed25519',
      publicKeyBytes: 32,
      signed(text, bytes) {
        const time = timeOf(bytes)
        return time === undefined
          ? undefined
          : { message: cosignedMessage(text, time), signature: bytes.subarray(8) }
      },
    },
  ],
])

/** What a cosigner signs: the time in Unix seconds, and the checkpoint's text with its last line feed. */
export function cosignedMessage(text: string, time: number): Uint8Array {
  if (!isSize(time)) throw new RecordError('bad-cosignature', 'the time is a whole number of Unix seconds')
  return utf8(`cosignature/v1\ntime ${time}\n${text}`)
}

/** Time (64 bits, big-endian) ‖ signature: what a cosignature's line carries after the key's id. */
export function timedSignature(time: number, signature: Uint8Array): Uint8Array {
  const prefix = new Uint8Array(8)
  new DataView(prefix.buffer).setBigUint64(0, BigInt(time))
  return concatBytes(prefix, signature)
}

/** The time of a cosignature, in Unix seconds; undefined when it has another form or lies beyond 2^53. */
export function timeOf(bytes: Uint8Array): number | undefined {
  if (bytes.length !== 72) return undefined
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
  return isSize(time) ? time : undefined
}
