/** Looks at a record by itself, for logs that do not ask. */

import { parseCheckpoint } from '@goc/record/checkpoint.ts'
import { parseNote, type VerifierKey } from '@goc/record/note.ts'
import { consistencyProof } from '@goc/record/proof.ts'
import { fastHasher } from '@goc/record/sha256.node.ts'
import { readTile } from '@goc/verify/published.ts'
import { openSource } from '@goc/verify/source.node.ts'
import type { Witness } from './server.ts'

const EVERY = 60_000
const LONGEST_NOTE = 100_000

/** Starts looking, at once and then every minute; gives the way to stop. */
export function followLog(log: VerifierKey, address: string, witness: Witness): () => void {
  let said = ''
  const look = async () => {
    const fault = await lookOnce(log, address, witness).catch((error: Error) => error.message)
    if (fault && fault !== said) console.error(`witness: ${log.name}: ${fault}`)
    said = fault ?? ''
  }
  const timer = setInterval(() => void look(), EVERY)
  void look()
  return () => clearInterval(timer)
}

/** What was wrong; undefined when it was cosigned. */
export async function lookOnce(
  log: VerifierKey,
  address: string,
  witness: Witness,
): Promise<string | undefined> {
  const { source } = await openSource(address)
  const bytes = await source.read('checkpoint', LONGEST_NOTE)
  if (!bytes) return 'there is no checkpoint at its address'
  const note = new TextDecoder().decode(bytes)
  const checkpoint = parseCheckpoint(parseNote(note).text)
  const old = witness.seen(log.name)
  if (checkpoint.size < old) return `it shows ${checkpoint.size} entries, and had ${old}`
  const read = (level: number, n: number, width: number) => readTile(source, level, n, width)
  const proof = await consistencyProof(fastHasher, old, checkpoint.size, read)
  const { status, body } = await witness.consider({ old, proof, note, checkpoint })
  return status === 200 ? undefined : body.trim()
}
