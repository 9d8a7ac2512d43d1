/** Requests to strangers, who may never end: neither in time nor in length. */

import { fromUtf8 } from '@goc/record/bytes.ts'

const LONGEST_ANSWER = 100_000

export type Asked = RequestInit & {
  /** Milliseconds for the whole answer. */
  within: number
  /** Ends it earlier. */
  stopped?: AbortSignal | undefined
}

/** The answer as text, whatever its status. Throws a sentence about why there is none. */
export async function request(
  url: string,
  { within, stopped, ...init }: Asked,
): Promise<{ status: number; body: string }> {
  const signal = AbortSignal.any([AbortSignal.timeout(within), ...(stopped ? [stopped] : [])])
  let answer: { status: number; bytes: Uint8Array | undefined }
  try {
    const response = await fetch(url, { ...init, signal, redirect: 'error' })
    answer = { status: response.status, bytes: await bytesOf(response) }
  } catch (error) {
    const { name, message, cause } = error as Error
    if (name === 'TimeoutError') throw new Error(`it did not answer in ${within / 1_000} s`)
    throw new Error(`it cannot be reached: ${(cause as Error | undefined)?.message || message}`)
  }
  if (!answer.bytes) throw new Error('its answer has no end')
  return { status: answer.status, body: fromUtf8(answer.bytes) }
}

/** Undefined when it goes on for too long. */
async function bytesOf(response: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > LONGEST_ANSWER) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
