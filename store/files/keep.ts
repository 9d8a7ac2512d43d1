/** Keeps the files of a case, opens them, and erases them. */

import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { equalBytes } from '@goc/record/bytes.ts'
import { now } from '../clock.ts'
import type { Database, Store } from '../database.ts'
import type { MasterKeys } from '../keys.ts'
import { type CaseKey, caseKeys, eraseLetters, keyRow, newCaseKey } from '../letters.ts'
import { type Checked, check } from './check.ts'
import { committing } from './commitment.ts'
import type { Files } from './files.ts'
import { headersOf } from './headers.ts'
import { type FileRefusal, isType, type Kind, kinds, limits, type Note, noteOf, type Type } from './kinds.ts'
import { seal, sealedSize, unseal } from './seal.ts'
import { append, openSource, removeSpool } from './spool.ts'
import { type Swept, sweepFiles } from './sweep.ts'

/** A file that is kept. The act carries its `commitment` and nothing else. */
export type Kept = {
  i: number
  commitment: string
  type: Type
  kind: Kind
  size: number
  preview: boolean
  note: Note
}

/** Seconds in which something must be kept that was begun; after them its bytes are removed. */
const LEASE = 3_600

/**
 * Checks what `stream` gives and keeps it as file `i` (from 0) of the case. A photo is made anew without its
 * metadata; the commitment is to the bytes that are kept. Throws when the case has a file `i` already.
 */
export async function keepFile(
  store: Store,
  files: Files,
  { subject, i, stream }: { subject: string; i: number; stream: AsyncIterable<Uint8Array> },
): Promise<Kept | { refusal: FileRefusal }> {
  const id = randomBytes(16).toString('base64url')
  // This key is nowhere but here: should the process end, nobody can read what it leaves.
  const key = randomBytes(32)
  await store.db
    .insertInto('stored')
    .values({ key: `spool/${id}`, doomedAt: now() + LEASE })
    .execute()
  try {
    const { over, broken } = await append(files.spool, id, key, stream, limits.size)
    if (over) return { refusal: 'too-large' }
    if (broken) throw broken
    const source = await openSource(files.spool, id, key)
    try {
      const checked = await check(source, files.scanner)
      return 'refusal' in checked ? checked : await keepChecked(store, files, { subject, i, checked })
    } finally {
      await source.close()
    }
  } finally {
    await removeSpool(files.spool, id)
    await store.db.deleteFrom('stored').where('key', '=', `spool/${id}`).execute()
  }
}

/** The key of a case, made when it has none. */
async function keyFor(db: Database, master: MasterKeys, subject: string): Promise<CaseKey> {
  const known = (await caseKeys(db, master, [subject])).get(subject)
  if (known) return known
  const row = keyRow(master, newCaseKey(subject))
  await db
    .insertInto('caseKey')
    .values(row)
    .onConflict((conflict) => conflict.column('subject').doNothing())
    .execute()
  return (await caseKeys(db, master, [subject])).get(subject)!
}

