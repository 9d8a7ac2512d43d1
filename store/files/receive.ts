/** Takes in the bytes of uploads, at once or cut off and taken up again, and settles each as soon as it is whole. */

import type { Store } from '../database.ts'
import { caseKeys } from '../letters.ts'
import { check } from './check.ts'
import type { Files } from './files.ts'
import { keepChecked, listFiles } from './keep.ts'
import { type FileRefusal, limits } from './kinds.ts'
import { append, openSource, removeSpool, spoolKey } from './spool.ts'
import { sweepFiles } from './sweep.ts'
import { beginUpload, dropUpload, findUpload, subjectOf, type Upload, type UploadRefusal } from './uploads.ts'

/**
 * Adds what comes to an upload, from `offset` on, which must be where it stands; what a cut connection gave is kept.
 * When it is whole it is checked. Undefined when there is no such upload. One call at a time for each upload.
 */
export async function addToUpload(
  store: Store,
  files: Files,
  id: string,
  { offset, stream }: { offset: number; stream: AsyncIterable<Uint8Array> },
): Promise<Upload | 'other-offset' | 'too-long' | undefined> {
  const upload = await findUpload(store, files, id)
  const caseKey = await keyOf(store, files, id)
  if (!upload || !caseKey) return undefined
  if (upload.state !== 'coming' || upload.offset !== offset) return 'other-offset'
  const { size, over } = await append(files.spool, id, spoolKey(caseKey), stream, upload.length)
  // Taken back or expired in the meantime: what was written then must not stay.
  if (!(await keyOf(store, files, id))) {
    await removeSpool(files.spool, id)
    return undefined
  }
  if (over) return 'too-long'
  return size === upload.length ? settleUpload(store, files, id) : { ...upload, offset: size }
}

/**
 * Takes in a whole file of at most `most` bytes, as a form sends it: nobody says its length beforehand. One that breaks off
 * leaves nothing, and is thrown.
 */
export async function takeUpload(
  store: Store,
  files: Files,
  { token, stream, most = limits.size }: { token: string; stream: AsyncIterable<Uint8Array>; most?: number },
): Promise<Upload | { refusal: UploadRefusal }> {
  const begun = await beginUpload(store, files, { token, length: most })
  if ('refusal' in begun) return begun
  const { id } = begun
  const key = spoolKey((await keyOf(store, files, id))!)
  const { size, over, broken } = await append(files.spool, id, key, stream, most)
  if (broken || over || size === 0) {
    await dropUpload(store, files, id)
    if (broken) throw broken
    return { refusal: over ? 'too-large' : 'empty' }
  }
  await store.db.updateTable('upload').set({ length: size }).where('id', '=', id).execute()
  return (await settleUpload(store, files, id))!
}

const keyOf = async (store: Store, files: Files, id: string): Promise<Uint8Array | undefined> =>
  (await caseKeys(store.db, files.master, [subjectOf(id)])).get(subjectOf(id))?.key

// The door that took in the last byte and the form that attaches may both ask for it.
const settling = new Map<string, Promise<Upload | undefined>>()

/** Checks an upload that is whole, and keeps or refuses it. One that is not whole, or is settled, stays as it is. */
export function settleUpload(store: Store, files: Files, id: string): Promise<Upload | undefined> {
  const begun = settling.get(id) ?? settle(store, files, id).finally(() => settling.delete(id))
  settling.set(id, begun)
  return begun
}

async function settle(store: Store, files: Files, id: string): Promise<Upload | undefined> {
  const upload = await findUpload(store, files, id)
  const caseKey = await keyOf(store, files, id)
  if (!upload || !caseKey) return undefined
  if (!['coming', 'waiting'].includes(upload.state) || upload.offset < upload.length) return upload
  const source = await openSource(files.spool, id, spoolKey(caseKey))
  let state: Upload['state'] = 'kept'
  let refusal: FileRefusal | null = null
  try {
    const checked = await check(source, files.scanner)
    if ('refusal' in checked) {
      state = checked.refusal === 'scanner-away' ? 'waiting' : 'refused'
      refusal = checked.refusal
    } else if ((await listFiles(store.db, subjectOf(id))).length === 0) {
      await keepChecked(store, files, { subject: subjectOf(id), i: 0, checked })
    }
  } finally {
    await source.close()
  }
  await store.db.updateTable('upload').set({ state, refusal }).where('id', '=', id).execute()
  // What it was made from, with all its metadata, goes at once.
  if (state !== 'waiting') {
    await store.db.updateTable('stored').set({ doomedAt: 0 }).where('key', '=', `spool/${id}`).execute()
    await sweepFiles(store, files)
  }
  return findUpload(store, files, id)
}

/** Tries again those that wait for the scanner; gives how many are settled. */
export async function settleWaiting(store: Store, files: Files): Promise<number> {
  let settled = 0
  let after = 0
  for (;;) {
    const row = await store.db
      .selectFrom('upload')
      .select(['id', 'n'])
      .where('state', '=', 'waiting')
      .where('n', '>', after)
      .orderBy('n')
      .executeTakeFirst()
    if (!row) return settled
    after = row.n
    // While the scanner is away for one it is away for all.
    if ((await settleUpload(store, files, row.id))?.state === 'waiting') return settled
    settled++
  }
}
