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
    const found = await recount({
      fetchBytes,
      vkey,
      unit,
      from,
      to,
      crypto: await ready(),
      size: claim.checkpoint.size,
      onProgress,
    })
    const { size, root, time, ms, figures } = found
    const differences = compare(claim, figures)
    // The same figures from another list of the same length is the very thing to look for.
    if (root !== claim.checkpoint.root)
      differences.unshift({ what: 'root', claimed: claim.checkpoint.root, counted: root })
    say({ say: 'verdict', size, root, time, ms, differences })
  } catch (fault) {
    if (fault instanceof RecountFault) {
      const { kind, index } = fault
      say({ say: 'broken', kind, ...(index !== undefined && { index }) })
    } else say({ say: 'failed', why: fault instanceof Error ? fault.message : String(fault) })
  }
}
