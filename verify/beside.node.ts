/**
 * A second thread beside the one that asks the rules. It reads bundles, hashes them up to the root and looks at their
 * bytes, a bounded way ahead, and checks signatures. What it read is moved and not copied. Acts are still entered in
 * their order, so the first fault is the one that a single thread would find.
 */

import { Worker } from 'node:worker_threads'
import { Fault, type FaultKind } from './fault.ts'
import type { CheckAll } from './signatures.node.ts'
import { type Leaves, type Walk, walk } from './walk.ts'

/** What this thread asks of the other; `more` says that a bundle was looked at. */
export type Asked =
  | { ask: 'walk'; edge: Parameters<Walk>[0]; to: number; size: number }
  | { ask: 'more' }
  | { ask: 'check'; batch: Parameters<CheckAll>[0] }

/** What the other answers: bundles in their order, how the way ended, and batches in the order they were asked about. */
export type Answer =
  | { leaves: Leaves }
  | { edge: Awaited<ReturnType<Walk>> }
  | { fault: { kind: FaultKind; message: string; index?: number } }
  | { failed: unknown }
  | { checked: Awaited<ReturnType<CheckAll>> }

export type Beside = { walk: Walk; checkAll: CheckAll; close(): Promise<unknown> }

/** Starts a thread that reads the record at this folder or address. */
export function openBeside(place: string): Beside {
  const worker = new Worker(new URL('./beside-worker.node.ts', import.meta.url), { workerData: place })
  const ask = (asked: Asked) => worker.postMessage(asked)
  const read: Exclude<Answer, { checked: unknown }>[] = []
  const checking: { resolve(wrong: number | undefined): void; reject(error: unknown): void }[] = []
  let wake = () => {}
  let broken: unknown

  worker.on('message', (answer: Answer) => {
    if ('checked' in answer) checking.shift()!.resolve(answer.checked)
    else {
      read.push(answer)
      wake()
    }
  })
  worker.on('error', (error) => {
    broken = error
    for (const { reject } of checking) reject(error)
    wake()
  })

  async function next() {
    while (read.length === 0) {
      if (broken !== undefined) throw broken
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return read.shift()!
  }

  return {
    // After a fault nobody goes on: a way once left is not taken up again.
    async walk(edge, to, path) {
      const { visit } = path
      if (!visit) return walk(edge, to, path)
      ask({ ask: 'walk', edge, to, size: path.size })
      for (;;) {
        const answer = await next()
        path.signal?.throwIfAborted()
        if ('edge' in answer) return answer.edge
        if ('failed' in answer) throw answer.failed
        if ('fault' in answer) throw new Fault(answer.fault.kind, answer.fault.message, answer.fault.index)
        ask({ ask: 'more' })
        visit(answer.leaves)
        await path.rest?.()
        path.onProgress?.(answer.leaves.first + answer.leaves.to, to)
      }
    },
    checkAll: (batch) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken)
        checking.push({ resolve, reject })
        ask({ ask: 'check', batch })
      }),
    close: () => worker.terminate(),
  }
}
