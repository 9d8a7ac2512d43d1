/** Asks the configured witnesses to cosign what is published (C2SP tlog-witness; record.md §1.7). */

import { setTimeout as sleep } from 'node:timers/promises'
import { fromUtf8, toBase64, toHex, utf8 } from '@goc/record/bytes.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyCosignature } from '@goc/record/cosignature.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { formatSignatures, parseNote, parseVkey } from '@goc/record/note.ts'
import { consistencyProof } from '@goc/record/proof.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { COSIGNATURE_V1 } from '@goc/record/signature.ts'
import { formatAddCheckpoint, parseCosignatures } from '@goc/record/witness.ts'
import type { Store } from '@goc/store/database.ts'
import { readIdentity } from '@goc/store/identity.ts'
import type { Evidence } from '@goc/store/ratchet.ts'
import { tileReader } from '@goc/store/tiles.ts'
import type { Published } from '@goc/store/waiting.ts'
import {
  keepCosignature,
  keepWitnesses,
  latestPublished,
  readWitnesses,
  type Witness,
} from '@goc/store/witnesses.ts'

export type Configured = Pick<Witness, 'name' | 'vkey' | 'url'>
export type Witnessing = { stop(): Promise<void> }

const TIMEOUT = 5_000
/** A quiet record is cosigned anew so often, so that people see how fresh it is. */
const FRESH = 600_000
const FIRST_RETRY = 1_000
const LONGEST_ANSWER = 100_000
/** Clocks of others may be a little ahead, in seconds; a witness of the future is none. */
const AHEAD = 300

/** `VKEY=URL` pairs, separated by commas or line breaks. Throws a sentence that names the setting. */
export function witnessesFrom(text = ''): Configured[] {
  const witnesses = text
    .split(/[,\n]/)
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map(witnessFrom)
  const twice = witnesses.find(({ vkey }, i) => witnesses.findIndex((one) => one.vkey === vkey) !== i)
  if (twice) throw new Error(`GOC_WITNESSES: ${twice.name} is there twice`)
  return witnesses
}

function witnessFrom(pair: string): Configured {
  // A vkey is base64 and may itself end in =.
  const [, vkey, url] = /^(\S+?)=(https?:\/\/\S+)$/.exec(pair) ?? []
  if (!vkey || !url || !URL.canParse(url)) throw new Error(`GOC_WITNESSES: “${pair}” is not VKEY=URL`)
  try {
    const { name, type } = parseVkey(sha256, vkey)
    if (type !== COSIGNATURE_V1) throw new Error('it is not the key of a witness')
    return { name, vkey, url: url.replace(/\/+$/, '') }
  } catch (error) {
    throw new Error(`GOC_WITNESSES: ${vkey}: ${(error as Error).message}`)
  }
}

export type WitnessingOptions = {
  store: Store
  published: Pick<Published, 'onPublished'>
  configured?: Configured[]
  log: (line: string) => void
  /** Milliseconds after which a quiet record is cosigned anew, and a witness that failed is first asked again. */
  fresh?: number
  retry?: number
}

