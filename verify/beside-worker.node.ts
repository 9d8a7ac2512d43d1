/** The other side of beside.node.ts: reads and hashes ahead, and checks signatures. */

import { parentPort, workerData } from 'node:worker_threads'
import { fastHasher } from '@goc/record/sha256.node.ts'
import type { Answer, Asked } from './beside.node.ts'
import { Fault } from './fault.ts'
import { arePlain } from './leaf.ts'
import { checkHere } from './signatures.node.ts'
import { openSource } from './source.node.ts'
import { type Leaves, walk } from './walk.ts'

/** Bundles that wait to be looked at, before the reading waits: some five million bytes. */
const AHEAD = 48

const port = parentPort!
const say = (answer: Answer, moved: ArrayBuffer[] = []) => port.postMessage(answer, moved)
const opened = openSource(workerData as string)

let waiting = 0
let wake = () => {}
let checked = Promise.resolve()

port.on('message', (asked: Asked) => {
  if (asked.ask === 'walk') read(asked)
  else if (asked.ask === 'check') {
    const wrong = checkHere(asked.batch)
    // Answers come in the order of what was asked.
    checked = checked.then(async () => say({ checked: await wrong }))
  } else {
    waiting--
    wake()
  }
})

async function read({ edge, to, size }: Extract<Asked, { ask: 'walk' }>): Promise<void> {
  try {
    const { source } = await opened
    say({ edge: await walk(edge, to, { source, hasher: fastHasher, size, visit, rest }) })
  } catch (error) {
    if (!(error instanceof Fault)) return say({ failed: error })
    const { kind, message, index } = error
    say({ fault: { kind, message, ...(index !== undefined && { index }) } })
  }
}

function visit(leaves: Leaves): void {
  waiting++
  // Only memory that is the bundle's own can be moved.
  const own = leaves.bundle.byteLength === leaves.bundle.buffer.byteLength
  const bundle = own ? leaves.bundle : new Uint8Array(leaves.bundle)
  say({ leaves: { ...leaves, bundle, plain: arePlain(bundle, leaves.to) } }, [bundle.buffer as ArrayBuffer])
}

async function rest(): Promise<void> {
  while (waiting > AHEAD) {
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}
