/** Asks one witness to cosign what is published (C2SP tlog-witness; record.md §1.7). */

import { verifyCosignature } from '@goc/record/cosignature.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { formatSignatures, parseNote, parseVkey } from '@goc/record/note.ts'
import { consistencyProof } from '@goc/record/proof.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { formatAddCheckpoint, parseCosignatures } from '@goc/record/witness.ts'
import type { Store } from '@goc/store/database.ts'
import { tileReader } from '@goc/store/tiles.ts'
import { keepCosignature, latestPublished, readWitnesses } from '@goc/store/witnesses.ts'
import type { Configured } from './configured.ts'
import { hear, shownBy } from './evidence.ts'
import { request } from './request.ts'

const TIMEOUT = 5_000
/** Clocks of others may be a little ahead, in seconds; a witness of the future is none. */
const AHEAD = 300

type Published = { size: number; note: string }

/**
 * Asks once, and once more with the size that the witness says; keeps its cosignature and gives the size that it
 * cosigned, 0 when nothing is published. Throws why it did not. What it has seen and we have not is heard (evidence.ts).
 */
export async function askWitness(store: Store, witness: Configured, stopped?: AbortSignal): Promise<number> {
  const { db } = store
  const { vkey, url } = witness
  const send = async (old: number, { size, note }: Published) => {
    const proof = await consistencyProof(fastHasher, old, size, tileReader(db))
    const body = formatAddCheckpoint({ old, proof, note })
    return request(`${url}/add-checkpoint`, { method: 'POST', body, within: TIMEOUT, stopped })
  }
  const look = async () => {
    const shown = await shownBy(store, witness, { within: TIMEOUT, stopped })
    if (shown) hear(store, [shown])
    return shown
  }

  let newest = await latestPublished(db)
  if (!newest) {
    // An empty database may be one that was lost: only who has seen more can say so.
    await look()
    return 0
  }
  const known = (await readWitnesses(db)).find((one) => one.vkey === vkey)
  let answer = await send(Math.min(known?.size ?? 0, newest.size), newest)
  if (answer.status === 409) {
    const theirs = sizeIn(answer.body)
    // Someone else may have shown it what was published in the meantime.
    if (theirs > newest.size) newest = (await latestPublished(db)) ?? newest
    if (theirs > newest.size) {
      const says = `it has seen ${theirs} entries, and only ${newest.size} are published here`
      const shown = await look().catch(() => undefined)
      throw new Error(shown && shown.size > newest.size ? says : `${says}; it shows no checkpoint of them`)
    }
    answer = await send(theirs, newest)
  }
  // It may hold another root than we do for what it has seen.
  if (answer.status === 422) await look().catch(() => undefined)
  if (answer.status !== 200)
    throw new Error(`it answered ${answer.status}: ${JSON.stringify(answer.body.slice(0, 200))}`)
  await keepOwnLine(store, witness, newest, answer.body)
  return newest.size
}

/** Only its own line, verified with its own key, goes into what we publish. */
async function keepOwnLine(
  { db }: Store,
  { name, vkey }: Configured,
  { size, note }: Published,
  answer: string,
): Promise<void> {
  const key = parseVkey(sha256, vkey)
  const { text } = parseNote(note)
  for (const line of parseCosignatures(answer)) {
    const { valid, time } = verifyCosignature(text, line, key, verifyEd25519)
    if (!valid) continue
    if (time > Date.now() / 1000 + AHEAD) throw new Error('its clock is ahead of time')
    return keepCosignature(db, { size, vkey, time, line: formatSignatures([line]) })
  }
  throw new Error(`${name} answered without its own valid signature`)
}

function sizeIn(body: string): number {
  const [, size] = /^(0|[1-9]\d{0,15})\n?$/.exec(body) ?? []
  if (size === undefined) throw new Error('it answered 409 without a size')
  return Number(size)
}
