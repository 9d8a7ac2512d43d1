/** Looks at a record by itself, for logs that do not ask. */

import { setTimeout as sleep } from 'node:timers/promises'
import { fromUtf8 } from '@goc/record/bytes.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import type { VerifierKey } from '@goc/record/note.ts'
import { consistencyProof } from '@goc/record/proof.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { readTile } from '@goc/verify/published.ts'
import { openSource } from '@goc/verify/source.node.ts'
import type { Witness } from './server.ts'

const EVERY = 60_000
const LONGEST_NOTE = 100_000

/** Starts looking, at once and then every minute; gives the way to stop. */
export function followLog(
  log: VerifierKey,
  address: string,
  witness: Witness,
  say: (line: string) => void = console.error,
): () => void {
  const stopped = new AbortController()
  const look = async () => {
    for (let said = ''; !stopped.signal.aborted; ) {
      const fault = await lookOnce(log, address, witness).catch((error: Error) => error.message)
      if (fault && fault !== said && !stopped.signal.aborted) say(`witness: ${log.name}: ${fault}`)
      said = fault ?? ''
      await sleep(EVERY, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }
  void look()
  return () => stopped.abort()
}

/** What was wrong; undefined when it was cosigned, or something newer. */
export async function lookOnce(
  log: VerifierKey,
  address: string,
  witness: Witness,
): Promise<string | undefined> {
  const { source } = await openSource(address)
  const bytes = await source.read('checkpoint', LONGEST_NOTE)
  if (!bytes) return 'there is no checkpoint at its address'
  const note = fromUtf8(bytes)
  // Before any tile is asked for: the size must be the log's own word.
  const { text: _, unknown: __, ...checkpoint } = openCheckpoint(note, log, { sha256, verify: verifyEd25519 })
  const old = witness.seen(log.name)
  if (checkpoint.size < old) return `it shows ${checkpoint.size} entries, and had ${old}: ${oneLine(note)}`
  const read = (level: number, n: number, width: number) => readTile(source, level, n, width)
  const proof = await consistencyProof(fastHasher, old, checkpoint.size, read)
  const { status, body } = await witness.consider({ old, proof, note, checkpoint })
  // 409: the log has asked by itself in the meantime. Else what it signed is the evidence, should this be a second history.
  return status === 200 || status === 409 ? undefined : `${body.trim()}: ${oneLine(note)}`
}

const oneLine = (note: string): string => JSON.stringify(note)
