/** Asks the configured witnesses to cosign what is published (C2SP tlog-witness; record.md §1.7). */

import { toBase64 } from '@goc/record/bytes.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyCosignature } from '@goc/record/cosignature.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { formatSignatures, parseVkey } from '@goc/record/note.ts'
import { consistencyProof } from '@goc/record/proof.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
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

export type Witnessing = { stop(): Promise<void> }

const TIMEOUT = 5_000
/** A quiet record is cosigned anew so often, so that people see how fresh it is. */
const FRESH = 600_000
const RETRY = 30_000
const LONGEST_ANSWER = 20_000

/** `VKEY=URL` pairs, separated by commas or line breaks. Throws a sentence that names the setting. */
export function witnessesFrom(text = ''): Pick<Witness, 'name' | 'vkey' | 'url'>[] {
  return text
    .split(/[,\n]/)
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => {
      // A vkey is base64 and may itself end in =.
      const [, vkey, url] = /^(\S+?)=(https?:\/\/\S+)$/.exec(pair) ?? []
      if (!vkey || !url) throw new Error(`GOC_WITNESSES: “${pair}” is not VKEY=URL`)
      return { name: parseVkey(sha256, vkey).name, vkey, url: url.replace(/\/+$/, '') }
    })
}

export async function startWitnessing({
  store,
  published,
  configured = witnessesFrom(process.env.GOC_WITNESSES),
  log,
}: {
  store: Store
  published: Published
  configured?: Pick<Witness, 'name' | 'vkey' | 'url'>[]
  log: (line: string) => void
}): Promise<Witnessing> {
  await keepWitnesses(store.db, configured)
  const loops = configured.map((witness) => keepAsking(store, published, witness, log))
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** One witness, one request at a time: after each publication, and now and then when nothing happens. */
function keepAsking(
  store: Store,
  published: Published,
  witness: Pick<Witness, 'name' | 'vkey' | 'url'>,
  log: (line: string) => void,
) {
  let stopped = false
  let wake: () => void = () => undefined
  let asked = -1
  const off = published.onPublished(() => wake())
  const ended = (async () => {
    let said = ''
    while (!stopped) {
      let rest = FRESH
      try {
        asked = await ask(store, witness)
        said = ''
      } catch (error) {
        rest = RETRY
        const line = `witness ${witness.name}: ${(error as Error).message}`
        if (line !== said) log(line)
        said = line
      }
      if (stopped) break
      const newest = await latestPublished(store.db).catch(() => undefined)
      if (rest === FRESH && newest && newest.size > asked) continue
      await new Promise<void>((resolve) => {
        // Told to stop between the last look and here: there is nobody left to wake us.
        if (stopped) return resolve()
        const timer = setTimeout(resolve, rest)
        wake = () => {
          // A witness that is away is not asked at every publication.
          if (rest === RETRY && !stopped) return
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    async stop() {
      stopped = true
      off()
      wake()
      await ended
    },
  }
}

/** Asks once, and once more with the size that the witness says; gives the size that it cosigned. */
async function ask(
  { db }: Store,
  { name, vkey, url }: Pick<Witness, 'name' | 'vkey' | 'url'>,
): Promise<number> {
  const newest = await latestPublished(db)
  if (!newest) return 0
  const known = (await readWitnesses(db)).find((one) => one.vkey === vkey)
  const read = tileReader(db)
  const send = async (old: number) => {
    const proof = await consistencyProof(fastHasher, Math.min(old, newest.size), newest.size, read)
    const response = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      body: formatAddCheckpoint({ old, proof, note: newest.note }),
      signal: AbortSignal.timeout(TIMEOUT),
      redirect: 'error',
    })
    return { status: response.status, body: (await response.text()).slice(0, LONGEST_ANSWER) }
  }
  let answer = await send(known?.size ?? 0)
  if (answer.status === 409 && /^(0|[1-9]\d{0,15})\n$/.test(answer.body)) {
    const theirs = Number(answer.body)
    if (theirs > newest.size)
      throw new Error(`it has seen ${theirs} entries, and there are ${newest.size} here`)
    answer = await send(theirs)
  }
  if (answer.status !== 200) throw new Error(`it answered ${answer.status}`)

  // Only its own line, verified with its own key, goes into what we publish.
  const key = parseVkey(sha256, vkey)
  const text = newest.note.slice(0, newest.note.lastIndexOf('\n\n') + 1)
  for (const line of parseCosignatures(answer.body)) {
    if (line.name !== key.name || line.id !== key.id) continue
    const { valid, time } = verifyCosignature(text, line, key, verifyEd25519)
    if (!valid) continue
    await keepCosignature(db, { size: newest.size, vkey, time, line: formatSignatures([line]) })
    return newest.size
  }
  throw new Error(`${name} answered without its own valid signature`)
}

/** What witnesses have last seen of this record, for the ratchet. A witness that is away says nothing. */
export async function evidenceFrom(
  { db }: Store,
  configured = witnessesFrom(process.env.GOC_WITNESSES),
): Promise<Evidence[]> {
  const identity = await readIdentity(db)
  if (!identity) return []
  const path = Buffer.from(sha256(Buffer.from(identity.origin))).toString('hex')
  const asked = configured.map(async ({ name, url }): Promise<Evidence | undefined> => {
    try {
      const response = await fetch(`${url}/${path}/checkpoint`, {
        signal: AbortSignal.timeout(TIMEOUT),
        redirect: 'error',
      })
      if (response.status !== 200) return undefined
      const { size, root } = openCheckpoint((await response.text()).slice(0, LONGEST_ANSWER), identity.vkey, {
        sha256,
        verify: verifyEd25519,
      })
      return { source: `the witness ${name}`, size, root: toBase64(root) }
    } catch {
      // Away, or not speaking of this record: no evidence either way.
      return undefined
    }
  })
  return (await Promise.all(asked)).filter((one) => one !== undefined)
}
