/**
 * What witnesses have seen of this record: evidence for the ratchet (record.md §2.3), asked for before anything is
 * signed, and whenever a witness contradicts us while we run.
 */

import { toBase64, toHex, utf8 } from '@goc/record/bytes.ts'
import { openCheckpoint } from '@goc/record/checkpoint.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { EMPTY_ROOT } from '@goc/record/hash.ts'
import { sha256 } from '@goc/record/sha256.node.ts'
import type { Store } from '@goc/store/database.ts'
import { readIdentity } from '@goc/store/identity.ts'
import { assertNotBehind, type Evidence } from '@goc/store/ratchet.ts'
import type { Sequencer } from '@goc/store/sequencer.ts'
import { rootAt } from '@goc/store/tiles.ts'
import { type Configured, witnessesFrom } from './configured.ts'
import { type Asked, request } from './request.ts'

/** Milliseconds that a command waits for witnesses; who is later is heard when it is next asked to cosign. */
const WAIT = 2_000

/**
 * The last checkpoint that a witness keeps of this record; undefined when it keeps none. Throws why that cannot be told.
 * The record's own signature is evidence enough, whoever shows it and whatever else is on it; nothing else is any, or
 * a stranger's word could stop the record.
 */
export async function shownBy(
  { db }: Pick<Store, 'db'>,
  { name, url }: Configured,
  asked: Asked,
): Promise<Evidence | undefined> {
  const identity = await readIdentity(db)
  if (!identity) return undefined
  const { status, body } = await request(`${url}/${toHex(sha256(utf8(identity.origin)))}/checkpoint`, asked)
  if (status === 404) return undefined
  if (status !== 200) throw new Error(`it answered ${status}`)
  const { size, root } = openCheckpoint(body, identity.vkey, { sha256, verify: verifyEd25519 })
  return { source: `the witness ${name}`, size, root: toBase64(root) }
}

export type EvidenceOptions = {
  configured?: readonly Configured[]
  within?: number
  log?: (line: string) => void
}

/** What the configured witnesses show, asked all at once. Those that do not answer are named, and say nothing either way. */
export async function evidenceFrom(
  store: Pick<Store, 'db'>,
  {
    configured = witnessesFrom(process.env.GOC_WITNESSES),
    within = WAIT,
    log = console.error,
  }: EvidenceOptions = {},
): Promise<Evidence[]> {
  const asked = configured.map((witness) =>
    shownBy(store, witness, { within }).catch((error: Error) => {
      log(`witness ${witness.name}: ${error.message}, so what it has seen of this record is not known`)
      return undefined
    }),
  )
  return (await Promise.all(asked)).filter((one) => one !== undefined)
}

/** By database: what this process has heard and not yet found in it. Each has the record's signature, so they are few. */
const heard = new Map<string, Map<string, Evidence>>()

/** Has the sequencer of this database compare what was shown before it signs again. */
export function hear({ url }: Pick<Store, 'url'>, evidence: readonly Evidence[]): void {
  const here = heard.get(url) ?? new Map<string, Evidence>()
  heard.set(url, here)
  for (const one of evidence) here.set(`${one.size} ${one.root}`, one)
}

/** The sequencer, which now heeds what is heard, also while it runs: it throws `RecordBehind` instead of signing. */
export function heeding(sequencer: Sequencer, store: Pick<Store, 'db' | 'url'>): Sequencer {
  return {
    async step() {
      const here = heard.get(store.url)
      if (here && here.size > 0) await heed(store, here)
      return sequencer.step()
    },
  }
}

async function heed({ db }: Pick<Store, 'db'>, here: Map<string, Evidence>): Promise<void> {
  const told = [...here]
  const head = await db.selectFrom('head').select(['size', 'root']).executeTakeFirst()
  const all = told.map(([, one]) => one)
  await assertNotBehind(head ?? { size: 0, root: EMPTY_ROOT }, (size) => rootAt(db, size), all)
  // The database knows all of it, and from here on the ratchet remembers as much.
  for (const [key] of told) here.delete(key)
}