export async function startWitnessing(options: WitnessingOptions): Promise<Witnessing> {
  const { configured = witnessesFrom(process.env.GOC_WITNESSES) } = options
  await keepWitnesses(options.store.db, configured)
  const loops = configured.map((witness) => keepAsking(witness, options))
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** One witness, one request at a time: after each publication, and now and then when nothing happens. */
function keepAsking(witness: Configured, options: WitnessingOptions): Witnessing {
  const { store, published, log, fresh = FRESH, retry = FIRST_RETRY } = options
  const stopped = new AbortController()
  let news = false
  let wake = new AbortController()
  const off = published.onPublished(() => {
    news = true
    wake.abort()
  })
  const ended = (async () => {
    for (let failures = 0, said = ''; !stopped.signal.aborted; ) {
      news = false
      wake = new AbortController()
      try {
        await askWitness(store, witness, stopped.signal)
        failures = 0
        said = ''
      } catch (error) {
        if (stopped.signal.aborted) return
        failures++
        const line = `witness ${witness.name}: ${(error as Error).message}`
        if (line !== said) log(line)
        said = line
      }
      // What came while it was asked is asked for at once; but one that fails is left alone, ever longer.
      const rest = failures === 0 ? (news ? 0 : fresh) : Math.min(fresh, retry * 2 ** (failures - 1))
      const signal = failures === 0 ? AbortSignal.any([stopped.signal, wake.signal]) : stopped.signal
      await sleep(rest, undefined, { signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      off()
      stopped.abort()
      await ended
    },
  }
}

/**
 * Asks once, and once more with the size that the witness says; keeps its cosignature and gives the size that it
 * cosigned, 0 when nothing is published. Throws why it did not.
 */
export async function askWitness({ db }: Store, witness: Configured, signal?: AbortSignal): Promise<number> {
  const { name, vkey, url } = witness
  const newest = await latestPublished(db)
  if (!newest) return 0
  const { size, note } = newest
  const known = (await readWitnesses(db)).find((one) => one.vkey === vkey)
  const send = async (old: number) => {
    const proof = await consistencyProof(fastHasher, old, size, tileReader(db))
    return request(`${url}/add-checkpoint`, signal, {
      method: 'POST',
      body: formatAddCheckpoint({ old, proof, note }),
    })
  }
  let answer = await send(Math.min(known?.size ?? 0, size))
  if (answer.status === 409) {
    const [, theirs] = /^(0|[1-9]\d{0,15})\n?$/.exec(answer.body) ?? []
    if (theirs === undefined) throw new Error('it answered 409 without a size')
    if (Number(theirs) > size)
      throw new Error(`it has seen ${theirs} entries, and only ${size} are published here`)
    answer = await send(Number(theirs))
  }
  if (answer.status !== 200)
    throw new Error(`it answered ${answer.status}: ${JSON.stringify(answer.body.slice(0, 200))}`)

  // Only its own line, verified with its own key, goes into what we publish.
  const key = parseVkey(sha256, vkey)
  const { text } = parseNote(note)
  for (const line of parseCosignatures(answer.body)) {
    const { valid, time } = verifyCosignature(text, line, key, verifyEd25519)
    if (!valid) continue
    if (time > Date.now() / 1000 + AHEAD) throw new Error('its clock is ahead of time')
    await keepCosignature(db, { size, vkey, time, line: formatSignatures([line]) })
    return size
  }
  throw new Error(`${name} answered without its own valid signature`)
}

/** What witnesses have last seen of this record, for the ratchet. A witness that is away says nothing. */
export async function evidenceFrom(
  { db }: Pick<Store, 'db'>,
  configured = witnessesFrom(process.env.GOC_WITNESSES),
): Promise<Evidence[]> {
  const identity = configured.length > 0 ? await readIdentity(db) : undefined
  if (!identity) return []
  const path = `${toHex(sha256(utf8(identity.origin)))}/checkpoint`
  const asked = configured.map(async ({ name, url }): Promise<Evidence | undefined> => {
    try {
      const { status, body } = await request(`${url}/${path}`)
      if (status !== 200) return undefined
      // The record's own signature is evidence enough, whoever shows it and whatever else is on it.
      const { size, root } = openCheckpoint(body, identity.vkey, { sha256, verify: verifyEd25519 })
      return { source: `the witness ${name}`, size, root: toBase64(root) }
    } catch {
      // Away, or not speaking of this record: no evidence either way.
      return undefined
    }
  })
  return (await Promise.all(asked)).filter((one) => one !== undefined)
}

/** Asks a stranger, who may never end: neither in time nor in length. */
async function request(
  url: string,
  stopped?: AbortSignal,
  init: RequestInit = {},
): Promise<{ status: number; body: string }> {
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT), ...(stopped ? [stopped] : [])])
  const response = await fetch(url, { ...init, signal, redirect: 'error' }).catch((error: Error) => {
    throw new Error(`it cannot be reached: ${(error.cause as Error | undefined)?.message || error.message}`)
  })
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > LONGEST_ANSWER) throw new Error('its answer has no end')
    parts.push(part)
  }
  return { status: response.status, body: fromUtf8(Buffer.concat(parts)) }
}
