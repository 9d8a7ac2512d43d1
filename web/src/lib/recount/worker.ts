/** Recounts one claim beside the page, so that the page stays alive. */

import { RecountFault, recount } from '@goc/verify/recount.ts'
import { compare } from './compare.ts'
import { ready } from './crypto.ts'
import type { Said, Task } from './task.ts'

const say = (message: Said): void => self.postMessage(message)

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(`/record/${path}`)
  if (!response.ok) throw new Error(`/record/${path}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

self.onmessage = async ({ data: { unit, from, to, claim, vkey } }: MessageEvent<Task>) => {
  try {
    const onProgress = (done: number, size: number) => say({ say: 'progress', done, size })
    // The record may have grown since the page was made: the claim is recounted as of its own checkpoint.
    const { size: claimed, root: claimedRoot } = claim.checkpoint
    const found = await recount({
      fetchBytes,
      vkey,
      unit,
      from,
      to,
      crypto: await ready(),
      size: claimed,
      onProgress,
    })
    const { size, root, time, ms, figures } = found
    const differences = compare(claim, figures)
    // The same figures from another list of the same length is the very thing to look for.
    if (root !== claimedRoot) differences.unshift({ what: 'checkpoint', claimed, counted: size })
    say({ say: 'verdict', size, root, time, ms, differences })
  } catch (fault) {
    const at =
      fault instanceof RecountFault && fault.index !== undefined ? ` (${fault.kind}, ${fault.index})` : ''
    say({ say: 'failed', why: `${fault instanceof Error ? fault.message : String(fault)}${at}` })
  }
}
