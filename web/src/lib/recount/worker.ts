/** Recounts one claim beside the page, so that the page stays alive. */

import { compare } from './compare.ts'
import { ready } from './crypto.ts'
import { recount } from './recount.ts'
import type { Said, Task } from './task.ts'

const say = (message: Said): void => self.postMessage(message)

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(`/record/${path.replace(/^\//, '')}`)
  if (!response.ok) throw new Error(`/record/${path}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

self.onmessage = async ({ data: { unit, from, to, claim, vkey } }: MessageEvent<Task>) => {
  try {
    const { sha256, verifyEd25519 } = await ready()
    const onProgress = (done: number, size: number) => say({ say: 'progress', done, size })
    const found = await recount({ fetchBytes, vkey, unit, from, to, sha256, verifyEd25519, onProgress })
    const { size, root, time, ms, figures } = found
    const sameSize = size === claim.checkpoint.size
    if (!sameSize && size > claim.checkpoint.size) return say({ say: 'moved' })
    const differences = compare(claim, figures)
    // The same figures from another list of the same length is the very thing to look for.
    if (root !== claim.checkpoint.root || !sameSize) {
      differences.unshift({ what: 'checkpoint', claimed: claim.checkpoint.size, counted: size })
    }
    say({ say: 'verdict', size, root, time, ms, differences })
  } catch (fault) {
    say({ say: 'failed', why: fault instanceof Error ? fault.message : String(fault) })
  }
}