/** Seals and stores what was checked. `upload` says where it was attached from. */
export async function keepChecked(
  store: Store,
  { storage, master }: Files,
  { subject, i, checked, upload }: { subject: string; i: number; checked: Checked; upload?: string },
): Promise<Kept> {
  const caseKey = await keyFor(store.db, master, subject)
  const { type, kind, size, preview } = checked
  const key = newName()
  const previewKey = preview ? newName() : null
  const keys = [key, ...(previewKey ? [previewKey] : [])]
  const doomedAt = now() + LEASE
  await store.db
    .insertInto('stored')
    .values(keys.map((one) => ({ key: one, doomedAt })))
    .execute()

  const passed = committing(caseKey.key, i)
  const bytes = seal(caseKey.key, { subject, kind: 'file', i }, passed.passing(checked.stream()))
  await storage.put(key, bytes, sealedSize(size))
  if (preview && previewKey) {
    const sealed = seal(caseKey.key, { subject, kind: 'preview', i }, Readable.from([preview]))
    await storage.put(previewKey, sealed, sealedSize(preview.length))
  }

  const commitment = passed.commitment()
  const row = { subject, i, commitment, type, size, key, previewKey, previewSize: preview?.length ?? null }
  await store.db.transaction().execute(async (db) => {
    const spared = await db
      .updateTable('stored')
      .set({ doomedAt: null })
      .where('key', 'in', keys)
      .executeTakeFirst()
    if (Number(spared.numUpdatedRows) !== keys.length) throw new Error('keeping a file took too long')
    await db
      .insertInto('file')
      .values({ ...row, upload: upload ?? null })
      .execute()
    // From here on the case's key cannot go. Had it gone before and come anew, the bytes would open for no one.
    const still = (await caseKeys(db, master, [subject])).get(subject)
    if (!still || !equalBytes(still.key, caseKey.key)) throw new Error(`${subject} was erased meanwhile`)
  })
  return { i, commitment, type, kind, size, preview: preview !== undefined, note: noteOf(kind) }
}

/** A name in storage that says nothing, in one of 256 folders. */
function newName(): string {
  const name = randomBytes(16).toString('hex')
  return `${name.slice(0, 2)}/${name}`
}

/** The files of a case, in order. */
export async function listFiles(db: Database, subject: string): Promise<Kept[]> {
  const rows = await db.selectFrom('file').selectAll().where('subject', '=', subject).orderBy('i').execute()
  return rows.map(keptOf)
}

export function keptOf(row: {
  i: number
  commitment: string
  type: string
  size: number
  previewKey: string | null
}): Kept {
  const { i, commitment, size, previewKey } = row
  if (!isType(row.type))
    throw new Error(`a file of kind ${row.type} was kept, which this version does not know`)
  const kind = kinds[row.type]
  return { i, commitment, type: row.type, kind, size, preview: previewKey !== null, note: noteOf(kind) }
}

/** A kept file as it is sent to a browser. A stream that throws was changed in storage: break off, do not end. */
export type Opened = { headers: Record<string, string>; stream: Readable; type: Type; size: number }

/** Opens a file of a case, or its preview; undefined when there is none. The caller has asked who may see it. */
export async function openFile(
  { db }: Pick<Store, 'db'>,
  { storage, master }: Files,
  { subject, i, preview = false }: { subject: string; i: number; preview?: boolean },
): Promise<Opened | undefined> {
  const caseKey = (await caseKeys(db, master, [subject])).get(subject)
  const row = await db
    .selectFrom('file')
    .selectAll()
    .where('subject', '=', subject)
    .where('i', '=', i)
    .executeTakeFirst()
  if (!caseKey || !row) return undefined
  const key = preview ? row.previewKey : row.key
  if (key === null) return undefined
  const type = preview ? 'image/webp' : keptOf(row).type
  const size = preview ? row.previewSize! : row.size
  const sealed = await storage.get(key)
  const place = { subject, kind: preview ? 'preview' : 'file', i } as const
  const stream = Readable.from(unseal(caseKey.key, place, sealed), { objectMode: false })
  stream.once('close', () => sealed.destroy())
  return { headers: headersOf({ type, size, i, preview }), stream, type, size }
}

/** Takes one file out of a case: of a matter that was not raised after all, say. */
export async function removeFile(store: Store, files: Files, subject: string, i: number): Promise<void> {
  await store.db.deleteFrom('file').where('subject', '=', subject).where('i', '=', i).execute()
  await sweepFiles(store, files)
}

/**
 * Erases all that is private in a case, its words with its files. First the key, and in the same moment all that
 * finds the bytes: from then on nobody can read them. Then the bytes; should that be interrupted, the sweep goes on.
 * Tells what could not be removed yet.
 */
export async function eraseFiles(store: Store, files: Files, subject: string): Promise<Swept> {
  await eraseLetters(store.db, subject)
  return sweepFiles(store, files)
}
