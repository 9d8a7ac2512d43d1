import { parseArgs } from 'node:util'
import { decodeBundle } from '@goc/record/bundle.ts'
import { equalBytes } from '@goc/record/bytes.ts'
import { verifyEd25519 } from '@goc/record/ed25519.node.ts'
import { signNote } from '@goc/record/note.ts'
import { fastHasher, sha256 } from '@goc/record/sha256.node.ts'
import { edgeRoot, emptyEdge } from '@goc/record/tile.ts'
import { enterPublished, keepPublished, missingLetters, readPlace } from '@goc/store/publish/catch-up.ts'
import { Fault } from '@goc/verify/fault.ts'
import { readCheckpoint } from '@goc/verify/published.ts'
import { openSource } from '@goc/verify/source.node.ts'
import { assertRoot, type Leaves, walk } from '@goc/verify/walk.ts'
import { openPlace } from '../../instance.ts'
import { showProgress } from '../../progress.ts'
import { openRecord } from '../../record.ts'
import { placeOf } from '../../settings.ts'
import { UsageError } from '../../usage-error.ts'

export const summary = "rolls a restored, older database forward from the record's own public files"
export const usage = `goc record catch-up DIR|URL [--data DATA]

For a database that was restored from a backup and knows less than was published. DIR is a folder made by
\`goc record export\`, URL the address of a mirror. Everything is verified with this record's own key first; interrupted,
it goes on where it ended. Private texts since the backup are not in the record and stay lost.`

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { data: { type: 'string' } },
  })
  const [where, ...more] = positionals
  if (!where || more.length > 0) throw new UsageError('one folder or address is needed')
  const place = placeOf(values)
  const database = await openPlace(place)
  try {
    const record = await openRecord(place, database.url)
    try {
      return await catchUp(record, where)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      console.log(`nothing was taken over: ${error.kind}: ${error.message}`)
      return 1
    } finally {
      await record.close()
    }
  } finally {
    await database.close()
  }
}

async function catchUp(
  { store, signer, ratchet }: Awaited<ReturnType<typeof openRecord>>,
  where: string,
): Promise<number> {
  const { source } = await openSource(where)
  const crypto = { sha256, verify: verifyEd25519 }
  const signed = await readCheckpoint(source, signer.vkey, crypto)
  const head = await readPlace(store)
  if (head.size > signed.size) {
    console.log(
      `this database has ${head.size} entries, and only ${signed.size} are published there: there is nothing to catch up`,
    )
    return head.size === signed.size ? 0 : 1
  }
  const path = { source, hasher: fastHasher, size: signed.size }
  const start = await walk(emptyEdge(), head.size, path)
  if (!equalBytes(edgeRoot(fastHasher, start), head.root)) {
    throw new Fault(
      'not-an-extension',
      `the record published there does not begin with the ${head.size} entries of this database`,
    )
  }
  // Checked to the end before the first entry is taken over.
  assertRoot(fastHasher, await walk(start, signed.size, path), signed.root)

  const progress = showProgress('catch up')
  let waiting: Uint8Array[] = []
  let at = head.size
  const visit = ({ bundle, width, from, to }: Leaves) => {
    waiting.push(...decodeBundle(bundle, width).slice(from, to))
  }
  const rest = async () => {
    if (waiting.length === 0) return
    await enterPublished(store, at, waiting)
    at += waiting.length
    waiting = []
    progress.at(at, signed.size)
  }
  await walk(start, signed.size, { ...path, visit, rest })
  progress.end()
  // Ed25519 signs the same text always alike; witnesses' lines come back when they are asked again.
  await keepPublished(store, ratchet, {
    size: signed.size,
    root: signed.root,
    note: signNote(signed.text, signer.note),
  })
  const lost = await missingLetters(store, head.size)
  console.log(`${at - head.size} entries taken over; the record stands at ${signed.size} again`)
  if (lost > 0) console.log(`${lost} texts that they speak of are not here: they were said since the backup`)
  return 0
}
