/** The page's side of the recount: starts the worker, hands it the task, waits for its last word. */

import type { Outcome, Said, Task } from './task.ts'

export function recountIn(
  task: Task,
  onProgress: (at: { done: number; size: number }) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    const end = (said: Outcome) => {
      worker.terminate()
      resolve(said)
    }
    worker.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.say === 'progress') onProgress(data)
      else end(data)
    }
    worker.onerror = ({ message }) => end({ say: 'failed', why: message || 'worker' })
    worker.postMessage(task)
  })
}
